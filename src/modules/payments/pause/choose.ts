/** The payer of a challenged payment chooses: to wait, to send one unit first, or to go on with proof. */
import { createHash } from 'node:crypto'
import { uuidv8 } from '#platform/id'
import { type GoOnNeeds, goOn, goOnProven, ownPayment } from '../go-on.ts'
import { noFirstUnit, notChallenged, notTried } from '../refusals.ts'
import { endHold, move, type NewPayment, nothingYet } from '../step.ts'
import type { PaymentRow } from '../tables.ts'
import type { ChallengeAnswer } from '../wire.ts'
import { firstUnitOf, trialMs, waitMs } from './choices.ts'

const after = (at: Date, ms: number) => new Date(at.getTime() + ms)

/** The money is set aside. It goes by itself after a while, and until then one tap takes it back, so no proof is asked. */
const wait = (needs: GoOnNeeds, payment: PaymentRow, at: Date) =>
  goOn(
    needs,
    payment,
    at,
    {
      to: 'waiting',
      transfer: move(payment, 'pending', at),
      event: { who: payment.asked_by, what: 'chose to wait', note: '' },
      expiresAt: after(at, waitMs),
      choice: 'wait',
      isFinal: false,
    },
    notChallenged,
  )

/** The id of the first unit follows from the payment's, so that it can be sent only once. */
const firstUnit = (payment: PaymentRow, unit: bigint, at: Date): NewPayment => ({
  ...payment,
  ...nothingYet,
  id: uuidv8(createHash('sha256').update(`first unit ${payment.id}`).digest()),
  state: 'settled',
  minor: unit,
  part_of: payment.id,
  session: payment.session,
  created_at: at,
  settled_at: at,
})

/** One unit moves now and the rest is set aside, both or neither; together they are what was ordered. */
const sendFirstUnit = (needs: GoOnNeeds, payment: PaymentRow, unit: bigint, at: Date) => {
  const first = firstUnit(payment, unit, at)
  return goOn(
    needs,
    payment,
    at,
    {
      to: 'tried',
      transfer: [move({ ...payment, unit }, 'pending', at), move(first, 'posted', at)],
      event: { who: payment.asked_by, what: 'first unit sent', note: '' },
      expiresAt: after(at, trialMs),
      choice: 'unit',
      first,
      isFinal: false,
    },
    notChallenged,
  )
}

/** What the payer chose of a challenged payment. Money that moves at once asks for the password. */
export const createAnswerChallenge =
  (needs: GoOnNeeds) => async (person: string, id: string, answer: ChallengeAnswer) => {
    const payment = await ownPayment(needs.db, person, id)
    const at = needs.clock()
    if (payment.state !== 'challenged' || (payment.expires_at && payment.expires_at <= at)) throw notChallenged()
    if (answer.choice === 'wait') return wait(needs, payment, at)
    const unit = answer.choice === 'unit' ? firstUnitOf(payment) : null
    if (answer.choice === 'unit' && unit === null) throw noFirstUnit()
    await needs.identity.verifyPassword(person, answer.password)
    return unit === null ? goOnProven(needs, payment, at) : sendFirstUnit(needs, payment, unit, at)
  }

/** The first unit arrived well: with the password the rest goes as well. */
export const createSendRest = (needs: GoOnNeeds) => async (person: string, id: string, password: string) => {
  const payment = await ownPayment(needs.db, person, id)
  if (payment.state !== 'tried') throw notTried()
  await needs.identity.verifyPassword(person, password)
  const at = needs.clock()
  const event = { who: person, what: 'rest sent', note: '' }
  const transfer = endHold(payment, 'post', at)
  return goOn(needs, payment, at, { to: 'settled', transfer, event, isFinal: false }, notTried)
}
