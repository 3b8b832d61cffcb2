import { useId } from 'react'
import type { Comparison } from '#wire/fraud'
import { asChange } from './charts/read.ts'
import styles from './models.module.css'
import { useModelsWords } from './models-words.ts'

type Figure = NonNullable<Comparison['averagePrecision']>

const WIDTH = 300
const HEIGHT = 46
const MIDDLE = 18

/** Never narrower than two hundredths, so that chance does not look large. */
const reachOf = ({ low, high }: Figure): number => Math.max(0.02, Math.abs(low), Math.abs(high)) * 1.15

type IntervalProps = { readonly name: string; readonly figure: Figure }

/** The difference of a figure with the range of chance, about the line of no difference. */
export const Interval = ({ name, figure }: IntervalProps) => {
  const say = useModelsWords()
  const id = useId()
  const reach = reachOf(figure)
  const x = (difference: number) => WIDTH / 2 + (difference / reach) * (WIDTH / 2)
  const change = figure.challenger - figure.champion
  const finding = say('difference', {
    figure: name,
    champion: figure.champion.toFixed(3),
    challenger: figure.challenger.toFixed(3),
    change: asChange(change),
    low: asChange(figure.low),
    high: asChange(figure.high),
  })
  return (
    <>
      <svg
        className={styles.interval}
        width={WIDTH}
        height={HEIGHT}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-labelledby={id}
      >
        <title id={id}>{finding}</title>
        <line x1={WIDTH / 2} x2={WIDTH / 2} y1={4} y2={32} stroke="var(--rule-ink)" strokeWidth="1.5" />
        <line x1={x(figure.low)} x2={x(figure.high)} y1={MIDDLE} y2={MIDDLE} stroke="var(--ink)" strokeWidth="1.5" />
        {[figure.low, figure.high].map((end) => (
          <line
            key={end}
            x1={x(end)}
            x2={x(end)}
            y1={MIDDLE - 5}
            y2={MIDDLE + 5}
            stroke="var(--ink)"
            strokeWidth="1.5"
          />
        ))}
        <circle cx={x(change)} cy={MIDDLE} r="4.5" fill="var(--green)" />
        <text x={0} y={44}>
          {say('worse')}
        </text>
        <text x={WIDTH / 2} y={44} textAnchor="middle">
          {say('zero')}
        </text>
        <text x={WIDTH} y={44} textAnchor="end">
          {say('better')}
        </text>
      </svg>
      <p className="small soft" aria-hidden="true">
        {finding}
      </p>
    </>
  )
}
