import { ButtonLink } from '../../../kit/button.tsx'
import { Note } from '../../../kit/note.tsx'
import { Moment } from '../../moment.tsx'
import { Panel, Quote } from '../../panel.tsx'
import { PaymentStateChip } from '../../payment-state.tsx'
import { usePermissions } from '../../person.tsx'
import { useDeed } from '../../whole/events.tsx'
import type { Whole } from '../../whole/whole-payment.tsx'
import { useDecisionWords } from './decision-words.ts'
import { useNeighbors } from './neighbors.tsx'
import styles from './outcome.module.css'

const Decided = ({ whole: { events, payment } }: { whole: Whole }) => {
  const say = useDecisionWords()
  const deed = useDeed()
  const decision = events.findLast(({ what }) => what === 'released' || what === 'returned')
  if (!decision) return null
  return (
    <>
      <div>
        <h3>{say('by', { what: deed(decision.what), who: decision.who })}</h3>
        <p className="small mut">
          <Moment at={decision.at} width="long" />
        </p>
      </div>
      <div>
        <h3>{say('sawBefore', { who: decision.who })}</h3>
        <Quote>{decision.note}</Quote>
      </div>
      <div>
        <h3>{say('reads')}</h3>
        <Quote>{payment.message ?? say('readsNothing')}</Quote>
      </div>
    </>
  )
}

const Remarks = ({ payment }: Pick<Whole, 'payment'>) => {
  const say = useDecisionWords()
  const mayDecide = usePermissions().has('reviews:decide')
  return (
    <>
      {payment.settledAt && (
        <p className="small">
          <span className="mut">{say('settledAt')} </span>
          <Moment at={payment.settledAt} width="long" />
        </p>
      )}
      {payment.expiresAt && (
        <p className="small">
          <span className="mut">{say('until')} </span>
          <Moment at={payment.expiresAt} width="long" />
        </p>
      )}
      {payment.refusal && (
        <div>
          <h3>{say('refusal')}</h3>
          <Quote lang="en">{payment.refusal.detail}</Quote>
        </div>
      )}
      {payment.state === 'in_review' &&
        (mayDecide ? (
          <ButtonLink look="go" to={`/reviews/${payment.id}`}>
            {say('decideIt')}
          </ButtonLink>
        ) : (
          <p className="small soft">{say('waits')}</p>
        ))}
    </>
  )
}

/** What became of a payment: its state, who decided and why, and what the customer reads. */
export const Outcome = ({ whole, wasOpen = false }: { whole: Whole; wasOpen?: boolean }) => {
  const say = useDecisionWords()
  const { onward } = useNeighbors(whole.payment.id)
  return (
    <Panel title={say('outcome')}>
      <div role="status">{wasOpen && <Note tone="wait">{say('meanwhile')}</Note>}</div>
      <p>
        <PaymentStateChip state={whole.payment.state} />
      </p>
      <p className="soft">{say(`means_${whole.payment.state}`)}</p>
      <div className={styles.parts}>
        <Remarks payment={whole.payment} />
        <Decided whole={whole} />
      </div>
      {wasOpen && (
        <p className={styles.onward}>
          <ButtonLink look="go" wide to={onward ? `/reviews/${onward}` : '/reviews'}>
            {say(onward ? 'toNext' : 'toQueue')}
          </ButtonLink>
        </p>
      )}
    </Panel>
  )
}
