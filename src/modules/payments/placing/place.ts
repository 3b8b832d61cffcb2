/** A customer or a teller asks for a payment. */
import type { ProductRow } from '#modules/products'
import type { Lane } from '#platform/lane'
import { Refusal } from '#platform/refusal'
import { isCheck } from '../aliases/recipients.ts'
import { writeAddressed } from '../aliases/rows.ts'
import { takeCode } from '../codes/use.ts'
import { quoteFee } from '../fees/quote.ts'
import { hasPaid } from '../payees/payees.ts'
import { halted, onlySends, paymentDiffers, refusalOf, refusedBefore, tooManySlips } from '../refusals.ts'
import { knownAlready, type NewPayment, type Opening, type Step } from '../step.ts'
import { countSlips } from '../store.ts'
import { type Circumstances, type Facts, findFacts } from './facts.ts'
import { createLookUps, type PlaceNeeds, type Placing } from './needs.ts'
import { open, openCash, openRefused } from './open.ts'
import type { Asker, Order, OrderAbroad } from './order.ts'
import { newPayment, type Parties, resolveParties } from './parties.ts'

/** Slips that one customer may have waiting at the counter. */
const slipsAtOnce = 10

/** Places a payment; see createPlace. */
export type Placed = (asker: Asker, id: string, order: Order | OrderAbroad, at: Date) => Promise<NewPayment>

/** The same payment, asked for again? Who asks was compared before. */
const isSameOrder = (known: NewPayment, asked: NewPayment): boolean =>
  known.kind === asked.kind &&
  known.asked_by === asked.asked_by &&
  known.client === asked.client &&
  known.from_product === asked.from_product &&
  known.to_product === asked.to_product &&
  known.currency === asked.currency &&
  known.minor === asked.minor &&
  known.note === asked.note

const answerKnown = (known: NewPayment, asked: NewPayment): NewPayment => {
  if (!isSameOrder(known, asked)) throw paymentDiffers()
  if (known.state === 'refused') throw refusedBefore(known.refusal_code ?? '', known.refusal_detail ?? '')
  return known
}

/** What is there of an order. Only what was confirmed of an alias needs to know first when it was asked for; all else is read at once. */
const look = async (needs: Placing, asker: Asker, id: string, order: Order | OrderAbroad, at: Date) => {
  const { payment } = needs.lookUps
  const early = 'to' in order && isCheck(order.to) ? await payment.one(id) : undefined
  const parties = await resolveParties(needs, asker, order, early?.created_at ?? at)
  const asked = newPayment(id, asker, order, parties, at)
  const [known, facts] = await Promise.all([early ?? payment.one(id), findFacts(needs, asker, asked, parties)])
  return { known, asked, parties, facts }
}

const assess = (
  needs: Placing,
  payment: NewPayment,
  from: ProductRow,
  { to, abroad }: Parties,
  available: bigint,
  { device, network, typingDistance, credentialChangedAt, name }: Circumstances,
) =>
  needs.fraud.assess({
    payment: payment.id,
    kind: payment.kind === 'withdrawal' ? 'withdrawal' : 'send',
    payer: { id: from.id, owner: from.owner, openedAt: from.opened_at, available, credentialChangedAt, typingDistance },
    payee: to
      ? { id: to.id, owner: to.owner, openedAt: to.opened_at, name }
      : abroad && { id: abroad.payee.id, owner: abroad.payee.id, openedAt: abroad.payee.seenAt },
    money: { currency: payment.currency, minor: payment.minor },
    context: { device, network, place: null, category: null },
    at: payment.created_at,
    settlesLater: payment.kind === 'withdrawal' || payment.client !== null,
  })

const checkSlips = async ({ db }: PlaceNeeds, asker: Asker, payment: NewPayment) => {
  if (asker.isTeller || (payment.kind !== 'deposit' && payment.kind !== 'withdrawal')) return
  if ((await countSlips(db, asker.id)) >= slipsAtOnce) throw tooManySlips()
}

/** A payment that cannot move still tells the payee's name, so it counts as a look-up: numbers cannot be tried for free. */
const countAsLookUp = async ({ db, identity }: PlaceNeeds, { asked_by, payee, to_product }: NewPayment) => {
  if (to_product === null || payee === asked_by || (await hasPaid(db, asked_by, to_product))) return
  await identity.countPayeeLookUp(asked_by)
}

/**
 * Pays: to another account, or cash in and out. The answer says what became of it: settled, challenged, in review,
 * blocked, or announced to the teller. The same id again answers the present state. `at` is the booking time.
 */
