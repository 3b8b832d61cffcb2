import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { TakenRight } from '#wire/identity'
import { endTakenRight } from '#wire/identity'
import { call } from '../../../api/call.ts'
import { Button } from '../../../kit/button.tsx'
import { VerdictChip } from '../../../kit/chip.tsx'
import { Empty, Loading } from '../../../kit/empty.tsx'
import { Moment } from '../../moment.tsx'
import { StaffPage } from '../../page.tsx'
import { usePermissionName } from '../../permission-words.ts'
import { usePermissions, usePerson } from '../../person.tsx'
import { takenRightsQuery } from '../../role-queries.ts'
import { useSaying } from '../../said.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import table from '../../table.module.css'
import styles from './break-glass.module.css'
import { useGlassWords } from './glass-words.ts'
import { ReviewPanel } from './review-panel.tsx'
import { TakePanel } from './take-panel.tsx'

const End = ({ right, isMine }: { right: TakenRight; isMine: boolean }) => {
  const say = useGlassWords()
  const tell = useSaying()
  const client = useQueryClient()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call(endTakenRight, { params: { id: right.id } }),
    onSuccess: () => tell(say('ended'), '/break-glass'),
    onSettled: () => client.invalidateQueries(),
  })
  return (
    <>
      {error && <StaffProblem error={error} />}
      <Button busy={isPending} onClick={() => mutate()}>
        {say(isMine ? 'giveBack' : 'takeBack')}
      </Button>
    </>
  )
}

const Acts = ({ right, onReview }: { right: TakenRight; onReview: () => void }) => {
  const say = useGlassWords()
  const permissions = usePermissions()
  const isMine = usePerson().id === right.person.id
  return (
    <div className={styles.acts}>
      {right.isHeld && (isMine || permissions.has('roles:change')) && <End right={right} isMine={isMine} />}
      {!right.review && !isMine && permissions.has('glass:review') && (
        <Button onClick={onReview}>{say('review')}</Button>
      )}
    </div>
  )
}

const Row = ({ right, onReview }: { right: TakenRight; onReview: () => void }) => {
  const say = useGlassWords()
  const nameOf = usePermissionName()
  const { person, permission, reason, at, until, endedAt, isHeld, review } = right
  return (
    <li>
      <div className={styles.head}>
        <h2>{nameOf(permission)}</h2>
        <VerdictChip verdict={isHeld ? 'held' : 'passed'}>{say(isHeld ? 'held' : 'over')}</VerdictChip>
      </div>
      <p className="small soft">
        {say('who', { name: person.name })} <Moment at={at} />, {say('until')} <Moment at={endedAt ?? until} />
      </p>
      <q>{reason}</q>
      {review ? (
        <p>
          <b>{say(review.wasRight ? 'foundRight' : 'foundWrong', { name: review.by.name })}</b>: <q>{review.note}</q>
        </p>
      ) : (
        <p className="small">{say('toReview')}</p>
      )}
      <Acts right={right} onReview={onReview} />
    </li>
  )
}

type Open = 'take' | string | undefined

/** Rights that somebody took alone, where one is taken, and where somebody else reviews it. */
export const BreakGlassPage = () => {
  const say = useGlassWords()
  const mayTake = usePermissions().has('glass:break')
  const { data, error, refetch } = useQuery(takenRightsQuery)
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  const reviewed = data?.items.find(({ id, review }) => id === open && review === null)
  const panel =
    open === 'take' && data ? (
      <TakePanel takeable={data.takeable} onClose={close} />
    ) : reviewed ? (
      <ReviewPanel key={reviewed.id} right={reviewed} onClose={close} />
    ) : null
  return (
    <StaffPage title={say('title')} lead={say('lead')} panel={panel}>
      {mayTake && (
        <p className={table.act}>
          <Button look="stop" onClick={() => setOpen('take')}>
            {say('take')}
          </Button>
        </p>
      )}
      {!data && (error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={3} />)}
      {data?.items.length === 0 && <Empty>{say('none')}</Empty>}
      {data && data.items.length > 0 && (
        <ul className={styles.list} aria-label={say('list')}>
          {data.items.map((right) => (
            <Row key={right.id} right={right} onReview={() => setOpen(right.id)} />
          ))}
        </ul>
      )}
    </StaffPage>
  )
}
