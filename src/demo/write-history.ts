/** Puts planned payments through the bank, and does what people did about those that were stopped. */
import type { PastOrder, PastResult } from '#modules/payments'
import { dayMs, hourMs, minuteMs } from '#platform/time'
import type { Bank } from '../app.ts'
import { paymentIdOf } from './ids.ts'
import type { Planned } from './life.ts'
import { staffId } from './settle-in.ts'

const atOnce = 256

/** Most people answer a challenge within minutes; some leave it. */
const provedAfter = (index: number): number | null => (index % 8 === 7 ? null : (1 + (index % 5)) * minuteMs)

const release = {
  analyst: staffId('analyst'),
  afterMs: 2 * hourMs,
  decided: { decision: 'release', note: 'Called the customer back on the number we know. The payment is genuine.' },
} as const

/** The order that a planned payment becomes; `index` is its place in the plan. */
export const orderOf = ({ kind, from, to, minor, note, atMs, isDetermined }: Planned, index: number): PastOrder => {
  const at = new Date(atMs)
  const isCash = kind === 'deposit' || kind === 'withdrawal'
  return {
    id: paymentIdOf(`payment ${index}`, at),
    kind,
    from: from?.id ?? null,
    to: to?.id ?? null,
    note,
    at,
    askedBy: isCash || !from ? staffId('teller') : from.owner,
    money: { currency: ((from ?? to) as NonNullable<typeof from>).currency, minor: BigInt(minor) },
    aftermath: { provedAfterMs: isDetermined ? minuteMs : provedAfter(index), review: release },
  }
}

/** Reports of fraud reach the bank days later; the memory is told at once and uses them from that day on. */
const report = async ({ fraud }: Bank, planned: readonly Planned[], results: readonly PastResult[]) => {
  const labels = results.flatMap(({ id, state }, index) => {
    const { reportedAfterDays, atMs } = planned[index]
    if (reportedAfterDays === null || state !== 'settled') return []
    return [{ payment: id, isFraud: true, knownAt: new Date(atMs + reportedAfterDays * dayMs) }]
  })
  if (labels.length > 0) await fraud.learn(labels)
}

/** Writes the part of a plan from one index up to another, in order; what is written already is left alone. */
export const writeHistory = async (
  bank: Bank,
  plan: readonly Planned[],
  from: number,
  to: number,
  progress: (done: number, total: number) => void,
): Promise<void> => {
  for (let start = from; start < to; start += atOnce) {
    const part = plan.slice(start, Math.min(start + atOnce, to))
    const orders = part.map((payment, index) => orderOf(payment, start + index))
    const results = await bank.payments.uses.putHistory(orders)
    await report(bank, part, results)
    progress(start + part.length, plan.length)
  }
}
