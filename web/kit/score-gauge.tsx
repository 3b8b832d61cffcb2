import chart from './chart.module.css'
import { useKitWords } from './kit-words.ts'

/** A stretch of the scale: where it begins (0 to 1) and what happens there. */
export type Band = { readonly from: number; readonly label: string; readonly tone: 'go' | 'ask' | 'wait' | 'stop' }

const WIDTH = 560
const colors = { go: 'var(--green)', ask: 'var(--edge)', wait: 'var(--wait)', stop: 'var(--stop)' }

/** Where a score stands between what passes and what is stopped. */
export const ScoreGauge = ({ score, bands }: { score: number; bands: readonly Band[] }) => {
  const say = useKitWords()
  const at = score * WIDTH
  const label = bands.map((band) => `${band.from.toFixed(2)} ${band.label}`).join(', ')
  const near = at > WIDTH - 60
  return (
    <svg
      className={chart.chart}
      viewBox={`0 -2 ${WIDTH} 50`}
      width="100%"
      role="img"
      aria-label={say('scoreOn', { score: score.toFixed(2), bands: label })}
    >
      {bands.map((band, index) => {
        const from = band.from * WIDTH
        const to = (bands[index + 1]?.from ?? 1) * WIDTH
        const isLast = index === bands.length - 1 && index > 0
        return (
          <g key={band.label}>
            <line
              x1={from}
              x2={Math.max(from, to - (isLast ? 0 : 3))}
              y1={18}
              y2={18}
              stroke={colors[band.tone]}
              strokeWidth={5}
            />
            <text x={isLast ? WIDTH : from} y={38} textAnchor={isLast ? 'end' : 'start'}>
              {band.from > 0 ? `${band.from.toFixed(2)} ${band.label}` : band.label}
            </text>
          </g>
        )
      })}
      <path d={`M${at} 13l-6-11h12z`} fill="var(--ink)" />
      <text className={chart.bold} x={near || at > 60 ? at - 12 : at + 12} y={9} textAnchor={at > 60 ? 'end' : 'start'}>
        {score.toFixed(2)}
      </text>
    </svg>
  )
}
