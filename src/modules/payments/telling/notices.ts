/** Who is told what of a step that stands: the payer of what waits, stops or goes on, the payee of money that has arrived. */
import type { Notice } from '#modules/notifications'
import type { Change, NewPayment, Step } from '../step.ts'
import type { StoredState } from '../tables.ts'

type Kind = Notice['kind']

const ofOpening: Partial<Record<StoredState, Kind>> = {
  challenged: 'challenged',
  in_review: 'held',
  blocked: 'stopped',
}

const ofChange = ({ from, to }: Change): Kind | null => {
  // Only what went abroad is given back after it has settled.
  if (from === 'settled') return to === 'returned' ? 'sent-back' : null
  if (to === 'waiting') return 'waiting'
  if (to === 'in_review') return 'held'
  if (from === 'in_review') return to === 'returned' ? 'returned' : 'released'
  if (from === 'waiting' && to !== 'cancelled') return to === 'returned' ? 'given-back' : 'gone'
  return from === 'tried' && to === 'expired' ? 'expired' : null
}

const linkOf = ({ id }: NewPayment) => `/payments/${id}`

const money = ({ currency, minor }: NewPayment) => ({ currency, minor })

/** Of a merchant's charge each side hears what the other one did; the page of a charge is found by its authorization too. */
const ofCharge = (step: Step): Notice[] => {
  const { payment, at, to, charge } = step
  const link = `/charges/${charge?.charge ?? payment.id}`
  const about = { at, amount: money(payment), link } as const
  const { payer, payee } = payment
  if (payment.kind === 'charge' && to === 'authorized' && payee !== null)
    return [{ ...about, person: payee, kind: 'charge-authorized', other: payer }]
  if (charge?.kind === 'capture' && payer !== null)
    return [{ ...about, person: payer, kind: 'charge-captured', other: payee, note: payment.note }]
  return charge?.kind === 'end' && payer !== null
    ? [{ ...about, amount: null, person: payer, kind: 'charge-ended', other: payee }]
    : []
}

const toPayer = ({ payment, at }: Step, kind: Kind): Notice => ({
  person: payment.asked_by,
  kind,
  at,
  amount: { currency: payment.currency, minor: payment.minor },
  other: payment.payee,
  link: linkOf(payment),
})

/** Of another country the name stands with the payment alone: it is what somebody there wrote. */
const arrivedFromAbroad = (payment: NewPayment, at: Date): Notice[] =>
  payment.payee === null
    ? []
    : [
        {
          person: payment.payee,
          kind: 'arrived-abroad',
          at,
          amount: money(payment),
          note: payment.note,
          link: `/abroad/${payment.id}`,
        },
      ]

/** What a person moves between accounts of their own, or has counted at the counter, they know. */
const arrived = (payment: NewPayment, minor: bigint, at: Date): Notice[] =>
  payment.payee === null || payment.payer === null || payment.payee === payment.payer
    ? []
    : [
        {
          person: payment.payee,
          kind: 'arrived',
          at,
          amount: { currency: payment.currency, minor },
          other: payment.payer,
          note: payment.note,
          link: linkOf(payment),
        },
      ]

/** What reaches the payee with this step: all of it, the rest of it, or the first unit. */
const arrivals = (step: Step): Notice[] => {
  const { payment, at } = step
  const first = step.isNew || step.first === null ? [] : arrived(step.first, step.first.minor, at)
  if (payment.kind === 'charge') return []
  if (payment.kind === 'send' && payment.from_product === null) return arrivedFromAbroad(payment, at)
  return [...first, ...(step.to === 'settled' ? arrived(payment, payment.minor - (payment.unit ?? 0n), at) : [])]
}

/** A program's card payments have nobody who waits for news. */
export const noticesOf = (step: Step): readonly Notice[] => {
  if (step.payment.kind === 'card') return []
  const kind = step.isNew ? ofOpening[step.to] : ofChange(step)
  return [...(kind ? [toPayer(step, kind)] : []), ...arrivals(step), ...ofCharge(step)]
}