export const createPlace = (given: PlaceNeeds) => {
  const lookUps = createLookUps(given.db)
  const needs: Placing = { ...given, lookUps }
  const { stages } = needs
  const read = async (asked: NewPayment): Promise<NewPayment> => {
    const row = await lookUps.payment.one(asked.id)
    if (!row) throw new Error(`the payment ${asked.id} was joined and is not there`)
    return answerKnown(row, asked)
  }

  return async (asker: Asker, id: string, order: Order | OrderAbroad, at: Date): Promise<NewPayment> => {
    if (asker.through && order.kind !== 'send') throw onlySends()
    const { known, asked, parties, facts } = await stages.time('rules', () => look(needs, asker, id, order, at))
    if (known && known.asked_by !== asker.id) throw paymentDiffers()
    if (known) return answerKnown(known, asked)
    await checkSlips(needs, asker, asked)
    const lane = await laneFor(needs, asked, order, parties.from)
    // Written first, so that nobody ever reads the payee's name of a payment that was not confirmed.
    if (parties.check) await writeAddressed(needs.db, { payment: id, ...parties.check })
    const placed = await carryOut({ ...needs, lane }, asker, asked, parties, facts)
    return placed ? answerKnown(placed, asked) : stages.time('answer', () => read(asked))
  }
}

/** The lane with what a new payment takes along: its fee, the code that it uses, and what the guard found in its note. Throws what codes are refused for, and fee-differs. */
const laneFor = async (
  { db, fraud, lane, products }: PlaceNeeds,
  asked: NewPayment,
  order: Order | OrderAbroad,
  from: ProductRow | null,
): Promise<Lane<Step>> => {
  const fee = await quoteFee(products, asked, from, order)
  const text = 'code' in order ? order.code : undefined
  const abroad = 'abroad' in order ? order.abroad.row : undefined
  const code =
    text === undefined || !('to' in order)
      ? undefined
      : await takeCode(db, text, { ...asked, to: order.to }, asked.created_at)
  const found = asked.note === '' ? [] : fraud.safety.check({ note: asked.note }).findings
  const warnings = found.filter(({ severity }) => severity !== 'notice').map((finding) => finding.code)
  if (!code && !fee && !abroad && warnings.length === 0) return lane
  return { ...lane, join: (step) => lane.join(step.isNew ? { ...step, code, fee, abroad, warnings } : step) }
}

/** Decides what becomes of a new payment and takes it through the lane; null where the same payment was faster on another connection. Throws what the book refuses. */
const carryOut = async (
  needs: Placing,
  asker: Asker,
  asked: NewPayment,
  parties: Parties,
  facts: Facts | null,
): Promise<NewPayment | null> => {
  const { from, to } = parties
  const { randomBytes, stages } = needs
  const at = asked.created_at
  if (!from || !facts) return joinOnce(needs, { ...openCash(asked, asker.isTeller, at, randomBytes), assessment: null })
  const { available, circumstances } = facts
  const refusal = facts.isHalted ? halted() : asked.minor > available ? refusalOf('exceeds_credits') : facts.excess
  if (refusal) {
    await countAsLookUp(needs, asked)
    return joinOnce(needs, openRefused(asked, refusal, at))
  }
  // Between a customer's own accounts the money stays theirs; it is scored when it leaves.
  if (from.owner === to?.owner) return joinOnce(needs, { ...open(asked, 'allow', at, randomBytes), assessment: null })
  // Scoring comes before any row is locked; the book decides under lock, in the lane.
  await using assessment = await stages.time('score', () =>
    assess(needs, asked, from, parties, available, circumstances),
  )
  const { verdict, reasons, usual } = assessment
  if (verdict === 'block') await countAsLookUp(needs, asked)
  const scored: NewPayment = verdict === 'allow' ? asked : { ...asked, reasons, usual }
  const placed = await joinOnce(needs, {
    ...open(scored, verdict, at, randomBytes, asker.answersWithinMs),
    assessment,
  })
  if (placed) assessment.keep()
  return placed
}

/** The payment as it was written; null when the same one was faster on another connection, and its state is the answer. */
const joinOnce = async ({ lane, stages }: PlaceNeeds, step: Opening): Promise<NewPayment | null> => {
  try {
    await stages.time('lane', () => lane.join(step))
    return step.payment
  } catch (error) {
    if (error instanceof Refusal && error.code === knownAlready) return null
    throw error
  }
}
