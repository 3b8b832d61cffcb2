import type { z } from 'zod'
import type { board } from '#wire/locker'
import { VerdictChip } from '../../../../kit/chip.tsx'
import { Moment } from '../../../moment.tsx'
import table from '../../../table.module.css'
import { useHallWords } from '../hall-words.ts'

type BoardKiosk = z.infer<(typeof board)['answer']>['kiosks'][number]

const verdicts = { new: 'asked', 'in-service': 'passed', silent: 'held', revoked: 'stopped' } as const

/** Every kiosk, and how it last said it is. */
export const KioskTable = ({ kiosks }: { kiosks: readonly BoardKiosk[] }) => {
  const say = useHallWords()
  return (
    <table className={table.table}>
      <caption className="vh">{say('allKiosks')}</caption>
      <thead>
        <tr className="l-one">
          <th scope="col">{say('kiosk')}</th>
          <th scope="col">{say('state')}</th>
          <th scope="col">{say('power')}</th>
          <th scope="col">{say('camera')}</th>
          <th scope="col" className={table.end}>
            {say('heard')}
          </th>
        </tr>
      </thead>
      <tbody>
        {kiosks.map(({ id, name, branch, state, power, camera, heardAt }) => (
          <tr key={id}>
            <td className={table.lead}>
              <b>{name}</b>
              <span className={table.sub}>{branch}</span>
            </td>
            <td>
              <VerdictChip verdict={verdicts[state]}>{say(state)}</VerdictChip>
            </td>
            <td>
              <span className={table.word}>{say('power')} </span>
              {say(power === 'unknown' ? 'power-unknown' : power)}
            </td>
            <td>
              <span className={table.word}>{say('camera')} </span>
              {say(camera === 'unknown' ? 'power-unknown' : camera)}
            </td>
            <td className={table.end}>{heardAt ? <Moment at={heardAt} /> : say('never')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
