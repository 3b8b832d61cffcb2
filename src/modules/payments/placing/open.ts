/** How a payment begins: what a verdict, or a teller, means for it and for the book. */
import type { RandomBytes } from '#platform/id'
import type { Refusal } from '#platform/refusal'
import { minuteMs } from '#platform/time'
import { makeSlip } from '../counter/slip.ts'
import { move, type NewPayment, type Opening } from '../step.ts'

/** How long a challenge can be answered. */
const challengeLifeMs = 15 * minuteMs

type Draft = Omit<Opening, 'assessment'>

/** Cash at the counter: a teller has counted it, a customer announces it and gets a slip. */
export const openCash = (payment: NewPayment, isTeller: boolean, at: Date, randomBytes: RandomBytes): Draft => {
  if (isTeller)
    return {
      isNew: true,
      payment: { ...payment, settled_at: at },
      to: 'settled',
      transfer: move(payment, 'posted', at),
      at,
    }
  const announced: NewPayment = { ...payment, state: 'announced', slip: makeSlip(randomBytes) }
  // The money of a withdrawal is set aside until the teller hands it out; a deposit moves nothing before it is counted.
  const transfer = payment.kind === 'withdrawal' ? move(payment, 'pending', at) : null
  return { isNew: true, payment: announced, to: 'announced', transfer, at }
}

/** The money is set aside for the merchant, who takes it later. */
const authorize = (payment: NewPayment, at: Date): Draft => ({
  isNew: true,
  payment: { ...payment, state: 'authorized' },
  to: 'authorized',
  transfer: move(payment, 'pending', at),
  at,
})

type Verdict = 'allow' | 'challenge' | 'review' | 'block'

/** What a verdict means for the payment and for the book. */
export const openByVerdict = (
  payment: NewPayment,
  verdict: Verdict,
  at: Date,
  randomBytes: RandomBytes,
  answersWithinMs = challengeLifeMs,
): Draft => {
  switch (verdict) {
    case 'allow':
      if (payment.kind === 'charge') return authorize(payment, at)
      return payment.kind === 'withdrawal'
        ? openCash(payment, false, at, randomBytes)
        : {
            isNew: true,
            payment: { ...payment, settled_at: at },
            to: 'settled',
            transfer: move(payment, 'posted', at),
            at,
          }
    case 'challenge': {
      const expires = new Date(at.getTime() + answersWithinMs)
      return {
        isNew: true,
        payment: { ...payment, state: 'challenged', expires_at: expires },
        to: 'challenged',
        transfer: null,
        at,
      }
    }
    case 'review':
      return {
        isNew: true,
        payment: { ...payment, state: 'in_review' },
        to: 'in_review',
        transfer: move(payment, 'pending', at),
        at,
      }
    case 'block':
      return { isNew: true, payment: { ...payment, state: 'blocked' }, to: 'blocked', transfer: null, at }
  }
}

/**
 * What a third party asked for waits for the payer's proof of just this amount and payee (PSD2, dynamic linking), whatever was
 * thought of it. A review comes after the proof, or the money would move without it.
 */
export const open = (
  payment: NewPayment,
  verdict: Verdict,
  at: Date,
  randomBytes: RandomBytes,
  answersWithinMs?: number,
): Draft =>
  payment.client === null || verdict === 'block'
    ? openByVerdict(payment, verdict, at, randomBytes, answersWithinMs)
    : openByVerdict({ ...payment, needs_review: verdict === 'review' }, 'challenge', at, randomBytes)

/** Recorded as refused without asking the book: what is plainly not there needs no score and must not sway later ones. */
export const openRefused = (payment: NewPayment, { code, message }: Refusal, at: Date): Opening => ({
  isNew: true,
  payment: { ...payment, state: 'refused', refusal_code: code, refusal_detail: message },
  to: 'refused',
  transfer: null,
  at,
  assessment: null,
})
