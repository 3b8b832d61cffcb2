import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { type EnrollmentView, putEnrollment } from '#wire/locker'
import { call } from '../../../../api/call.ts'
import { newId } from '../../../../api/new-id.ts'
import { Button } from '../../../../kit/button.tsx'
import { VerdictChip } from '../../../../kit/chip.tsx'
import { Empty, Loading } from '../../../../kit/empty.tsx'
import { Note } from '../../../../kit/note.tsx'
import { Moment } from '../../../moment.tsx'
import { StaffPage } from '../../../page.tsx'
import { Panel, PanelForm } from '../../../panel.tsx'
import { StaffProblem } from '../../../staff-problem.tsx'
import table from '../../../table.module.css'
import { useCareWords } from '../care-words.ts'
import { CustomerChoice } from '../customer-choice.tsx'
import { useHallWords } from '../hall-words.ts'
import { enrollmentsQuery } from '../locker-queries.ts'
import { Tabs } from '../tabs.tsx'
import { useDeed } from '../use-deed.ts'

const verdicts = {
  'waits-for-consent': 'asked',
  poses: 'asked',
  'waits-for-second': 'held',
  'in-force': 'passed',
  declined: 'stopped',
  denied: 'stopped',
  replaced: 'returned',
  deleted: 'returned',
  expired: 'returned',
} as const

/** How an enrollment stands, as a chip. */
export const FaceState = ({ state }: { state: EnrollmentView['state'] }) => {
  const say = useCareWords()
  return <VerdictChip verdict={verdicts[state]}>{say(state === 'denied' ? 'denied-state' : state)}</VerdictChip>
}

const Row = ({ enrollment }: { enrollment: EnrollmentView }) => {
  const { id, person, begunAt, begunBy, state } = enrollment
  return (
    <tr>
      <td className={table.lead}>
        <Link className={table.link} to="/lockers/faces/$id" params={{ id }}>
          {person.name}
        </Link>
      </td>
      <td>{begunBy.name}</td>
      <td className={table.tight}>
        <Moment at={begunAt} />
      </td>
      <td className={table.figure}>
        <FaceState state={state} />
      </td>
    </tr>
  )
}

const BeginPanel = ({ onClose }: { onClose: () => void }) => {
  const say = useCareWords()
  const navigate = useNavigate()
  const [id] = useState(newId)
  const [person, setPerson] = useState('')
  const [isTried, setTried] = useState(false)
  const { mutate, isPending, error } = useDeed(
    () => call(putEnrollment, { params: { id }, body: { person } }),
    { text: say('begun'), path: `/lockers/faces/${id}` },
    () => void navigate({ to: '/lockers/faces/$id', params: { id } }),
  )
  const foot = (
    <>
      {error && <StaffProblem error={error} />}
      <Button type="submit" look="go" wide busy={isPending}>
        {say('beginAct')}
      </Button>
    </>
  )
  return (
    <Panel title={say('beginTitle')} onClose={onClose} isCalled>
      <p className="small soft">{say('beginMore')}</p>
      <PanelForm
        foot={foot}
        onSubmit={() => {
          setTried(true)
          if (person) mutate(undefined)
        }}
      >
        <CustomerChoice value={person} onChange={setPerson} isMissing={isTried && !person} />
      </PanelForm>
    </Panel>
  )
}

const Enrollments = ({ items }: { items: readonly EnrollmentView[] }) => {
  const say = useCareWords()
  const hall = useHallWords()
  if (items.length === 0) return <Empty>{say('noFaces')}</Empty>
  return (
    <table className={`${table.table} ${table.linked}`}>
      <caption className="vh">{say('listOfFaces')}</caption>
      <thead>
        <tr className="l-one">
          <th scope="col">{say('customer')}</th>
          <th scope="col">{say('begunBy')}</th>
          <th scope="col">{say('begunAt')}</th>
          <th scope="col">{hall('state')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((enrollment) => (
          <Row key={enrollment.id} enrollment={enrollment} />
        ))}
      </tbody>
    </table>
  )
}

/** Faces that are, were or are being enrolled. */
export const FacesPage = () => {
  const say = useCareWords()
  const hall = useHallWords()
  const { data, error, refetch } = useQuery(enrollmentsQuery)
  const [isBeginning, setBeginning] = useState(false)
  return (
    <StaffPage
      title={hall('faces')}
      lead={say('facesLead')}
      panel={isBeginning && <BeginPanel onClose={() => setBeginning(false)} />}
    >
      <Tabs />
      {data?.face === 'not-installed' && <Note tone="wait" lead={hall('faceOff')} />}
      {data?.face === 'on' && (
        <p className={table.act}>
          <Button look="go" onClick={() => setBeginning(true)}>
            {say('begin')}
          </Button>
        </p>
      )}
      {!data && (error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={4} />)}
      {data && <Enrollments items={data.items} />}
    </StaffPage>
  )
}
