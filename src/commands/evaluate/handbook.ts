/**
 * The 15 features of the Fraud Detection Handbook (Le Borgne, Siblini, Lebichot and Bontempi 2022, chapter 3): amount, weekend,
 * night, and over 1, 7 and 30 days how often and how much the customer pays, how often the terminal was paid and how much of that was fraud. The
 * terminal's days end where labels begin to be unknown.
 */
import { dayMs, hourMs } from '#platform/time'
import type { FeatureSource } from './feature-source.ts'
import { addEvent, createTrail, lookBack, type Trail, totalBefore } from './trail.ts'

const spans = [1, 7, 30] as const

const names = [
  'amount',
  'weekend',
  'night',
  ...spans.flatMap((span) => [`customer_count_${span}d`, `customer_mean_${span}d`]),
  ...spans.flatMap((span) => [`terminal_count_${span}d`, `terminal_risk_${span}d`]),
]

const createTrails = (horizonsMs: readonly number[]) => {
  const trails = new Map<string, Trail>()
  return (id: string): Trail => {
    let trail = trails.get(id)
    if (!trail) {
      trail = createTrail(horizonsMs.length)
      trails.set(id, trail)
    }
    return trail
  }
}

/** 1970 began on a Thursday. */
const isWeekend = (atMs: number): boolean => (Math.floor(atMs / dayMs) + 3) % 7 >= 5
const isNight = (atMs: number): boolean => Math.floor(atMs / hourMs) % 24 <= 6

const writeCustomer = (trail: Trail, out: Float32Array, offset: number) => {
  for (let index = 0; index < spans.length; index++) {
    const count = trail.length - trail.marks[index]
    out[offset + 2 * index] = count
    out[offset + 2 * index + 1] = (trail.total - totalBefore(trail, trail.marks[index])) / count
  }
}

const writeTerminal = (trail: Trail, out: Float32Array, offset: number) => {
  const end = trail.marks[0]
  for (let index = 0; index < spans.length; index++) {
    const start = trail.marks[index + 1]
    const frauds = totalBefore(trail, end) - totalBefore(trail, start)
    out[offset + 2 * index] = end - start
    out[offset + 2 * index + 1] = end > start ? frauds / (end - start) : 0
  }
}

/** Labels become known `delayMs` after their payments. Without payees, nothing is known of terminals. */
export const handbookFeatures = (delayMs: number): FeatureSource => {
  const customerHorizons = spans.map((span) => span * dayMs)
  const terminalHorizons = [delayMs, ...spans.map((span) => delayMs + span * dayMs)]
  const customerOf = createTrails(customerHorizons)
  const terminalOf = createTrails(terminalHorizons)
  return {
    names,
    take: ({ atMs, payer, payee, minor, isFraud }, out, offset) => {
      const amount = minor / 100
      const customer = customerOf(payer)
      addEvent(customer, atMs, amount)
      lookBack(customer, atMs, customerHorizons)
      const terminal = payee === null ? null : terminalOf(payee)
      if (terminal) {
        addEvent(terminal, atMs, isFraud ? 1 : 0)
        lookBack(terminal, atMs, terminalHorizons)
      }
      if (!out) return
      out[offset] = amount
      out[offset + 1] = isWeekend(atMs) ? 1 : 0
      out[offset + 2] = isNight(atMs) ? 1 : 0
      writeCustomer(customer, out, offset + 3)
      if (terminal) writeTerminal(terminal, out, offset + 9)
      else out.fill(0, offset + 9, offset + 15)
    },
    close: () => {},
  }
}
