import { useId } from 'react'
import chart from './chart.module.css'
import { useKitWords } from './kit-words.ts'

/** What one feature added to the score: over 0 speaks against the payment, under 0 for it. */
export type Contribution = { readonly label: string; readonly value: string; readonly weight: number }

type ContributionsChartProps = {
  readonly contributions: readonly Contribution[]
  /** The score of an average payment, before anything is known (log odds). */
  readonly start: number
  /** Start and all contributions together (log odds), and as a probability. */
  readonly sum: number
  readonly score: number
}

const WIDTH = 760
const ZERO = 520
const TOP = 26
const ROW = 29
const REACH = 184

/** A signed number with a true minus: +1.42, −0.58. */
export const signedNumber = (value: number): string => `${value < 0 ? '\u2212' : '+'}${Math.abs(value).toFixed(2)}`

const describe = (contributions: readonly Contribution[], nothing: string): string =>
  contributions.map(({ label, weight }) => `${label} ${signedNumber(weight)}`).join(', ') || nothing

const Bar = ({
  contribution,
  y,
  scale,
  hatch,
}: {
  contribution: Contribution
  y: number
  scale: number
  hatch: string
}) => {
  const { label, value, weight } = contribution
  const length = Math.abs(weight) * scale
  const against = weight >= 0
  return (
    <>
      <line className={chart.grid} x1={0} x2={WIDTH} y1={y + ROW} y2={y + ROW} />
      <text className={chart.strong} x={0} y={y + 19}>
        {label}
      </text>
      <text x={330} y={y + 19} textAnchor="end">
        {value}
      </text>
      {against ? (
        <rect x={ZERO} y={y + 6} width={length} height={18} fill="var(--stop)" />
      ) : (
        <rect
          x={ZERO - length + 0.75}
          y={y + 6.75}
          width={Math.max(0, length - 0.75)}
          height={16.5}
          fill={`url(#${hatch})`}
          stroke="var(--green)"
          strokeWidth={1.5}
        />
      )}
      <text
        className={chart.bold}
        x={against ? ZERO + length + 7 : ZERO - length - 7}
        y={y + 19}
        textAnchor={against ? 'start' : 'end'}
      >
        {signedNumber(weight)}
      </text>
    </>
  )
}

/** What moved a score: bars to the right speak against the payment, hatched ones to the left for it. */
export const ContributionsChart = ({ contributions, start, sum, score }: ContributionsChartProps) => {
  const say = useKitWords()
  const id = useId()
  const hatch = `${id}-for`
  const largest = Math.max(0.01, ...contributions.map(({ weight }) => Math.abs(weight)))
  const scale = Math.min(REACH / largest, REACH)
  const foot = TOP + contributions.length * ROW
  const against = contributions.filter(({ weight }) => weight >= 0)
  const speaking = contributions.filter(({ weight }) => weight < 0)
  return (
    <svg className={chart.chart} viewBox={`0 0 ${WIDTH} ${foot + 34}`} width="100%" role="img" aria-labelledby={id}>
      <title id={id}>
        {say('whatMoved', { against: describe(against, say('nothing')), with: describe(speaking, say('nothing')) })}
      </title>
      <defs>
        <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line x1="0" y1="0" x2="0" y2="5" stroke="var(--green)" strokeWidth="2" />
        </pattern>
      </defs>
      <text x={ZERO - 10} y={13} textAnchor="end">
        {say('speaksFor')}
      </text>
      <text x={ZERO + 10} y={13}>
        {say('speaksAgainst')}
      </text>
      {contributions.map((contribution, index) => (
        <Bar key={contribution.label} contribution={contribution} y={TOP + index * ROW} scale={scale} hatch={hatch} />
      ))}
      <text className={`${chart.strong} ${chart.bold}`} x={0} y={foot + 22}>
        {say('allTogether', { start: signedNumber(start) })}
      </text>
      <text className={`${chart.strong} ${chart.bold}`} x={ZERO + 10} y={foot + 22}>
        {say('scoreOf', { sum: signedNumber(sum), score: score.toFixed(2) })}
      </text>
      <line className={chart.axis} x1={ZERO} x2={ZERO} y1={20} y2={foot} />
    </svg>
  )
}
