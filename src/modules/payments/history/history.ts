/**
 * Payments of the past, in the order of their time: scored, decided and durable like those of today, with what people did
 * about the ones that were stopped. No path leads here; whoever brings a history from elsewhere has its proofs.
 */
import type { Assessment, Fraud } from '#modules/fraud'
import type { Ledger } from '#modules/ledger'
import type { ProductRow, Products } from '#modules/products'
import type { RandomBytes } from '#platform/id'
import type { Money } from '#platform/money'
import { Refusal } from '#platform/refusal'
import { createDecideReview, type GoOnNeeds, goOnProven, type ReviewDecision } from '../go-on.ts'
import { openByVerdict } from '../placing/open.ts'
import { currencyDiffers, noSuchAccount } from '../refusals.ts'
import { knownAlready, move, type NewPayment, nothingYet, type Opening } from '../step.ts'
import { findPayments } from '../store.ts'
import type { PaymentRow, StoredState } from '../tables.ts'
import type { PaymentKind } from '../wire.ts'

/** What people did about a payment that was stopped; null where nobody did anything. */
export interface Aftermath {
  /** The payer proved who they are so many ms later. */
  readonly provedAfterMs: number | null
  readonly review: { readonly analyst: string; readonly afterMs: number; readonly decided: ReviewDecision } | null
}

/** A payment as it was asked for. `from` and `to` are products; null stands for cash at the counter. */
export interface PastOrder {
  readonly id: string
  readonly kind: PaymentKind
  readonly from: string | null
  readonly to: string | null
  readonly askedBy: string
  readonly money: Money
  readonly note: string
  readonly at: Date
  readonly aftermath: Aftermath
}

/** What became of it: the verdict is null for cash, and for a payment that was known already. */
export interface PastResult {
  readonly id: string
  readonly verdict: Assessment['verdict'] | null
  readonly probability: number | null
  readonly state: StoredState
}

export interface HistoryNeeds extends GoOnNeeds {
  readonly ledger: Ledger
  readonly products: Products
  readonly fraud: Fraud
  readonly randomBytes: RandomBytes
}

/** Payments that share a transaction; within one, habits do not yet know the others. */
const groupSize = 64

interface Asked {
  readonly order: PastOrder
  readonly step: Opening
  readonly assessment: Assessment | null
}

/** What a run knows of the accounts that take part, kept up while it goes on. */
interface Accounts {
  readonly products: ReadonlyMap<string, ProductRow>
  readonly available: Map<string, bigint>
  readonly credentials: ReadonlyMap<string, Date | null>
}

const readAccounts = async ({ ledger, products, identity }: HistoryNeeds, orders: readonly PastOrder[]) => {
  const ids = [...new Set(orders.flatMap(({ from, to }) => [from, to]).filter((id) => id !== null))]
  const [found, balances] = await Promise.all([products.byIds(ids), ledger.balances(ids)])
  const payers = new Set(orders.flatMap(({ from }) => (from && found.get(from)?.owner) || []))
  const credentials = await Promise.all(
    [...payers].map(async (payer) => [payer, await identity.credentialChangedAt(payer)] as const),
  )
  return {
    products: found,
    available: new Map([...balances].map(([id, balance]) => [id, balance.available])),
    credentials: new Map(credentials),
  }
}

const newPayment = (order: PastOrder, { products }: Accounts): NewPayment => {
  const [from, to] = [order.from, order.to].map((id) => {
    const product = id === null ? null : products.get(id)
    if (product === undefined) throw noSuchAccount()
    if (product && product.currency !== order.money.currency) throw currencyDiffers()
    return product
  })
  const { id, kind, askedBy, money, note, at } = order
  return {
    id,
    kind,
    note,
    currency: money.currency,
    minor: money.minor,
    asked_by: askedBy,
    created_at: at,
    from_product: from?.id ?? null,
    to_product: to?.id ?? null,
    payer: from?.owner ?? null,
    payee: to?.owner ?? null,
    state: 'settled',
    ...nothingYet,
  }
}

const assess = ({ fraud }: HistoryNeeds, order: PastOrder, accounts: Accounts, from: ProductRow) => {
  const payee = order.to ? accounts.products.get(order.to) : undefined
  return fraud.assess({
    payment: order.id,
    kind: order.kind === 'card' ? 'card' : 'send',
    payer: {
      id: from.id,
      owner: from.owner,
      openedAt: from.opened_at,
      available: accounts.available.get(from.id) ?? 0n,
      credentialChangedAt: accounts.credentials.get(from.owner) ?? null,
    },
    payee: payee ? { id: payee.id, owner: payee.owner, openedAt: payee.opened_at } : null,
    money: order.money,
    at: order.at,
  })
}

