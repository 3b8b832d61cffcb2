/** A customer or a teller asks for a payment. */
import type { Fraud } from '#modules/fraud'
import type { Identity } from '#modules/identity'
import type { Ledger } from '#modules/ledger'
import type { ProductRow, Products } from '#modules/products'
import type { Database } from '#platform/database'
import { type Reach, reaches } from '#platform/http'
import type { RandomBytes } from '#platform/id'
import type { Lane } from '#platform/lane'
import { createLookUp } from '#platform/look-up'
import type { CurrencyCode } from '#platform/money'
import { Refusal } from '#platform/refusal'
import type { Stages } from '#platform/stages'
import { minuteMs } from '#platform/time'
import type { AbroadRow } from './abroad/rows.ts'
import { findRecipient, isCheck } from './aliases/recipients.ts'
import { type CheckRow, writeAddressed } from './aliases/rows.ts'
import { takeCode } from './codes/use.ts'
import { quoteFee } from './fees/quote.ts'
import { findExcess } from './limits.ts'
import { hasPaid } from './payees.ts'
import {
  currencyDiffers,
  halted,
  noSuchAccount,
  onlySends,
  paymentDiffers,
  refusalOf,
  refusedBefore,
  sameAccount,
  tooManySlips,
} from './refusals.ts'
import { findTypedNames, savedKey } from './saved-payees/rows.ts'
import { makeSlip } from './slip.ts'
import { knownAlready, move, type NewPayment, nothingYet, type Opening, type Step } from './step.ts'
import { countSlips, findPayments } from './store.ts'
import type { Order as AskedOrder } from './wire.ts'

/** What is paid: what a path takes, or a merchant's charge that its payer accepts. */
export type Order = AskedOrder | ChargeOrder

export interface ChargeOrder {
  readonly kind: 'charge'
  readonly from: string
  readonly to: string
  readonly amount: { readonly currency: CurrencyCode; readonly minor: string }
  readonly note: string
}

/** Slips that one customer may have waiting at the counter. */
const slipsAtOnce = 10

/** How long a challenge can be answered. */
const challengeLifeMs = 15 * minuteMs

/** Who asks; a teller serves any customer, and settles cash at once. */
export interface Asker {
  readonly id: string
  readonly isTeller: boolean
  /** The session that asks; none for a program. */
  readonly session?: string | null
  /** How long they have to answer a challenge, where they are not there to be asked. */
  readonly answersWithinMs?: number
  /** The third party that asks in the person's name, and what it may reach. */
  readonly through?: { readonly client: string; readonly reach: Reach }
}

export interface PlaceNeeds {
  readonly db: Database
  readonly identity: Identity
  readonly ledger: Ledger
  readonly products: Products
  readonly fraud: Fraud
  readonly lane: Lane<Step>
  readonly randomBytes: RandomBytes
  readonly stages: Stages<PaymentStage>
}

/** Where the time of a payment goes: who asks, whether it can be at all, what fraud says, the commit, and telling it. */
export type PaymentStage = 'session' | 'rules' | 'score' | 'lane' | 'answer'

/** An order to somebody abroad: what its quote promised, and who the payee is to fraud's memory. */
export interface OrderAbroad {
  readonly kind: 'send'
  readonly from: string
  readonly amount: Order['amount']
  readonly note: string
  readonly abroad: { readonly row: AbroadRow; readonly payee: { readonly id: string; readonly seenAt: Date } }
}

/** Places a payment; see createPlace. */
export type Placed = (asker: Asker, id: string, order: Order | OrderAbroad, at: Date) => Promise<NewPayment>

/** What is asked at every payment; those who ask in one moment share a statement. */
const createLookUps = (db: Database) => ({
  payment: createLookUp(async (ids) => new Map((await findPayments(db.quick, ids)).map((row) => [row.id, row]))),
  typedName: createLookUp((keys) => findTypedNames(db.quick, keys)),
})

interface Placing extends PlaceNeeds {
  readonly lookUps: ReturnType<typeof createLookUps>
}

interface Parties {
  readonly from: ProductRow | null
  readonly to: ProductRow | null
  /** What the payer looked up, where they named the payee by alias. */
  readonly check: CheckRow | null
  /** The payee abroad, who has no account here. */
  readonly abroad: OrderAbroad['abroad'] | null
}

