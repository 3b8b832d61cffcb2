import { IconCheck } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { BankModel, Comparison, PromotionView } from '#wire/fraud'
import { compareModel, withdrawPromotion } from '#wire/fraud'
import { call } from '../../../api/call.ts'
import { Button } from '../../../kit/button.tsx'
import { Empty } from '../../../kit/empty.tsx'
import { Icon } from '../../../kit/icon.tsx'
import { Note } from '../../../kit/note.tsx'
import { FactRow, Part } from '../../page.tsx'
import { usePerson } from '../../person.tsx'
import { useSaying } from '../../said.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import { Interval } from './interval.tsx'
import styles from './models.module.css'
import { useModelsWords } from './models-words.ts'

const Compared = ({ comparison }: { comparison: Comparison }) => {
  const say = useModelsWords()
  const {
    payments,
    frauds,
    leastFrauds: least,
    leastDefrauded: payers = 1,
    averagePrecision,
    recallAtOnePercent,
    isWon,
  } = comparison
  return (
    <>
      <p className={styles.result}>
        {isWon && <Icon of={IconCheck} size={16} />}
        <span>
          <b>{say(isWon ? 'won' : 'notWon')}</b> {say('compared', { payments, frauds, least, payers })}
        </span>
      </p>
      {averagePrecision && <Interval name={say('averagePrecision')} figure={averagePrecision} />}
      {recallAtOnePercent && <Interval name={say('recallAtOne')} figure={recallAtOnePercent} />}
    </>
  )
}

export type ChallengerActs = {
  readonly onAsk: (model: string) => void
  readonly onRetire: (model: string) => void
  readonly mayAsk: boolean
}

type ChallengerProps = ChallengerActs & { readonly model: BankModel; readonly comparison: Comparison | undefined }

const Challenger = ({ model, comparison, onAsk, onRetire, mayAsk }: ChallengerProps) => {
  const say = useModelsWords()
  const client = useQueryClient()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call(compareModel, { body: { model: model.version } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['models'] }),
  })
  return (
    <article className={styles.challenger} aria-label={model.version}>
      <h3>
        <Link to="/models" search={{ model: model.version }}>
          {model.version}
        </Link>
      </h3>
      {comparison ? <Compared comparison={comparison} /> : <p className="small soft">{say('notCompared')}</p>}
      {error && <StaffProblem error={error} />}
      <p className={styles.acts}>
        <Button busy={isPending} onClick={() => mutate()}>
          {say('compare')}
        </Button>
        {mayAsk && comparison?.isWon && (
          <Button look="go" onClick={() => onAsk(model.version)}>
            {say('askPromotion')}
          </Button>
        )}
        <Button look="plain" onClick={() => onRetire(model.version)}>
          {say('retire')}
        </Button>
      </p>
    </article>
  )
}

type ChallengersProps = ChallengerActs & {
  readonly models: readonly BankModel[]
  readonly comparisons: readonly Comparison[]
  readonly shadow: { readonly waiting: number; readonly dropped: number; readonly failed: number }
}

/** Every challenger with the last comparison, and what one may do with it. */
export const Challengers = ({ models, comparisons, shadow, ...acts }: ChallengersProps) => {
  const say = useModelsWords()
  const challengers = models.filter(({ state }) => state === 'challenger')
  return (
    <Part title={say('challengers')}>
      {challengers.length === 0 && <Empty>{say('challengersNone')}</Empty>}
      {challengers.map((model) => (
        <Challenger
          key={model.version}
          model={model}
          comparison={comparisons.find(({ challenger }) => challenger === model.version)}
          {...acts}
        />
      ))}
      {challengers.length > 0 && <p className="small mut">{say('shadowed', shadow)}</p>}
    </Part>
  )
}

const Withdraw = ({ id }: { id: string }) => {
  const say = useModelsWords()
  const tell = useSaying()
  const client = useQueryClient()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call(withdrawPromotion, { params: { id } }),
    onSuccess: () => tell(say('withdrawnNow'), '/models'),
    onSettled: () => client.invalidateQueries({ queryKey: ['models'] }),
  })
  return (
    <>
      {error && <StaffProblem error={error} />}
      <p>
        <Button busy={isPending} onClick={() => mutate()}>
          {say('withdraw')}
        </Button>
      </p>
    </>
  )
}

/** A promotion that waits. Who asked can only withdraw it; everybody else here may decide. */
export const WaitingPromotion = ({ promotion, onDecide }: { promotion: PromotionView; onDecide: () => void }) => {
  const say = useModelsWords()
  const { model, reason, askedBy } = promotion
  const isOwn = usePerson().id === askedBy.id
  return (
    <section className={styles.waiting} aria-label={say(isOwn ? 'waitsOwn' : 'waits')}>
      <Note tone="wait" lead={say(isOwn ? 'waitsOwn' : 'waits')}>
        {say(isOwn ? 'waitsOwnMore' : 'waitsMore', { name: askedBy.name, model })}
      </Note>
      <FactRow facts={[[say('why'), <q key="reason">{reason}</q>]]} />
      {isOwn ? (
        <Withdraw id={promotion.id} />
      ) : (
        <p>
          <Button look="go" onClick={onDecide}>
            {say('decide')}
          </Button>
        </p>
      )}
    </section>
  )
}
