import type { ReactNode } from 'react'
import { useId } from 'react'
import chart from '../../../../kit/chart.module.css'

const TOP = 26
const LEFT = 40
const RIGHT = 10
const BOTTOM = 40
const TICKS = [0, 0.25, 0.5, 0.75, 1]

/** Places of shares on the drawing. */
export type Places = { readonly x: (share: number) => number; readonly y: (share: number) => number }

type PlaneProps = {
  readonly width: number
  readonly finding: string
  readonly across: string
  readonly up: string
  readonly children: (places: Places) => ReactNode
}

/** A square of shares: both axes from 0 to 1. */
export const Plane = ({ width, finding, across, up, children }: PlaneProps) => {
  const id = useId()
  const [wide, high] = [width - LEFT - RIGHT, Math.round((width - LEFT - RIGHT) * 0.82)]
  const places: Places = { x: (share) => LEFT + share * wide, y: (share) => TOP + (1 - share) * high }
  const height = TOP + high + BOTTOM
  return (
    <svg
      className={chart.chart}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-labelledby={id}
    >
      <title id={id}>{finding}</title>
      {TICKS.map((tick) => (
        <g key={tick}>
          {tick > 0 && (
            <line className={chart.grid} x1={LEFT} x2={LEFT + wide} y1={places.y(tick)} y2={places.y(tick)} />
          )}
          <text x={LEFT - 8} y={places.y(tick) + 4} textAnchor="end">
            {tick}
          </text>
          <text x={places.x(tick)} y={TOP + high + 18} textAnchor={tick === 1 ? 'end' : 'middle'}>
            {tick}
          </text>
        </g>
      ))}
      <line className={chart.axis} x1={LEFT} x2={LEFT + wide} y1={TOP + high} y2={TOP + high} />
      <line className={chart.axis} x1={LEFT} x2={LEFT} y1={TOP} y2={TOP + high} />
      <text className={chart.bold} x={0} y={12}>
        {up}
      </text>
      <text className={chart.bold} x={LEFT + wide} y={height - 5} textAnchor="end">
        {across}
      </text>
      {children(places)}
    </svg>
  )
}

type LineProps = {
  readonly points: readonly (readonly [number, number])[]
  readonly places: Places
  readonly dashed?: boolean
}

/** A line through points of shares. */
export const Line = ({ points, places, dashed = false }: LineProps) => (
  <path
    d={points
      .map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${places.x(x).toFixed(1)} ${places.y(y).toFixed(1)}`)
      .join('')}
    fill="none"
    stroke={dashed ? 'var(--edge)' : 'var(--green)'}
    strokeWidth={dashed ? 2 : 2.75}
    strokeDasharray={dashed ? '5 4' : undefined}
  />
)

type MarkProps = { readonly at: readonly [number, number]; readonly places: Places; readonly label: string }

/** Where a threshold stands on a curve. */
export const Mark = ({ at: [x, y], places, label }: MarkProps) => {
  const isRight = x > 0.5
  return (
    <>
      <line
        x1={places.x(x)}
        x2={places.x(x)}
        y1={places.y(0)}
        y2={places.y(y)}
        stroke="var(--ink)"
        strokeWidth="1.25"
      />
      <line
        x1={places.x(0)}
        x2={places.x(x)}
        y1={places.y(y)}
        y2={places.y(y)}
        stroke="var(--ink)"
        strokeWidth="1.25"
      />
      <circle cx={places.x(x)} cy={places.y(y)} r="6" fill="var(--paper)" stroke="var(--ink)" strokeWidth="2.5" />
      <text
        className={chart.bold}
        x={places.x(x) + (isRight ? -12 : 12)}
        y={places.y(y) + (y > 0.2 ? 22 : -14)}
        textAnchor={isRight ? 'end' : 'start'}
        stroke="var(--paper)"
        strokeWidth="4"
        paintOrder="stroke"
      >
        {label}
      </text>
    </>
  )
}