/** Scores it as the book will be at its turn. Cash at the counter was counted by a teller and is not scored. */
const open = async (needs: HistoryNeeds, order: PastOrder, accounts: Accounts): Promise<Asked> => {
  const { at, kind } = order
  const payment = newPayment(order, accounts)
  const from = order.from === null ? undefined : accounts.products.get(order.from)
  if (!from || kind === 'withdrawal' || kind === 'deposit') {
    const settled = { ...payment, settled_at: at }
    const transfer = move(payment, 'posted', at)
    return {
      order,
      step: { isNew: true, payment: settled, to: 'settled', transfer, at, assessment: null },
      assessment: null,
    }
  }
  const assessment = await assess(needs, order, accounts, from)
  const { verdict, reasons, usual } = assessment
  const scored = verdict === 'allow' ? payment : { ...payment, reasons, usual }
  return { order, step: { ...openByVerdict(scored, verdict, at, needs.randomBytes), assessment }, assessment }
}

const book = ({ available }: Accounts, { from, to, money }: PastOrder) => {
  if (from) available.set(from, (available.get(from) ?? 0n) - money.minor)
  if (to) available.set(to, (available.get(to) ?? 0n) + money.minor)
}

const settle = async ({ lane }: HistoryNeeds, { order, step, assessment }: Asked): Promise<PastResult> => {
  const result = { id: order.id, verdict: assessment?.verdict ?? null, probability: assessment?.probability ?? null }
  try {
    await lane.join(step)
    assessment?.keep()
    return { ...result, state: step.to }
  } catch (error) {
    // An expected no is a part of history: the payment is recorded as refused, and the memory forgets the attempt.
    await assessment?.[Symbol.asyncDispose]()
    if (!(error instanceof Refusal) || error.status === 503 || error.code === knownAlready) throw error
    return { ...result, state: 'refused' }
  }
}

const refusedOr = async (work: Promise<PaymentRow>): Promise<StoredState> => {
  try {
    return (await work).state
  } catch (error) {
    // The money may be gone by the time that the payer answers: the payment is then recorded as refused.
    if (error instanceof Refusal && error.status === 422) return 'refused'
    throw error
  }
}

/** Does what people did about a payment that was stopped, unless they have done it. */
const goAfter = async (needs: HistoryNeeds, order: PastOrder, state: StoredState): Promise<StoredState> => {
  const { provedAfterMs, review } = order.aftermath
  const later = (ms: number) => new Date(order.at.getTime() + ms)
  if (state === 'challenged' && provedAfterMs !== null) {
    const [payment] = await findPayments(needs.db, [order.id])
    return refusedOr(goOnProven(needs, payment, later(provedAfterMs)))
  }
  if (state === 'in_review' && review)
    return refusedOr(createDecideReview(needs)(review.analyst, order.id, review.decided, later(review.afterMs)))
  return state
}

/**
 * Takes payments in the order of their time, some hundreds at once, and answers one result each. A known id is not paid
 * again, so that a history that broke off goes on where it was. Throws no-such-account and currency-differs.
 */
export const createPutHistory =
  (needs: HistoryNeeds) =>
  async (orders: readonly PastOrder[]): Promise<PastResult[]> => {
    const known = new Map(
      (
        await findPayments(
          needs.db,
          orders.map(({ id }) => id),
        )
      ).map((row) => [row.id, row.state]),
    )
    const accounts = await readAccounts(needs, orders)
    const results: PastResult[] = []
    let group: Asked[] = []
    const flush = async () => {
      const settled = await Promise.all(group.map((asked) => settle(needs, asked)))
      for (const [index, result] of settled.entries()) {
        const state = await goAfter(needs, group[index].order, result.state)
        if (state !== result.state && state === 'settled') book(accounts, group[index].order)
        if (state === 'in_review') book(accounts, { ...group[index].order, to: null })
        results.push({ ...result, state })
      }
      group = []
    }
    for (const order of orders) {
      const state = known.get(order.id)
      if (state !== undefined) {
        results.push({ id: order.id, verdict: null, probability: null, state: await goAfter(needs, order, state) })
        continue
      }
      const asked = await open(needs, order, accounts)
      group.push(asked)
      if (asked.step.to === 'settled') book(accounts, order)
      // What was stopped is seen to before the next one is scored, so that the book keeps the order of events.
      if (asked.step.to !== 'settled' || group.length === groupSize) await flush()
    }
    await flush()
    return results
  }
