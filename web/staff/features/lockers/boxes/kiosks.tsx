import { useQuery } from '@tanstack/react-query'
import { type Kiosk, renewKiosk, revokeKiosk } from '#wire/locker'
import { call } from '../../../../api/call.ts'
import { Button } from '../../../../kit/button.tsx'
import { Empty, Loading } from '../../../../kit/empty.tsx'
import { Moment } from '../../../moment.tsx'
import { StaffProblem } from '../../../staff-problem.tsx'
import table from '../../../table.module.css'
import { useCareWords } from '../care-words.ts'
import { useHallWords } from '../hall-words.ts'
import { kiosksQuery } from '../locker-queries.ts'
import { useDeed } from '../use-deed.ts'
import { KioskCode } from './new-kiosk.tsx'

const path = '/lockers/boxes'
/** A clock that is off by less is nothing to speak of. */
const WORTH_MS = 2_000

const Acts = ({ id }: { id: string }) => {
  const say = useCareWords()
  const renewing = useDeed(() => call(renewKiosk, { params: { id } }), { text: '', path })
  const revoking = useDeed(() => call(revokeKiosk, { params: { id } }), { text: say('revoked'), path })
  const error = renewing.error ?? revoking.error
  return (
    <>
      <span className={table.button}>
        <Button busy={renewing.isPending} onClick={() => renewing.mutate(undefined)}>
          {say('newCode')}
        </Button>{' '}
        <Button look="stop" busy={revoking.isPending} onClick={() => revoking.mutate(undefined)}>
          {say('revoke')}
        </Button>
      </span>
      {renewing.data && <KioskCode code={renewing.data.code} />}
      {error && <StaffProblem error={error} />}
    </>
  )
}

const Row = ({ kiosk, mayManage }: { kiosk: Kiosk; mayManage: boolean }) => {
  const say = useCareWords()
  const hall = useHallWords()
  const { id, name, branch, state, heardAt, clockSkewMs, waits } = kiosk
  const remarks = [
    clockSkewMs !== null && Math.abs(clockSkewMs) > WORTH_MS
      ? say('skew', { seconds: Math.round(clockSkewMs / 1000) })
      : '',
    waits > 0 ? say('notes', { count: waits }) : '',
  ].filter(Boolean)
  return (
    <tr>
      <td className={table.lead}>
        <b>{name}</b>
        <span className={table.sub}>{branch}</span>
      </td>
      <td>
        {hall(state)}
        {remarks.length > 0 && <span className={table.sub}>{remarks.join(', ')}</span>}
      </td>
      <td className={table.tight}>{heardAt ? <Moment at={heardAt} /> : hall('never')}</td>
      {mayManage && <td className={table.wide}>{state !== 'revoked' && <Acts id={id} />}</td>}
    </tr>
  )
}

/** Every kiosk; whoever manages them gives new codes and takes them out of service. */
export const Kiosks = ({ mayManage }: { mayManage: boolean }) => {
  const hall = useHallWords()
  const { data, error, refetch } = useQuery(kiosksQuery)
  if (!data) return error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={2} />
  if (data.length === 0) return <Empty>{hall('noKiosks')}</Empty>
  return (
    <table className={table.table}>
      <caption className="vh">{hall('allKiosks')}</caption>
      <thead>
        <tr className="l-one">
          <th scope="col">{hall('kiosk')}</th>
          <th scope="col">{hall('state')}</th>
          <th scope="col">{hall('heard')}</th>
          {mayManage && <td />}
        </tr>
      </thead>
      <tbody>
        {data.map((kiosk) => (
          <Row key={kiosk.id} kiosk={kiosk} mayManage={mayManage} />
        ))}
      </tbody>
    </table>
  )
}
