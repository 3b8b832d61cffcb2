/** Limits that customers set themselves, enforced where the money moves: in the lane's transaction, before the book. */
import { type Excess, excessOf, type LimitOf, type Limits } from '#modules/products'
import type { Query } from '#platform/database'
import type { Participant } from '#platform/lane'
import type { CurrencyCode } from '#platform/money'
import type { Refusal } from '#platform/refusal'
import { dayMs } from '#platform/time'
import { exceedsLimit } from './refusals.ts'
import type { NewPayment, Step } from './step.ts'

/** A limited payment: what a customer sends to somebody else, or takes out, without a teller. */
interface Limited {
  readonly payer: string
  readonly kind: 'send' | 'withdrawal'
}

const limitedOf = ({ payer, payee, kind, asked_by }: NewPayment): Limited | null => {
  if (payer === null || payer === payee || payer !== asked_by) return null
  // What a merchant may take is sent, as far as the payer's limits go.
  if (kind === 'charge') return { payer, kind: 'send' }
  return kind === 'send' || kind === 'withdrawal' ? { payer, kind } : null
}

/** Where the money leaves or is set aside for the first time; a challenge is only looked at, and counts when it is answered. */
const isLimited = (step: Step): boolean => {
  if (step.to === 'refused' || step.to === 'blocked') return false
  return step.isNew ? limitedOf(step.payment) !== null : step.from === 'challenged' && step.transfer !== null
}

/** The day that a payment counts for: the one on which it was asked for, in UTC. */
const dayOf = (at: Date): number => Math.floor(at.getTime() / dayMs)

/** When the day's limit is free again. */
export const freesAt = (at: Date): Date => new Date((dayOf(at) + 1) * dayMs)

const keyOf = (payer: string, kind: string, currency: string, day: number) => `${payer} ${kind} ${currency} ${day}`

// Of an order whose first unit went ahead the rest counts here, and the unit as the payment that it is.
const spentByDay = `
  select payer, case kind when 'charge' then 'send' else kind end as kind, currency, floor(extract(epoch from created_at) / 86400)::integer as day,
    sum(minor - coalesce(unit, 0))::bigint as minor
  from payments.payment
  where payer = any ($1::uuid[]) and kind in ('send', 'withdrawal', 'charge') and created_at >= $2 and created_at < $3
    and payer is distinct from payee and asked_by = payer and id <> all ($4::uuid[])
    and state in ('settled', 'waiting', 'tried', 'in_review', 'announced', 'authorized')
  group by 1, 2, 3, 4`

interface SpentRow {
  readonly payer: string
  readonly kind: 'send' | 'withdrawal'
  readonly currency: CurrencyCode
  readonly day: number
  readonly minor: bigint
}

/** What these people have sent in the days of these payments, without the payments themselves. */
const findSpent = (db: Query, payments: readonly NewPayment[]): Promise<SpentRow[]> => {
  const days = payments.map(({ created_at }) => dayOf(created_at))
  return db.query(spentByDay, [
    [...new Set(payments.flatMap(({ payer }) => payer ?? []))],
    new Date(Math.min(...days) * dayMs),
    new Date((Math.max(...days) + 1) * dayMs),
    payments.map(({ id }) => id),
  ])
}

/** What is left over of limits, payment by payment: each that passes counts for those after it. */
const createTally = async (db: Query, limitOf: LimitOf, payments: readonly NewPayment[]) => {
  const rows = await findSpent(db, payments)
  const spent = new Map(rows.map((row) => [keyOf(row.payer, row.kind, row.currency, row.day), row.minor]))
  return (payment: NewPayment, at: Date, counts: boolean): Excess | null => {
    const limited = limitedOf(payment)
    const limit = limited && limitOf(limited.payer, limited.kind, payment.currency, at)
    if (!limited || !limit) return null
    const key = keyOf(limited.payer, limited.kind, payment.currency, dayOf(payment.created_at))
    const before = spent.get(key) ?? 0n
    const excess = excessOf(limit, payment.minor, before)
    if (!excess && counts) spent.set(key, before + payment.minor)
    return excess
  }
}

const refusalFor = (payment: NewPayment, excess: Excess): Refusal =>
  exceedsLimit(payment.currency, excess, freesAt(payment.created_at))

/** Takes part in the lane after the claim: under the lock of each payer's limits nobody else counts for them. */
export const createLimiter = (limits: Limits): Participant<Step> => ({
  name: 'limits',
  prepare: async (tx, items) => {
    const payers = new Set(items.filter(isLimited).flatMap(({ payment }) => payment.payer ?? []))
    const limitOf = payers.size === 0 ? null : await limits.lock(tx, [...payers])
    if (!limitOf) return () => new Map<Step, Refusal>()
    // What has been sent is read without those that stand here alone: one that was known already counts.
    return async (standing) => {
      const refused = new Map<Step, Refusal>()
      const limited = standing.filter(isLimited)
      if (limited.length === 0) return refused
      const tally = await createTally(
        tx,
        limitOf,
        limited.map(({ payment }) => payment),
      )
      for (const step of limited) {
        const excess = tally(step.payment, step.at, step.to !== 'challenged')
        if (excess) refused.set(step, refusalFor(step.payment, excess))
      }
      return refused
    }
  },
})

/** A first no, without a lock: what plainly exceeds a limit is neither scored nor brought to the lane. */
export const findExcess = async (db: Query, limitOf: LimitOf | null, payment: NewPayment): Promise<Refusal | null> => {
  if (!limitOf || !limitedOf(payment)) return null
  const excess = (await createTally(db, limitOf, [payment]))(payment, payment.created_at, false)
  return excess && refusalFor(payment, excess)
}

/** What a person has sent today, by kind and currency, as limits count it. */
export const findSentToday = async (db: Query, payer: string, now: Date): Promise<SpentRow[]> => {
  const day = dayOf(now)
  return db.query(spentByDay, [[payer], new Date(day * dayMs), freesAt(now), []])
}
