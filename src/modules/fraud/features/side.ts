/** What is remembered of an account on one side of payments: as payer, or as payee. One slab of numbers, bounded. */
import { dayMs, hourMs, minuteMs } from '#platform/time'
import { type Habit, habitLength, takeIn } from './habit.ts'
import { keepRecent, type Recent, recentLength } from './recent.ts'
import { addTo, type Ring, raiseTo, ringLength } from './ring.ts'

const rings = [
  { buckets: 60, unitMs: minuteMs },
  { buckets: 24, unitMs: hourMs },
  { buckets: 40, unitMs: dayMs },
  { buckets: 24, unitMs: hourMs },
  { buckets: 30, unitMs: dayMs },
  { buckets: 18, unitMs: 5 * dayMs },
]
let end = 0
const [minutes, hours, days, newHours, newDays, greatest] = rings.map(({ buckets, unitMs }): Ring => {
  const ring = { offset: end, buckets, unitMs }
  end += ringLength(buckets)
  return ring
})

/** Attempts, settled or not. */
/** Attempts with a counterpart that was never tried before. */
/** The largest settled amount of each five days, ninety days back. */
export { days, greatest, hours, minutes, newDays, newHours }

export const habit7: Habit = { offset: end, halfLifeMs: 7 * dayMs }
export const habit30: Habit = { offset: end + habitLength, halfLifeMs: 30 * dayMs }
const hourSlots = end + 2 * habitLength
const settledSlot = hourSlots + 24
const lastSlot = settledSlot + 1
const counterpartsSlot = settledSlot + 2
const firstSlot = settledSlot + 3
/** Settled payments, one by one. */
export const recent: Recent = { offset: settledSlot + 4, most: 64 }
const length = recent.offset + recentLength(64)

/** A payment that turned out to be fraud: when it was made, from when on that may be used, and who was on the other side. */
export interface Report {
  readonly atMs: number
  readonly knownMs: number
  /** The number of the other account; -1 where there was none. */
  readonly other: number
  /** Whether it was far above what its payer usually pays: then the payer’s account was likely the trouble, else the payee. */
  readonly isLarge: boolean
}

export interface Side {
  readonly slab: Float64Array
  /** The newest frauds by the time of their payments, at most `mostReports`; null where there was none. */
  reports: Report[] | null
}

export const mostReports = 256

export const createSide = (): Side => ({ slab: new Float64Array(length), reports: null })

/** Counts an attempt, or takes it back with `sign` -1. */
export const countAttempt = ({ slab }: Side, atMs: number, amount: number, isFirst: boolean, sign: 1 | -1): void => {
  addTo(slab, minutes, atMs, sign, sign * amount)
  addTo(slab, hours, atMs, sign, sign * amount)
  addTo(slab, days, atMs, sign, sign * amount)
  if (!isFirst) return
  addTo(slab, newHours, atMs, sign, sign * amount)
  addTo(slab, newDays, atMs, sign, sign * amount)
  slab[counterpartsSlot] += sign
}

/** Takes a settled payment into the habits. */
export const countSettled = ({ slab }: Side, atMs: number, amount: number): void => {
  const logAmount = Math.log(amount)
  takeIn(slab, habit7, atMs, logAmount)
  takeIn(slab, habit30, atMs, logAmount)
  raiseTo(slab, greatest, atMs, amount)
  keepRecent(slab, recent, atMs, amount)
  slab[hourSlots + hourOf(atMs)]++
  slab[settledSlot]++
  slab[lastSlot] = Math.max(slab[lastSlot], atMs)
  slab[firstSlot] = slab[firstSlot] === 0 ? atMs : Math.min(slab[firstSlot], atMs)
}

const hourOf = (atMs: number): number => Math.floor(atMs / hourMs) % 24

export const settledCount = ({ slab }: Side): number => slab[settledSlot]
/** The newest settled payment's instant in ms, 0 where there is none. */
export const lastSettledMs = ({ slab }: Side): number => slab[lastSlot]
/** The oldest settled payment's instant in ms, 0 where there is none. */
export const firstSettledMs = ({ slab }: Side): number => slab[firstSlot]
/** How many different counterparts were tried, as far as pairs are remembered. */
export const counterparts = ({ slab }: Side): number => slab[counterpartsSlot]

/** How usual an hour of the day is: 1 where payments come as at any hour, 0 where none ever came. */
export const hourShare = ({ slab }: Side, atMs: number): number => {
  const hour = hourOf(atMs)
  let near = 0
  for (const step of [-1, 0, 1]) near += slab[hourSlots + ((hour + step + 24) % 24)]
  return ((near + 1) / (slab[settledSlot] + 8)) * 8
}

/** Remembers a fraud; the oldest is forgotten where there are too many. */
export const addReport = (side: Side, report: Report): void => {
  const reports = side.reports ?? []
  side.reports = reports
  reports.push(report)
  reports.sort((left, right) => left.atMs - right.atMs || left.other - right.other)
  if (reports.length > mostReports) reports.shift()
}

/** Forgets a fraud that was none. */
export const removeReport = (side: Side, atMs: number, other: number): void => {
  const index = side.reports?.findIndex((report) => report.atMs === atMs && report.other === other) ?? -1
  if (index >= 0) side.reports?.splice(index, 1)
}
