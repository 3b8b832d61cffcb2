/** Card payments of a service client, in batches: each is scored, decided and durable, in the order of its time. */
import type { Assessment, Fraud } from '#modules/fraud'
import type { Ledger } from '#modules/ledger'
import type { ProductRow, Products } from '#modules/products'
import type { Database } from '#platform/database'
import type { RandomBytes } from '#platform/id'
import type { Lane } from '#platform/lane'
import { Refusal } from '#platform/refusal'
import type { Clock } from '#platform/time'
import { openByVerdict } from '../placing/open.ts'
import { currencyDiffers, noSuchAccount, paymentDiffers, sameAccount, timeInFuture } from '../refusals.ts'
import { knownAlready, type NewPayment, nothingYet, type Opening, type Step } from '../step.ts'
import { findPayments } from '../store.ts'
import type { PaymentRow } from '../tables.ts'
import type { CardPayment, CardResult } from '../wire.ts'

export interface CardNeeds {
  readonly db: Database
  readonly ledger: Ledger
  readonly products: Products
  readonly fraud: Fraud
  readonly lane: Lane<Step>
  readonly clock: Clock
  readonly randomBytes: RandomBytes
}

const refusedResult = (id: string, refusal: string): CardResult => ({
  id,
  state: null,
  verdict: null,
  probability: null,
  refusal,
  isRepeat: false,
})

/** Cheap refusals, before anything is scored. */
const findFault = (card: CardPayment, products: ReadonlyMap<string, ProductRow>, now: Date): Refusal | null => {
  if (new Date(card.at) > now) return timeInFuture()
  const [from, to] = [products.get(card.from), products.get(card.to)]
  if (!from || !to) return noSuchAccount()
  if (from.id === to.id) return sameAccount()
  return from.currency === card.amount.currency && to.currency === card.amount.currency ? null : currencyDiffers()
}

const newCardPayment = (card: CardPayment, asker: string, from: ProductRow, to: ProductRow, at: Date): NewPayment => ({
  id: card.id,
  kind: 'card',
  state: 'settled',
  from_product: from.id,
  to_product: to.id,
  payer: from.owner,
  payee: to.owner,
  asked_by: asker,
  currency: card.amount.currency,
  minor: BigInt(card.amount.minor),
  note: '',
  ...nothingYet,
  created_at: at,
})

const isSame = (known: PaymentRow, card: CardPayment, asker: string): boolean =>
  known.asked_by === asker &&
  known.from_product === card.from &&
  known.to_product === card.to &&
  known.currency === card.amount.currency &&
  known.minor === BigInt(card.amount.minor)

interface Scored {
  readonly step: Opening
  readonly assessment: Assessment
}

const answerKnown = async (
  { fraud }: CardNeeds,
  known: readonly PaymentRow[],
  cards: ReadonlyMap<string, CardPayment>,
  asker: string,
) => {
  const decisions = await fraud.verdicts(known.map((row) => row.id))
  return known.map((row): CardResult => {
    const card = cards.get(row.id)
    if (!card || !isSame(row, card, asker)) return refusedResult(row.id, paymentDiffers().code)
    const decided = decisions.get(row.id)
    return {
      id: row.id,
      state: row.state,
      verdict: decided?.verdict ?? null,
      probability: decided?.probability ?? null,
      refusal: row.refusal_code,
      isRepeat: true,
    }
  })
}

const score = async (
  needs: CardNeeds,
  cards: readonly CardPayment[],
  products: ReadonlyMap<string, ProductRow>,
  asker: string,
) => {
  const balances = await needs.ledger.balances([...new Set(cards.map((card) => card.from))])
  const parties = cards.map((card) => ({
    card,
    from: products.get(card.from) as ProductRow,
    to: products.get(card.to) as ProductRow,
    at: new Date(card.at),
  }))
  const assessments = await needs.fraud.assessAll(
    parties.map(({ card, from, to, at }) => ({
      payment: card.id,
      kind: 'card',
      payer: {
        id: from.id,
        owner: from.owner,
        openedAt: from.opened_at,
        available: balances.get(from.id)?.available ?? 0n,
        credentialChangedAt: null,
      },
      payee: { id: to.id, owner: to.owner, openedAt: to.opened_at },
      money: { currency: card.amount.currency, minor: BigInt(card.amount.minor) },
      at,
    })),
  )
  return parties.map(({ card, from, to, at }, index): Scored => {
    const assessment = assessments[index]
    const asked = newCardPayment(card, asker, from, to, at)
    const payment =
      assessment.verdict === 'allow' ? asked : { ...asked, reasons: assessment.reasons, usual: assessment.usual }
    return { step: { ...openByVerdict(payment, assessment.verdict, at, needs.randomBytes), assessment }, assessment }
  })
}

const settle = async ({ lane }: CardNeeds, { step, assessment }: Scored): Promise<CardResult> => {
  await using reserved = assessment
  const { verdict, probability } = assessment
  const result = { id: step.payment.id, verdict, probability, isRepeat: false }
  try {
    await lane.join(step)
    reserved.keep()
    return { ...result, state: step.to, refusal: null }
  } catch (error) {
    // A refusal is this item's answer, strangers in the request lose nothing; anything else fails the request.
    if (!(error instanceof Refusal) || error.status === 503) throw error
    return {
      ...result,
      state: error.code === knownAlready ? null : 'refused',
      refusal: error.code,
      isRepeat: error.code === knownAlready,
    }
  }
}

/** Takes a batch and answers one result each, in the order of the request. A known id answers its state, nothing happens again. */
export const createPutCards =
  (needs: CardNeeds) =>
  async (asker: string, batch: readonly CardPayment[]): Promise<CardResult[]> => {
    // Of two items under one id the first counts; the last entry of a Map's list wins, so the list is turned round.
    const cards = new Map(batch.toReversed().map((card) => [card.id, card]))
    const [known, products] = await Promise.all([
      findPayments(needs.db, [...cards.keys()]),
      needs.products.byIds([...new Set(batch.flatMap((card) => [card.from, card.to]))]),
    ])
    const results = new Map((await answerKnown(needs, known, cards, asker)).map((result) => [result.id, result]))
    for (const card of cards.values()) {
      const fault = results.has(card.id) ? null : findFault(card, products, needs.clock())
      if (fault) results.set(card.id, refusedResult(card.id, fault.code))
    }
    const fresh = [...cards.values()]
      .filter((card) => !results.has(card.id))
      .sort((one, other) => (one.at < other.at ? -1 : 1))
    const scored = fresh.length > 0 ? await score(needs, fresh, products, asker) : []
    for (const result of await Promise.all(scored.map((item) => settle(needs, item)))) results.set(result.id, result)
    return batch.map((card) => {
      const result = results.get(card.id) as CardResult
      return isSameCard(cards.get(card.id), card) ? result : refusedResult(card.id, paymentDiffers().code)
    })
  }

/** Two items of one request under one id must say the same. */
const isSameCard = (one: CardPayment | undefined, other: CardPayment): boolean =>
  one?.from === other.from &&
  one.to === other.to &&
  one.amount.currency === other.amount.currency &&
  one.amount.minor === other.amount.minor
