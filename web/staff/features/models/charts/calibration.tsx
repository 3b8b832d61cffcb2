import type { Band, Figures } from '#wire/fraud'
import chart from '../../../../kit/chart.module.css'
import { useModelsWords } from '../models-words.ts'
import { ChartPart } from './chart-part.tsx'
import { Line, type Places, Plane } from './plane.tsx'
import { toThree } from './read.ts'

const isHonest = ({ expected, low, high }: Band): boolean => expected >= low && expected <= high

const Dot = ({ band, places }: { band: Band; places: Places }) => {
  const x = places.x(band.expected)
  return (
    <>
      <line x1={x} x2={x} y1={places.y(band.low)} y2={places.y(band.high)} stroke="var(--ink)" strokeWidth="1.5" />
      <circle cx={x} cy={places.y(band.observed)} r="4.5" fill="var(--green)" />
    </>
  )
}

/** What was given against what was, by bands of probability, each with the range of chance. */
export const Calibration = ({ figures: { bands } }: { figures: Figures }) => {
  const say = useModelsWords()
  const finding = say('calibrationFinding', { near: bands.filter(isHonest).length, all: bands.length })
  const rows = bands.map(({ from, to, payments, expected, observed, low, high }) => [
    `${from} – ${to}`,
    String(payments),
    toThree(expected),
    toThree(observed),
    `${toThree(low)} – ${toThree(high)}`,
  ])
  const key = (
    <span>
      <svg width="14" height="14" aria-hidden="true">
        <circle cx="7" cy="7" r="4.5" fill="var(--green)" />
      </svg>
      {say('dots')}
    </span>
  )
  return (
    <ChartPart
      title={say('calibration')}
      head={[say('band'), say('payments'), say('given'), say('wasFraud'), say('range')]}
      rows={rows}
      legend={key}
    >
      {(width) => (
        <Plane width={width} finding={finding} across={say('given')} up={say('wasFraud')}>
          {(places) => (
            <>
              <Line
                points={[
                  [0, 0],
                  [1, 1],
                ]}
                places={places}
                dashed
              />
              {bands.map((band) => (
                <Dot key={band.from} band={band} places={places} />
              ))}
              <text className={chart.bold} x={places.x(0.34)} y={places.y(0.72)} textAnchor="middle">
                {say('honest')}
              </text>
            </>
          )}
        </Plane>
      )}
    </ChartPart>
  )
}
