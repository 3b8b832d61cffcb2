import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { TrainingView } from '#wire/fraud'
import { cancelTraining, setTrainingSchedule, startTraining } from '#wire/fraud'
import { call } from '../../../api/call.ts'
import { newId } from '../../../api/new-id.ts'
import { Button } from '../../../kit/button.tsx'
import { longDay } from '../../../kit/dates.ts'
import { SelectField } from '../../../kit/field.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { Part } from '../../page.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import { inHundred } from './charts/read.ts'
import styles from './models.module.css'
import { useModelsWords } from './models-words.ts'

const useAct = <Variables,>(act: (variables: Variables) => Promise<unknown>) => {
  const client = useQueryClient()
  return useMutation({ mutationFn: act, onSettled: () => client.invalidateQueries({ queryKey: ['models'] }) })
}

const Running = ({ training }: { training: TrainingView }) => {
  const say = useModelsWords()
  const { mutate, isPending, error } = useAct(() => call(cancelTraining, { params: { id: training.id } }))
  const told = say('trainingNow', { stage: say(training.stage), percent: inHundred(training.share) })
  return (
    <>
      <p role="status">{training.isCancelling ? say('cancelling') : told}</p>
      <progress className={styles.progress} max={1} value={training.share} aria-label={say(training.stage)} />
      {error && <StaffProblem error={error} />}
      <Button look="stop" busy={isPending || training.isCancelling} onClick={() => mutate(undefined)}>
        {say('cancel')}
      </Button>
    </>
  )
}

const ends = { done: 'lastDone', skipped: 'lastSkipped', cancelled: 'lastCancelled', failed: 'lastFailed' } as const

const Last = ({ training }: { training: TrainingView | null }) => {
  const say = useModelsWords()
  if (!training || training.state === 'running') return <p>{say('trainedNone')}</p>
  const isFailed = training.state === 'failed'
  return (
    <p>
      {say(ends[training.state], { model: training.model ?? '' })}{' '}
      {isFailed && <span lang="en">{training.problem}</span>}
    </p>
  )
}

const Idle = ({ training }: { training: TrainingView | null }) => {
  const say = useModelsWords()
  const { mutate, isPending, error } = useAct(() => call(startTraining, { params: { id: newId() } }))
  return (
    <>
      <Last training={training} />
      {error && <StaffProblem error={error} />}
      <Button busy={isPending} onClick={() => mutate(undefined)}>
        {say('trainNow')}
      </Button>
    </>
  )
}

type Schedule = { readonly everyDays: number; readonly nextAt: string }

const periods = [
  [1, 'everyDay'],
  [7, 'everyWeek'],
  [28, 'everyMonth'],
  [0, 'everyNever'],
] as const

const ScheduleField = ({ schedule }: { schedule: Schedule }) => {
  const say = useModelsWords()
  const language = useLanguage()
  const { mutate, error } = useAct((everyDays: number) => call(setTrainingSchedule, { body: { everyDays } }))
  const known = periods.map(([days, word]) => ({ value: String(days), label: say(word) }))
  const isKnown = periods.some(([days]) => days === schedule.everyDays)
  const other = { value: String(schedule.everyDays), label: say('everyOther', { count: schedule.everyDays }) }
  const next = longDay(new Date(schedule.nextAt), language, new Date())
  return (
    <div className={styles.schedule}>
      <SelectField
        label={say('every')}
        hint={schedule.everyDays === 0 ? say('nextNever') : say('nextAt', { day: next })}
        value={String(schedule.everyDays)}
        options={isKnown ? known : [other, ...known]}
        onChange={(value) => mutate(Number(value))}
      />
      {error && <StaffProblem error={error} />}
    </div>
  )
}

/** Train now with progress and cancel, and how often the bank does it by itself. */
export const TrainingPart = ({ training, schedule }: { training: TrainingView | null; schedule: Schedule }) => {
  const say = useModelsWords()
  return (
    <Part title={say('training')}>
      <div className={styles.training}>
        {training?.state === 'running' ? <Running training={training} /> : <Idle training={training} />}
        <ScheduleField schedule={schedule} />
      </div>
    </Part>
  )
}
