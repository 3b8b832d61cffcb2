import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { BackTestSubject, BackTestView } from '#wire/fraud'
import { cancelBackTest, startBackTest } from '#wire/fraud'
import { call } from '../../../../api/call.ts'
import { newId } from '../../../../api/new-id.ts'
import { Button } from '../../../../kit/button.tsx'
import { TextField } from '../../../../kit/field.tsx'
import { Note } from '../../../../kit/note.tsx'
import { Part } from '../../../page.tsx'
import { StaffProblem } from '../../../staff-problem.tsx'
import table from '../../../table.module.css'
import styles from '../rules.module.css'
import { backTestQuery, lastBackTestQuery } from '../rules-queries.ts'
import { TrialResult } from './trial-result.tsx'
import { useTrialWords } from './trial-words.ts'

const DAY_MS = 86_400_000
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** A period in days of UTC, of which the last one is a part. */
const usePeriod = () => {
  const [from, setFrom] = useState(() => dayOf(Date.now() - 90 * DAY_MS))
  const [until, setUntil] = useState(() => dayOf(Date.now()))
  const isWhole = from !== '' && until !== ''
  const body = {
    from: `${from}T00:00:00.000Z`,
    to: isWhole ? new Date(Date.parse(until) + DAY_MS).toISOString() : '',
  }
  return { from, setFrom, until, setUntil, isWhole, body }
}

const useTrial = (subject: BackTestSubject | null) => {
  const client = useQueryClient()
  const [id, setId] = useState<string | null>(null)
  const last = useQuery(lastBackTestQuery(subject))
  const { data: current } = useQuery(backTestQuery(id))
  const start = useMutation({
    mutationFn: (given: { id: string; subject: BackTestSubject; from: string; to: string }) => {
      const { id: made, ...body } = given
      return call(startBackTest, { params: { id: made }, body })
    },
    onSuccess: (answer) => {
      client.setQueryData(backTestQuery(answer.id).queryKey, answer)
      setId(answer.id)
    },
  })
  const cancel = useMutation({
    mutationFn: () => call(cancelBackTest, { params: { id: id ?? '' } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['back-test', id] }),
  })
  return { current, last: last.data ?? null, isAsked: last.isSuccess, start, cancel }
}

const Running = ({ test, onCancel }: { test: BackTestView; onCancel: () => void }) => {
  const say = useTrialWords()
  return (
    <div className={table.note}>
      <progress aria-label={say('running')} max={Math.max(1, test.total)} value={test.read} />
      <p>{say('progress', { read: test.read, total: test.total })}</p>
      <Button onClick={onCancel}>{say('cancel')}</Button>
    </div>
  )
}

/** Tells whether what is shown was tried already, so that it may be proposed. */
export const useIsTried = (subject: BackTestSubject | null): boolean =>
  Boolean(useQuery(lastBackTestQuery(subject)).data)

/** Tries a rule or a policy on the decisions of a period, and shows what it would have done. Null: there is nothing to try yet. */
export const BackTest = ({ subject }: { subject: BackTestSubject | null }) => {
  const say = useTrialWords()
  const client = useQueryClient()
  const period = usePeriod()
  const { current, last, isAsked, start, cancel } = useTrial(subject)
  const isRunning = current?.state === 'running'
  // When one ends, it is the last one of these words.
  const isDone = current?.state === 'done'
  useEffect(() => {
    if (isDone) client.invalidateQueries({ queryKey: ['last-back-test'] })
  }, [isDone, client])
  const run = (): void => {
    if (subject && period.isWhole) start.mutate({ id: newId(), subject, ...period.body })
  }
  return (
    <Part title={say('title')}>
      <div className={styles.days}>
        <TextField type="date" label={say('from')} value={period.from} onChange={period.setFrom} />
        <TextField type="date" label={say('until')} value={period.until} onChange={period.setUntil} />
        <Button look="go" busy={start.isPending || isRunning} disabled={!subject} onClick={run}>
          {say('run')}
        </Button>
      </div>
      {start.error && <StaffProblem error={start.error} />}
      <div role="status">
        {!subject && <p className={table.note}>{say('needsWords')}</p>}
        {isRunning && <Running test={current} onCancel={() => cancel.mutate()} />}
        {current?.state === 'failed' && <Note tone="stop" lead={say('failed')} />}
        {current?.state === 'cancelled' && <Note tone="wait" lead={say('cancelled')} />}
        {subject && !isRunning && !isDone && !last && isAsked && <p className={table.note}>{say('notYet')}</p>}
      </div>
      {subject && last && <TrialResult test={last} />}
    </Part>
  )
}
