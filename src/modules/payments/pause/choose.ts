/** The payer of a challenged payment chooses: to wait, to send one unit first, or to go on with proof. */
import { createHash } from 'node:crypto'
import type { Prover } from '#modules/identity'
import type { Products } from '#modules/products'
import { uuidv8 } from '#platform/id'
import { type GoOnNeeds, goOn, goOnProven, ownPayment } from '../go-on.ts'
import { noFirstUnit, notChallenged, notTried, proofOnly } from '../refusals.ts'
import { endHold, move, type NewPayment, nothingYet } from '../step.ts'
import type { PaymentRow } from '../tables.ts'
import type { ChallengeAnswer, Proof } from '../wire.ts'
import { firstUnitOf, trialMs, waitMs } from './choices.ts'
import { deedOf, type Signed } from './deed.ts'

export type PauseNeeds = GoOnNeeds & { readonly products: Products }

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

const assertChallenged = ({ state, expires_at }: PaymentRow, at: Date) => {
  if (state !== 'challenged' || (expires_at && expires_at <= at)) throw notChallenged()
}

const assertTried = ({ state }: PaymentRow) => {
  if (state !== 'tried') throw notTried()
}

/** What somebody else asked for has no other way than the proof of all of it. */
const assertMayChoose = ({ client }: PaymentRow, choice: ChallengeAnswer['choice']) => {
  if (client !== null && (choice ?? 'proof') !== 'proof') throw proofOnly()
}

/** Asks for a passkey's signature over what a choice moves now. */
export const createAskStepUp = (needs: PauseNeeds) => async (prover: Prover, id: string, signed: Signed) => {
  const payment = await ownPayment(needs.db, prover.id, id)
  if (signed === 'rest') assertTried(payment)
  else {
    assertChallenged(payment, needs.clock())
    assertMayChoose(payment, signed)
  }
  return needs.identity.askProof(prover, await deedOf(needs, payment, signed))
}

/** What the payer chose of a challenged payment. Money that moves at once asks for proof of just that. */
export const createAnswerChallenge =
  (needs: PauseNeeds) => async (prover: Prover, id: string, answer: ChallengeAnswer) => {
    const payment = await ownPayment(needs.db, prover.id, id)
    const at = needs.clock()
    assertChallenged(payment, at)
    assertMayChoose(payment, answer.choice)
    if (answer.choice === 'wait') return wait(needs, payment, at)
    const unit = answer.choice === 'unit' ? firstUnitOf(payment) : null
    if (answer.choice === 'unit' && unit === null) throw noFirstUnit()
    await needs.identity.prove(prover, await deedOf(needs, payment, answer.choice ?? 'proof'), answer)
    return unit === null ? goOnProven(needs, payment, at) : sendFirstUnit(needs, payment, unit, at)
  }

/** The first unit arrived well: with proof the rest goes as well. */
export const createSendRest = (needs: PauseNeeds) => async (prover: Prover, id: string, proof: Proof) => {
  const payment = await ownPayment(needs.db, prover.id, id)
  assertTried(payment)
  await needs.identity.prove(prover, await deedOf(needs, payment, 'rest'), proof)
  const at = needs.clock()
  const event = { who: prover.id, what: 'rest sent', note: '' }
  const transfer = endHold(payment, 'post', at)
  return goOn(needs, payment, at, { to: 'settled', transfer, event, isFinal: false }, notTried)
}
