import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { FeeSchedule } from '#wire/products'
import { withdrawFees } from '#wire/products'
import { call } from '../../../api/call.ts'
import { Button } from '../../../kit/button.tsx'
import { shortDay } from '../../../kit/dates.ts'
import { Loading } from '../../../kit/empty.tsx'
import { Note } from '../../../kit/note.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { FeeLines } from '../../../shared/fees/fee-lines.tsx'
import { Moment } from '../../moment.tsx'
import { FactRow, Part, StaffPage } from '../../page.tsx'
import { usePerson } from '../../person.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import { DecidePanel } from './decide-panel.tsx'
import styles from './fees.module.css'
import { feeSchedulesQuery } from './fees-queries.ts'
import { useStaffFeesWords } from './fees-words.ts'
import { DraftLines, ProposePanel, useDraft } from './propose.tsx'

const Lines = ({ schedule, label }: { schedule: FeeSchedule | undefined; label: string }) => {
  const say = useStaffFeesWords()
  if (!schedule || schedule.lines.length === 0) return <p>{say('none')}</p>
  return <FeeLines lines={schedule.lines} label={label} />
}

const InForce = ({ schedule }: { schedule: FeeSchedule | undefined }) => {
  const say = useStaffFeesWords()
  return (
    <Part title={say('now')}>
      <Lines schedule={schedule} label={say('now')} />
      {schedule && (
        <FactRow
          facts={[
            [say('since'), <Moment key="since" at={schedule.holdsFrom} width="long" />],
            [
              say('until'),
              schedule.holdsUntil ? <Moment key="until" at={schedule.holdsUntil} width="long" /> : say('noEnd'),
            ],
          ]}
        />
      )}
    </Part>
  )
}

const Waiting = ({ schedule, onDecide }: { schedule: FeeSchedule; onDecide: () => void }) => {
  const say = useStaffFeesWords()
  const client = useQueryClient()
  const isOwn = usePerson().id === schedule.askedBy.id
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call(withdrawFees, { params: { id: schedule.id } }),
    onSettled: () => client.invalidateQueries(),
  })
  return (
    <section className={styles.waiting} aria-label={say('waits')}>
      <Note tone="wait" lead={say('waits')}>
        {say('waitsMore', { name: schedule.askedBy.name, reason: schedule.reason })}
      </Note>
      <Lines schedule={schedule} label={say('waits')} />
      <FactRow facts={[[say('holdsFrom'), <Moment key="from" at={schedule.holdsFrom} width="long" />]]} />
      {error && <StaffProblem error={error} />}
      <p>
        {isOwn ? (
          <Button busy={isPending} onClick={() => mutate()}>
            {say('withdraw')}
          </Button>
        ) : (
          <Button look="go" onClick={onDecide}>
            {say('decide')}
          </Button>
        )}
      </p>
    </section>
  )
}

const Past = ({ schedules }: { schedules: readonly FeeSchedule[] }) => {
  const say = useStaffFeesWords()
  const language = useLanguage()
  return (
    <Part title={say('history')}>
      {schedules.map((schedule) => (
        <article key={schedule.id} className={styles.past}>
          <p>
            <span className="strong">{say('from', { day: shortDay(new Date(schedule.holdsFrom), language) })}</span>{' '}
            <span className="small soft">
              {say('proposedBy', { name: schedule.askedBy.name })},{' '}
              {say(`outcome_${schedule.outcome}`, { name: schedule.endedBy?.name ?? '' })}
            </span>
          </p>
          <p className="small">{schedule.reason}</p>
          <Lines schedule={schedule} label={schedule.reason} />
        </article>
      ))}
    </Part>
  )
}

type Known = { readonly items: readonly FeeSchedule[]; readonly inForce: string | null }

const Schedules = ({ known }: { known: Known }) => {
  const say = useStaffFeesWords()
  const [open, setOpen] = useState<'nothing' | 'propose' | 'decide'>('nothing')
  const now = known.items.find(({ id }) => id === known.inForce)
  const waiting = known.items.find(({ outcome }) => outcome === 'waiting')
  const draft = useDraft(now?.lines ?? [])
  const close = () => setOpen('nothing')
  const panel =
    open === 'propose' ? (
      <ProposePanel draft={draft} onClose={close} />
    ) : (
      open === 'decide' && waiting && <DecidePanel schedule={waiting} onClose={close} />
    )
  return (
    <StaffPage title={say('fees')} lead={say('lead')} panel={panel}>
      {waiting && <Waiting schedule={waiting} onDecide={() => setOpen('decide')} />}
      {open === 'propose' && <DraftLines {...draft} />}
      <InForce schedule={now} />
      {!waiting && open !== 'propose' && (
        <p className={styles.acts}>
          <Button look="go" onClick={() => setOpen('propose')}>
            {say('propose')}
          </Button>
        </p>
      )}
      {known.items.length > 0 && <Past schedules={known.items} />}
    </StaffPage>
  )
}

/** What the bank takes, and how two people change it. */
export const FeesPage = () => {
  const say = useStaffFeesWords()
  const { data, error, refetch } = useQuery(feeSchedulesQuery)
  if (data) return <Schedules known={data} />
  return (
    <StaffPage title={say('fees')} lead={say('lead')}>
      {error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={3} />}
    </StaffPage>
  )
}
