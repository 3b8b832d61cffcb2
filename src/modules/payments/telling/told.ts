/** What a step has to tell: people by notices, programs by events. */
import type { Told, WebhookEvent } from '#modules/notifications'
import type { Refusal } from '#platform/refusal'
import { endsPayment, type NewPayment, type Step } from '../step.ts'
import type { StoredState } from '../tables.ts'
import { noticesOf } from './notices.ts'

const typeOf = (state: StoredState): WebhookEvent['type'] =>
  state === 'in_review' ? 'payment.in-review' : `payment.${state}`

/** Ids and amounts, and no name: whoever may know more asks for the payment. */
const eventOf = (payment: NewPayment, state: StoredState, at: Date): WebhookEvent => ({
  type: typeOf(state),
  at,
  owner: payment.asked_by,
  data: {
    payment: payment.id,
    kind: payment.kind,
    state,
    amount: { currency: payment.currency, minor: payment.minor.toString() },
    from: payment.from_product,
    to: payment.to_product,
    createdAt: payment.created_at.toISOString(),
  },
})

const eventsOf = (step: Step, refusal: Refusal | null): WebhookEvent[] => {
  if (refusal) return endsPayment(step, refusal) ? [eventOf(step.payment, 'refused', step.at)] : []
  const first = step.isNew || step.first === null ? [] : [eventOf(step.first, 'settled', step.at)]
  return [eventOf(step.payment, step.to, step.at), ...first]
}

export const toldOf = (step: Step, refusal: Refusal | null): Told => ({
  notices: refusal ? [] : noticesOf(step),
  events: eventsOf(step, refusal),
})
