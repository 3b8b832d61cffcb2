import type { ReactNode } from 'react'
import { ButtonLink } from '../../../kit/button.tsx'
import { Moment } from '../../moment.tsx'
import { Panel } from '../../panel.tsx'
import { PaymentStateChip } from '../../payment-state.tsx'
import { usePermissions } from '../../person.tsx'
import type { OneDecision } from './decision-page.tsx'
import styles from './decisions.module.css'
import { useDecisionsWords } from './decisions-words.ts'
import { Verdict } from './verdict.tsx'

const Told = ({ title, children }: { title: string; children: ReactNode }) => (
  <div>
    <h3>{title}</h3>
    {children}
  </div>
)

const VerdictOf = ({ decision }: { decision: NonNullable<OneDecision['decision']> }) => {
  const say = useDecisionsWords()
  return (
    <Told title={say('verdictIs')}>
      <p>
        <Verdict verdict={decision.verdict} />
      </p>
      {decision.rules.length > 0 && (
        <>
          <p className="small soft">
            {say('rules')}: {decision.rules.map(({ name }) => name).join(', ')}
          </p>
          <p className="small soft">{say('ownVerdict', { verdict: say(decision.ownVerdict) })}</p>
        </>
      )}
      {decision.exploredFrom && (
        <p className="small soft">{say('explored', { verdict: say(decision.exploredFrom) })}</p>
      )}
    </Told>
  )
}

const Pause = ({ pause }: { pause: NonNullable<OneDecision['pause']> }) => {
  const say = useDecisionsWords()
  return (
    <>
      <Told title={say('chose')}>
        <p className="small">
          {say(pause.choice ?? 'noChoice')}
          {pause.chosenAt && (
            <>
              {' '}
              <Moment at={pause.chosenAt} width="long" />
            </>
          )}
        </p>
      </Told>
      {pause.ending && pause.endedAt && (
        <Told title={say('ended')}>
          <p className="small">
            {say(`ending_${pause.ending}`)} <Moment at={pause.endedAt} width="long" />
          </p>
        </Told>
      )}
    </>
  )
}

const saidIn = (isSameSession: boolean | null) => {
  if (isSameSession === null) return 'saidUnknown'
  return isSameSession ? 'saidBy' : 'saidElsewhere'
}

/** What was decided, what its payer chose and said, and what became known. */
export const DecisionPanel = ({ whole }: { whole: OneDecision }) => {
  const say = useDecisionsWords()
  const mayDecide = usePermissions().has('reviews:decide')
  const { payment, decision, pause, label, statements } = whole
  const known = label ? (label.isFraud ? 'isFraud' : 'isGenuine') : 'nothingKnown'
  return (
    <Panel title={say('outcome')}>
      <p>
        <PaymentStateChip state={payment.state} />
      </p>
      <div className={styles.parts}>
        {decision && <VerdictOf decision={decision} />}
        {pause && <Pause pause={pause} />}
        {statements.length > 0 && (
          <Told title={say('said')}>
            {statements.map(({ who, at, isSameSession }) => (
              <p key={at} className="small">
                {say(saidIn(isSameSession), { who })} <Moment at={at} width="long" />
              </p>
            ))}
          </Told>
        )}
        <Told title={say('known')}>
          <p className="small">
            {say(known)} {label && <Moment at={label.knownAt} width="long" />}
          </p>
        </Told>
        <p>
          <ButtonLink
            to={payment.state === 'in_review' && mayDecide ? `/reviews/${payment.id}` : `/payments/${payment.id}`}
          >
            {say(payment.state === 'in_review' && mayDecide ? 'toReview' : 'toPayment')}
          </ButtonLink>
        </p>
      </div>
    </Panel>
  )
}
