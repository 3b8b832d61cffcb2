/** Limits that customers set themselves, enforced where the money moves: in the lane's transaction, before the book. */
import { type Excess, excessOf, type Limit, type LimitOf, type Limits } from '#modules/products'
import type { Query } from '#platform/database'
import type { Participant } from '#platform/lane'
import type { Refusal } from '#platform/refusal'
import { exceedsLimit } from '../refusals.ts'
import type { NewPayment, Step } from '../step.ts'
import { freesAt, keysOf, readSpent } from './spent.ts'

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

interface Asked {
  readonly payment: NewPayment
  readonly at: Date
}

interface Tallied extends Asked {
  readonly limit: Limit
  readonly limited: Limited
}

const talliedOf = (limitOf: LimitOf, asked: readonly Asked[]): Tallied[] =>
  asked.flatMap(({ payment, at }) => {
    const limited = limitedOf(payment)
    const limit = limited && limitOf(limited.payer, limited.kind, payment.currency, at)
    return limited && limit ? [{ payment, at, limit, limited }] : []
  })

const add = (sums: Map<string, bigint>, key: string, minor: bigint) => sums.set(key, (sums.get(key) ?? 0n) + minor)

/** What is left over of limits, payment by payment: each that passes counts for those after it. */
const createTally = async (db: Query, limitOf: LimitOf, asked: readonly Asked[]) => {
  const tallied = new Map(talliedOf(limitOf, asked).map((each) => [each.payment.id, each]))
  if (tallied.size === 0) return () => null
  const all = [...tallied.values()]
  const spent = await readSpent(
    db,
    all.map(({ payment }) => payment),
    { month: all.some(({ limit }) => limit.perMonth !== null), toNew: all.some(({ limit }) => limit.toNew !== null) },
  )
  return ({ id }: NewPayment, counts: boolean): Excess | null => {
    const it = tallied.get(id)
    if (!it) return null
    const { payment, limit, limited } = it
    const { day, month } = keysOf(limited.payer, limited.kind, payment)
    const isToNew = spent.areToNew.has(id)
    const before = {
      day: spent.days.get(day) ?? 0n,
      month: spent.months.get(month) ?? 0n,
      toNew: isToNew ? (spent.onNew.get(day) ?? 0n) : null,
    }
    const excess = excessOf(limit, payment.minor, before)
    if (!excess && counts) {
      add(spent.days, day, payment.minor)
      add(spent.months, month, payment.minor)
      if (isToNew) add(spent.onNew, day, payment.minor)
    }
    return excess
  }
}

const refusalFor = (payment: NewPayment, excess: Excess): Refusal =>
  exceedsLimit(payment.currency, excess, freesAt(payment.created_at, excess.by === 'month' ? 'month' : 'day'))

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
      const tally = await createTally(tx, limitOf, limited)
      for (const step of limited) {
        const excess = tally(step.payment, step.to !== 'challenged')
        if (excess) refused.set(step, refusalFor(step.payment, excess))
      }
      return refused
    }
  },
})

/** A first no, without a lock: what plainly exceeds a limit is neither scored nor brought to the lane. */
export const findExcess = async (db: Query, limitOf: LimitOf | null, payment: NewPayment): Promise<Refusal | null> => {
  if (!limitOf || !limitedOf(payment)) return null
  const excess = (await createTally(db, limitOf, [{ payment, at: payment.created_at }]))(payment, false)
  return excess && refusalFor(payment, excess)
}
