import type { LeafWithProof } from './climb.ts'
import styles from './log.module.css'
import { useTreeWords } from './log-words.ts'

const WIDTH = 380
const ROW = 44
const MIDDLE = WIDTH / 2
const AWAY = 92
const DOT = 7

type TreeDrawingProps = {
  readonly leaf: LeafWithProof
  /** How many steps have been taken. */
  readonly taken: number
  readonly onTake: (steps: number) => void
}

/** The way from a leaf up to the root: at each step a whole other part of the tree comes in as one hash. */
export const TreeDrawing = ({ leaf, taken, onTake }: TreeDrawingProps) => {
  const say = useTreeWords()
  const { steps, index } = leaf
  const height = (steps.length + 1) * ROW + 16
  const heightOf = (level: number) => height - 20 - level * ROW
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot hold a drawing
    <svg className={styles.tree} viewBox={`0 0 ${WIDTH} ${height}`} role="group" aria-label={say('drawing', { index })}>
      {steps.map(({ from, to, side }, level) => {
        const x = MIDDLE + (side === 'left' ? -AWAY : AWAY)
        const [y, above] = [heightOf(level), heightOf(level + 1)]
        const isTaken = level < taken
        return (
          <g key={`${from}-${to}`} className={isTaken ? styles.isTaken : undefined}>
            <path className={styles.edge} d={`M${MIDDLE} ${y}L${MIDDLE} ${above}L${x} ${y}`} />
            <path className={styles.part} d={`M${x} ${y - 9}l14 18h-28Z`} />
            <text
              className={styles.count}
              x={x + (side === 'left' ? -20 : 20)}
              y={y + 4}
              textAnchor={side === 'left' ? 'end' : 'start'}
            >
              {to - from === 1 ? from : `${from}–${to - 1}`}
            </text>
          </g>
        )
      })}
      {[...steps.keys(), steps.length].map((level) => (
        // biome-ignore lint/a11y/useSemanticElements: a button of HTML cannot stand in a drawing
        <g
          key={level}
          role="button"
          tabIndex={0}
          aria-label={say('step', { step: level, steps: steps.length })}
          aria-pressed={level === taken}
          className={`${styles.node} ${level <= taken ? styles.isTaken : ''} ${level === taken ? styles.isHere : ''}`}
          onClick={() => onTake(level)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' && event.key !== ' ') return
            event.preventDefault()
            onTake(level)
          }}
        >
          <circle className={styles.reach} cx={MIDDLE} cy={heightOf(level)} r="20" />
          <circle cx={MIDDLE} cy={heightOf(level)} r={DOT} />
        </g>
      ))}
    </svg>
  )
}
