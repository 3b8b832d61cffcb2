import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Approval } from '#wire/identity'
import { type BoxView, grantRelease } from '#wire/locker'
import { call } from '../../../../api/call.ts'
import { Button } from '../../../../kit/button.tsx'
import { VerdictChip } from '../../../../kit/chip.tsx'
import { Empty, Loading } from '../../../../kit/empty.tsx'
import { ApprovalLines } from '../../../approval-lines.tsx'
import { Part, StaffPage } from '../../../page.tsx'
import { Quote } from '../../../panel.tsx'
import { usePermissions } from '../../../person.tsx'
import { approvalsQuery } from '../../../queries.ts'
import { StaffProblem } from '../../../staff-problem.tsx'
import table from '../../../table.module.css'
import { useCareWords } from '../care-words.ts'
import { DecidePanel } from '../decide-panel.tsx'
import { useHallWords } from '../hall-words.ts'
import { boxesQuery } from '../locker-queries.ts'
import { Tabs } from '../tabs.tsx'
import { Kiosks } from './kiosks.tsx'
import { NewBox } from './new-box.tsx'
import { NewKiosk } from './new-kiosk.tsx'

const RELEASE = 'locker.release'

/** How the lock of a box stands, as a chip. */
export const LockChip = ({ box }: { box: Pick<BoxView, 'lock' | 'isLocked'> }) => {
  const say = useHallWords()
  const { lock, isLocked } = box
  const verdict =
    isLocked || lock === 'forced' || lock === 'unknown' ? 'stopped' : lock === 'locked' ? 'passed' : 'held'
  return <VerdictChip verdict={verdict}>{say(isLocked ? 'lockedOut' : lock)}</VerdictChip>
}

const Row = ({ box }: { box: BoxView }) => {
  const say = useCareWords()
  const { id, number, branch, holders } = box
  const now = holders.filter(({ state }) => state === 'in-force' || state === 'waiting')
  return (
    <tr>
      <td className={table.lead}>
        <Link className={table.link} to="/lockers/boxes/$id" params={{ id }}>
          {number}
        </Link>
        <span className={table.sub}>{branch}</span>
      </td>
      <td className={table.wide}>{now.map(({ person }) => person.name).join(', ') || say('nobody')}</td>
      <td className={table.figure}>
        <LockChip box={box} />
      </td>
    </tr>
  )
}

const Boxes = () => {
  const say = useCareWords()
  const hall = useHallWords()
  const { data, error, refetch } = useQuery(boxesQuery)
  if (!data) return error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={4} />
  if (data.length === 0) return <Empty>{hall('noBoxes')}</Empty>
  return (
    <table className={`${table.table} ${table.linked}`}>
      <caption className="vh">{say('listOfBoxes')}</caption>
      <thead>
        <tr className="l-one">
          <th scope="col">{hall('boxNumber')}</th>
          <th scope="col">{say('holders')}</th>
          <th scope="col">{hall('state')}</th>
        </tr>
      </thead>
      <tbody>
        {data.map((box) => (
          <Row key={box.id} box={box} />
        ))}
      </tbody>
    </table>
  )
}

const Releases = ({ releases, onDecide }: { releases: readonly Approval[]; onDecide: (id: string) => void }) => {
  const say = useCareWords()
  return (
    <Part title={say('releases')}>
      <ul>
        {releases.map((approval) => (
          <li key={approval.id} className={table.act}>
            <ApprovalLines lines={approval.lines} />
            <q>{approval.reason}</q>
            {!approval.isMine && <Button onClick={() => onDecide(approval.id)}>{say('decide')}</Button>}
          </li>
        ))}
      </ul>
    </Part>
  )
}

/** Boxes and kiosks: what is there, and where it is set up. */
export const BoxesPage = () => {
  const say = useCareWords()
  const hall = useHallWords()
  const mayManage = usePermissions().has('lockers:manage')
  const { data: approvals } = useQuery(approvalsQuery)
  const [open, setOpen] = useState('')
  const close = () => setOpen('')
  const releases = approvals?.filter(({ kind }) => kind === RELEASE) ?? []
  const deciding = releases.find(({ id, isMine }) => id === open && !isMine)
  const panel = deciding ? (
    <DecidePanel
      key={deciding.id}
      kind={RELEASE}
      subject={deciding.id}
      intro={
        <>
          <ApprovalLines lines={deciding.lines} />
          <Quote>{deciding.reason}</Quote>
        </>
      }
      path="/lockers/boxes"
      send={(body) => call(grantRelease, { params: { id: deciding.id }, body })}
      onClose={close}
    />
  ) : open === 'box' ? (
    <NewBox onClose={close} />
  ) : open === 'kiosk' ? (
    <NewKiosk onClose={close} />
  ) : null
  return (
    <StaffPage title={hall('boxes')} lead={say('boxesLead')} panel={panel}>
      <Tabs />
      {mayManage && (
        <p className={table.act}>
          <Button onClick={() => setOpen('box')}>{say('newBox')}</Button>{' '}
          <Button onClick={() => setOpen('kiosk')}>{say('newKiosk')}</Button>
        </p>
      )}
      {releases.length > 0 && <Releases releases={releases} onDecide={setOpen} />}
      <Part title={hall('allBoxes')}>
        <Boxes />
      </Part>
      <Part title={hall('allKiosks')}>
        <Kiosks mayManage={mayManage} />
      </Part>
    </StaffPage>
  )
}
