import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { type BoxView, endHolder, lockKey } from '#wire/locker'
import { call } from '../../../../api/call.ts'
import { Button } from '../../../../kit/button.tsx'
import { Loading } from '../../../../kit/empty.tsx'
import { FactRow, Part, StaffPage } from '../../../page.tsx'
import { usePermissions } from '../../../person.tsx'
import { StaffProblem } from '../../../staff-problem.tsx'
import table from '../../../table.module.css'
import { useCareWords } from '../care-words.ts'
import { useHallWords } from '../hall-words.ts'
import { boxQuery } from '../locker-queries.ts'
import styles from '../lockers.module.css'
import { useDeed } from '../use-deed.ts'
import { AddHolder, LockPanel, ReleasePanel } from './box-panels.tsx'
import { LockChip } from './boxes-page.tsx'

type Holder = BoxView['holders'][number]

const HolderRow = ({ box, holder, mayServe }: { box: string; holder: Holder; mayServe: boolean }) => {
  const say = useCareWords()
  const { id, person, as, state, from, until, hasFace, hasSecret } = holder
  const { mutate, isPending, error } = useDeed(() => call(endHolder, { params: { id: box, holder: id } }), {
    text: say('endedNow'),
    path: `/lockers/boxes/${box}`,
  })
  const isNow = state === 'in-force' || state === 'waiting'
  return (
    <tr>
      <td className={table.lead}>
        <b>{person.name}</b>
        <span className={table.sub}>
          {say(as)}
          {from && until ? `, ${from} – ${until}` : ''}
        </span>
      </td>
      <td>
        {say(state)}
        <span className={table.sub}>
          {say(hasFace ? 'hasFace' : 'noFace')}, {say(hasSecret ? 'hasSecret' : 'noSecret')}
        </span>
      </td>
      <td className={table.wide}>
        {mayServe && isNow && (
          <span className={table.button}>
            <Button look="stop" busy={isPending} onClick={() => mutate(undefined)}>
              {say('endHolder')}
            </Button>
          </span>
        )}
        {error && <StaffProblem error={error} />}
      </td>
    </tr>
  )
}

const Holders = ({ box, mayServe }: { box: BoxView; mayServe: boolean }) => {
  const say = useCareWords()
  const hall = useHallWords()
  if (box.holders.length === 0) return <p className={table.note}>{say('noHolders')}</p>
  return (
    <table className={table.table}>
      <caption className="vh">{say('holders')}</caption>
      <thead>
        <tr className="l-one">
          <th scope="col">{hall('who')}</th>
          <th scope="col">{hall('state')}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {box.holders.map((holder) => (
          <HolderRow key={holder.id} box={box.id} holder={holder} mayServe={mayServe} />
        ))}
      </tbody>
    </table>
  )
}

const ControllerKey = ({ id }: { id: string }) => {
  const say = useCareWords()
  const { mutate, isPending, error, data } = useDeed(() => call(lockKey, { params: { id } }), { text: '', path: '' })
  return (
    <Part title={say('lockKey')}>
      <p className="small soft">{say('lockKeyMore')}</p>
      {data ? (
        <code>{data.key}</code>
      ) : (
        <Button busy={isPending} onClick={() => mutate(undefined)}>
          {say('showKey')}
        </Button>
      )}
      {error && <StaffProblem error={error} />}
    </Part>
  )
}

type Open = 'nothing' | 'add' | 'lock' | 'release'

const Whole = ({ box, setOpen }: { box: BoxView; setOpen: (open: Open) => void }) => {
  const say = useCareWords()
  const hall = useHallWords()
  const permissions = usePermissions()
  const [mayServe, mayManage] = [permissions.has('lockers:serve'), permissions.has('lockers:manage')]
  return (
    <>
      <FactRow
        facts={[
          [hall('state'), <LockChip key="lock" box={box} />],
          [say('branch'), box.branch],
          [say('drive'), say(box.drive.kind)],
        ]}
      />
      <p className={`${styles.acts} ${styles.first}`}>
        {mayServe && <Button onClick={() => setOpen('add')}>{say('add')}</Button>}
        {mayServe && !box.isLocked && (
          <Button look="stop" onClick={() => setOpen('lock')}>
            {say('lockBox')}
          </Button>
        )}
        {mayServe && box.isLocked && <Button onClick={() => setOpen('release')}>{say('release')}</Button>}
      </p>
      <Part title={say('holders')}>
        <Holders box={box} mayServe={mayServe} />
      </Part>
      {mayManage && box.drive.kind === 'http' && <ControllerKey id={box.id} />}
    </>
  )
}

/** One box: its lock, who may open it, and what staff do about it. */
export const BoxPage = () => {
  const hall = useHallWords()
  const { id } = useParams({ strict: false }) as { id: string }
  const { data, error, refetch } = useQuery(boxQuery(id))
  const [open, setOpen] = useState<Open>('nothing')
  const close = () => setOpen('nothing')
  const panels = {
    nothing: null,
    add: <AddHolder box={id} onClose={close} />,
    lock: <LockPanel box={id} onClose={close} />,
    release: <ReleasePanel box={id} onClose={close} />,
  }
  return (
    <StaffPage
      title={hall('box', { number: data?.number ?? '' })}
      crumb={<Link to="/lockers/boxes">{hall('boxes')}</Link>}
      panel={panels[open]}
    >
      {!data && (error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={4} />)}
      {data && <Whole box={data} setOpen={setOpen} />}
    </StaffPage>
  )
}