const resolveParties = async (
  { db, products }: PlaceNeeds,
  asker: Asker,
  order: Order | OrderAbroad,
  at: Date,
): Promise<Parties> => {
  const [from, found] = await Promise.all([
    'from' in order ? products.byIds([order.from]).then((found) => found.get(order.from) ?? null) : null,
    'to' in order ? findRecipient(db, products, asker.id, order.to, at) : undefined,
  ])
  const [to, check] = [found?.product ?? null, found?.check ?? null]
  const isServed = asker.isTeller && order.kind !== 'send'
  if ('from' in order && (!from || (from.owner !== asker.id && !isServed) || !reaches({ ...asker.through }, from.id)))
    throw noSuchAccount()
  if ('to' in order && !to) throw noSuchAccount()
  if (order.kind === 'deposit' && to?.owner !== asker.id && !isServed) throw noSuchAccount()
  if (from && to && from.id === to.id) throw sameAccount()
  if ([from, to].some((product) => product && product.currency !== order.amount.currency)) throw currencyDiffers()
  return { from, to, check, abroad: 'abroad' in order ? order.abroad : null }
}

const newPayment = (
  id: string,
  asker: Asker,
  order: Order | OrderAbroad,
  { from, to }: Pick<Parties, 'from' | 'to'>,
  at: Date,
): NewPayment => ({
  id,
  kind: order.kind,
  state: 'settled',
  from_product: from?.id ?? null,
  to_product: to?.id ?? null,
  payer: from?.owner ?? null,
  payee: to?.owner ?? null,
  asked_by: asker.id,
  currency: order.amount.currency,
  minor: BigInt(order.amount.minor),
  note: order.note ?? '',
  ...nothingYet,
  session: asker.session ?? null,
  client: asker.through?.client ?? null,
  created_at: at,
})

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

type Draft = Omit<Opening, 'assessment'>

/** Cash at the counter: a teller has counted it, a customer announces it and gets a slip. */
const openCash = (payment: NewPayment, isTeller: boolean, at: Date, randomBytes: RandomBytes): Draft => {
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
const open = (
  payment: NewPayment,
  verdict: Verdict,
  at: Date,
  randomBytes: RandomBytes,
  answersWithinMs?: number,
): Draft =>
  payment.client === null || verdict === 'block'
    ? openByVerdict(payment, verdict, at, randomBytes, answersWithinMs)
    : openByVerdict({ ...payment, needs_review: verdict === 'review' }, 'challenge', at, randomBytes)

const nowhere = { device: null, network: null, typingDistance: null }

/** The name that the payer typed, now or when they saved the payee, beside the holder's; nothing where they typed none. */
const namesOf = async ({ identity, lookUps }: Placing, payer: string, { to, check }: Parties) => {
  const typed = to && (check?.typed ?? (await lookUps.typedName.one(savedKey(payer, to.id))))
  if (!to || !typed) return undefined
  const holder = (await identity.names([to.owner])).get(to.owner)?.name
  return holder === undefined ? undefined : { typed, holder }
}

/** What fraud is told of the payer and of the request beside the payment itself. */
const findCircumstances = async (needs: Placing, asker: Asker, from: ProductRow, parties: Parties) => {
  const [origin, credentialChangedAt, name] = await Promise.all([
    asker.session ? needs.identity.originOf(asker.session) : nowhere,
    needs.identity.credentialChangedAt(from.owner, asker.session),
    namesOf(needs, from.owner, parties),
  ])
  return { ...origin, credentialChangedAt, name }
}

type Circumstances = Awaited<ReturnType<typeof findCircumstances>>

/** What a payment is decided by before it is scored. */
interface Facts {
  readonly available: bigint
  readonly excess: Refusal | null
  readonly isHalted: boolean
  readonly circumstances: Circumstances
}

/** Null where nothing is scored: cash that comes in, and what a teller counts. All is asked at once, and also what is only wanted where nothing refuses the payment, which is nearly always. */
const findFacts = async (needs: Placing, asker: Asker, asked: NewPayment, parties: Parties): Promise<Facts | null> => {
  const { from, to } = parties
  if (!from || asker.isTeller) return null
  const { db, ledger, products } = needs
  const restrain = async () => {
    const { isHalted, limitOf } = await products.restraintsOf(from.owner)
    return { isHalted: isHalted && from.owner !== to?.owner, excess: await findExcess(db, limitOf, asked) }
  }
  const [balances, restraints, circumstances] = await Promise.all([
    ledger.balances([from.id]),
    restrain(),
    findCircumstances(needs, asker, from, parties),
  ])
  return { available: balances.get(from.id)?.available ?? 0n, ...restraints, circumstances }
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

/** Recorded as refused without asking the book: what is plainly not there needs no score and must not sway later ones. */
const openRefused = (payment: NewPayment, { code, message }: Refusal, at: Date): Opening => ({
  isNew: true,
  payment: { ...payment, state: 'refused', refusal_code: code, refusal_detail: message },
  to: 'refused',
  transfer: null,
  at,
  assessment: null,
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
