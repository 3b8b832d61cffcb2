import { IconAlertTriangle, IconEye } from '@tabler/icons-react'
import { useState } from 'react'
import type { FeatureDrift, ModelDetail } from '#wire/fraud'
import { Empty } from '../../../../kit/empty.tsx'
import { Icon } from '../../../../kit/icon.tsx'
import { MoreButton } from '../../../../kit/section.tsx'
import { Part } from '../../../page.tsx'
import table from '../../../table.module.css'
import styles from '../models.module.css'
import { useModelsWords } from '../models-words.ts'
import { toThree } from './read.ts'

const WIDTH = 150
const HEIGHT = 30
const WATCH = 0.1
const MOVED = 0.2
/** What is drawn as high as it goes; beyond, the line stays at the top. */
const TALLEST = 0.3
const FEW = 8

const latestOf = ({ weeks, day }: FeatureDrift): number | null => weeks.findLast((value) => value !== null) ?? day

const stateOf = (value: number | null) =>
  value === null || value < WATCH ? 'steady' : value < MOVED ? 'watch' : 'moved'

const colorOf = { steady: 'var(--green)', watch: 'var(--wait)', moved: 'var(--stop)' }

const Spark = ({ drift }: { drift: FeatureDrift }) => {
  const color = colorOf[stateOf(latestOf(drift))]
  const step = (WIDTH - 10) / Math.max(1, drift.weeks.length - 1)
  const y = (value: number) => HEIGHT - 3 - (Math.min(value, TALLEST) / TALLEST) * (HEIGHT - 7)
  const points = drift.weeks.flatMap((value, week) => (value === null ? [] : [[2 + week * step, y(value)] as const]))
  const last = points.at(-1)
  return (
    <svg width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" className={styles.spark}>
      <line x1="0" x2={WIDTH} y1={y(WATCH)} y2={y(WATCH)} stroke="var(--edge)" strokeDasharray="2 3" />
      <path
        d={points.map(([px, py], index) => `${index === 0 ? 'M' : 'L'}${px.toFixed(1)} ${py.toFixed(1)}`).join('')}
        fill="none"
        stroke={color}
        strokeWidth="2"
      />
      {last && <circle cx={last[0]} cy={last[1]} r="3.5" fill={color} />}
    </svg>
  )
}

const State = ({ drift }: { drift: FeatureDrift }) => {
  const say = useModelsWords()
  const state = stateOf(latestOf(drift))
  if (state === 'steady') return <span className="mut">{say('steady')}</span>
  return (
    <span className={styles[state]}>
      <Icon of={state === 'watch' ? IconEye : IconAlertTriangle} size={16} />
      {say(state)}
    </span>
  )
}

const read = (value: number | null | undefined): string => (typeof value === 'number' ? toThree(value) : '–')

const Rows = ({ rows }: { rows: readonly FeatureDrift[] }) => {
  const say = useModelsWords()
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th scope="col">{say('feature')}</th>
          <th scope="col">{say('weeksLine')}</th>
          <th scope="col" className={table.end}>
            {say('lastWeek')}
          </th>
          <th scope="col" className={table.end}>
            {say('lastDay')}
          </th>
          <th scope="col" className={table.end}>
            {say('state')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((drift) => (
          <tr key={drift.name}>
            <th scope="row" className={table.lead} lang="en">
              {drift.label}
            </th>
            <td className={table.desk}>
              <Spark drift={drift} />
            </td>
            <td className={table.end}>
              <span className={table.word}>{say('lastWeek')} </span>
              <b>{read(drift.weeks.at(-1))}</b>
            </td>
            <td className={table.end}>
              <span className={table.word}>{say('lastDay')} </span>
              {read(drift.day)}
            </td>
            <td className={`${table.end} ${table.figure}`}>
              <State drift={drift} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** How far each feature has moved, those that moved most first. */
export const DriftTable = ({ detail: { drift, driftAgainst } }: { detail: ModelDetail }) => {
  const say = useModelsWords()
  const [isAll, setAll] = useState(false)
  const sorted = drift.toSorted((one, other) => (latestOf(other) ?? 0) - (latestOf(one) ?? 0))
  const shown = isAll ? sorted : sorted.slice(0, FEW)
  const more = drift.length > FEW && (
    <MoreButton onClick={() => setAll(!isAll)} expanded={isAll}>
      {say(isAll ? 'showFew' : 'showAll')}
    </MoreButton>
  )
  const isSteady = sorted.every((row) => stateOf(latestOf(row)) === 'steady')
  return (
    <Part title={say('drift')} more={more}>
      {drift.length === 0 ? (
        <Empty>{say('driftNone')}</Empty>
      ) : (
        <>
          <p className={table.note}>
            {say(isSteady ? 'driftSteady' : 'driftShown', { shown: shown.length, count: drift.length })}{' '}
            {say(driftAgainst === 'training' ? 'driftTraining' : 'driftFirst')}
          </p>
          <Rows rows={shown} />
        </>
      )}
    </Part>
  )
}
