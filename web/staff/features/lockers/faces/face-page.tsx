import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { decideEnrollment, deleteFace, type EnrollmentView, finishEnrollment } from '#wire/locker'
import { call } from '../../../../api/call.ts'
import { Button } from '../../../../kit/button.tsx'
import { Loading } from '../../../../kit/empty.tsx'
import { Moment } from '../../../moment.tsx'
import { FactRow, Part, StaffPage } from '../../../page.tsx'
import { usePerson } from '../../../person.tsx'
import { ReasonedPanel } from '../../../reasoned-panel.tsx'
import { useSigning } from '../../../signing.tsx'
import { StaffProblem } from '../../../staff-problem.tsx'
import table from '../../../table.module.css'
import { useCareWords } from '../care-words.ts'
import { DecidePanel } from '../decide-panel.tsx'
import { useHallWords } from '../hall-words.ts'
import { enrollmentsQuery } from '../locker-queries.ts'
import { useDeed } from '../use-deed.ts'
import { FaceState } from './faces-page.tsx'
import { Poses } from './poses.tsx'

const KIND = 'locker.enrollment'

const FinishPanel = ({ id, onClose }: { id: string; onClose: () => void }) => {
  const say = useCareWords()
  const signing = useSigning()
  const { mutate, isPending, error } = useDeed(
    async (reason: string) => {
      const proof = await signing.prove({ kind: KIND, subject: id, asked: { reason } })
      return call(finishEnrollment, { params: { id }, body: { reason, proof } })
    },
    { text: say('finished'), path: `/lockers/faces/${id}` },
    onClose,
  )
  return (
    <ReasonedPanel
      title={say('finishTitle')}
      intro={<p className="small soft">{say('finishMore')}</p>}
      label={say('note')}
      hint={say('whyHint')}
      missing={say('whyMissing')}
      act={say('finishAct')}
      signing={signing}
      sending={{ isPending, error }}
      onSend={mutate}
      onClose={onClose}
    />
  )
}

const Delete = ({ enrollment }: { enrollment: EnrollmentView }) => {
  const say = useCareWords()
  const { mutate, isPending, error } = useDeed(() => call(deleteFace, { params: { person: enrollment.person.id } }), {
    text: say('faceDeleted'),
    path: `/lockers/faces/${enrollment.id}`,
  })
  return (
    <p className={table.act}>
      <Button look="stop" busy={isPending} onClick={() => mutate(undefined)}>
        {say('deleteFace')}
      </Button>
      {error && <StaffProblem error={error} />}
    </p>
  )
}

const Facts = ({ enrollment }: { enrollment: EnrollmentView }) => {
  const say = useCareWords()
  const hall = useHallWords()
  const { state, begunBy, begunAt, expiresAt, grantedBy } = enrollment
  return (
    <FactRow
      facts={[
        [hall('state'), <FaceState key="state" state={state} />],
        [say('begunBy'), begunBy.name],
        [say('begunAt'), <Moment key="begun" at={begunAt} />],
        ...(expiresAt ? [[say('goodUntil'), <Moment key="until" at={expiresAt} />] as const] : []),
        ...(grantedBy ? [[say('grantedBy'), grantedBy.name] as const] : []),
      ]}
    />
  )
}

type Open = 'nothing' | 'finish' | 'decide'

const panelOf = (open: Open, enrollment: EnrollmentView | undefined, close: () => void) => {
  if (!enrollment || open === 'nothing') return null
  const { id } = enrollment
  if (open === 'finish') return <FinishPanel id={id} onClose={close} />
  return (
    <DecidePanel
      kind={KIND}
      subject={id}
      intro={<Facts enrollment={enrollment} />}
      path={`/lockers/faces/${id}`}
      send={(body) => call(decideEnrollment, { params: { id }, body })}
      onClose={close}
    />
  )
}

/** One enrollment: consent, pictures, and two signatures. */
export const FacePage = () => {
  const say = useCareWords()
  const me = usePerson()
  const { id } = useParams({ strict: false }) as { id: string }
  const { data, error, refetch } = useQuery(enrollmentsQuery)
  const [open, setOpen] = useState<Open>('nothing')
  const enrollment = data?.items.find((one) => one.id === id)
  const isMine = enrollment?.begunBy.id === me.id
  return (
    <StaffPage
      title={enrollment?.person.name ?? say('customer')}
      crumb={<Link to="/lockers/faces">{say('backToFaces')}</Link>}
      panel={panelOf(open, enrollment, () => setOpen('nothing'))}
    >
      {!data && (error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={4} />)}
      {data && !enrollment && <p className={table.note}>{say('noFaces')}</p>}
      {enrollment && <Facts enrollment={enrollment} />}
      {enrollment?.state === 'poses' && isMine && (
        <Part title={say('takeTitle')}>
          <Poses enrollment={enrollment} />
          {enrollment.missing.length === 0 && (
            <p className={table.act}>
              <Button look="go" onClick={() => setOpen('finish')}>
                {say('finishAct')}
              </Button>
            </p>
          )}
        </Part>
      )}
      {enrollment?.state === 'waits-for-second' && !isMine && (
        <p className={table.act}>
          <Button look="go" onClick={() => setOpen('decide')}>
            {say('decide')}
          </Button>
        </p>
      )}
      {enrollment?.state === 'in-force' && <Delete enrollment={enrollment} />}
    </StaffPage>
  )
}
