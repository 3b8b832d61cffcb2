/** What is remembered of an account on one side of payments: as payer, or as payee. One slab of numbers, bounded. */
import { dayMs, hourMs, minuteMs } from '#platform/time'
import { type Habit, habitLength, takeIn } from './habit.ts'
import { keepRecent, type Recent } from './recent.ts'
import { addTo, addToBucket, countInBucket, type Ring, raiseTo } from './ring.ts'
import { createSlab, type Form } from './slab.ts'

export const habit7: Habit = { offset: 0, halfLifeMs: 7 * dayMs }
export const habit30: Habit = { offset: habitLength, halfLifeMs: 30 * dayMs }
const settledSlot = 2 * habitLength
const lastSlot = settledSlot + 1
const counterpartsSlot = settledSlot + 2
const firstSlot = settledSlot + 3
const form: Form = { head: settledSlot + 6, rowsSlot: settledSlot + 4, tailSlot: settledSlot + 5 }

const ring = (index: number, buckets: number, unitMs: number): Ring => ({ form, index, buckets, unitMs })

/** Attempts, settled or not. */
export const minutes = ring(0, 60, minuteMs)
export const hours = ring(1, 24, hourMs)
export const days = ring(2, 40, dayMs)
/** Attempts with a counterpart that was never tried before. */
export const newHours = ring(3, 24, hourMs)
export const newDays = ring(4, 30, dayMs)
/** The largest settled amount of each five days, ninety days back. */
export const greatest = ring(5, 18, 5 * dayMs)
/** Settled payments by the hour of the day; its buckets are the hours, and none is ever forgotten. */
const hoursOfDay = ring(6, Number.POSITIVE_INFINITY, hourMs)

/** Settled payments, one by one. */
export const recent: Recent = { form, most: 64 }

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
  slab: Float64Array
  /** The newest frauds by the time of their payments, at most `mostReports`; null where there was none. */
  reports: Report[] | null
}

export const mostReports = 256

export const createSide = (): Side => ({ slab: createSlab(form), reports: null })

/** Counts an attempt, or takes it back with `sign` -1. */
export const countAttempt = (side: Side, atMs: number, amount: number, isFirst: boolean, sign: 1 | -1): void => {
  addTo(side, minutes, atMs, sign, sign * amount)
  addTo(side, hours, atMs, sign, sign * amount)
  addTo(side, days, atMs, sign, sign * amount)
  if (!isFirst) return
  addTo(side, newHours, atMs, sign, sign * amount)
  addTo(side, newDays, atMs, sign, sign * amount)
  side.slab[counterpartsSlot] += sign
}

/** Takes a settled payment into the habits. */
export const countSettled = (side: Side, atMs: number, amount: number): void => {
  const logAmount = Math.log(amount)
  takeIn(side.slab, habit7, atMs, logAmount)
  takeIn(side.slab, habit30, atMs, logAmount)
  raiseTo(side, greatest, atMs, amount)
  keepRecent(side, recent, atMs, amount)
  addToBucket(side, hoursOfDay, hourOf(atMs), 1, 0)
  const { slab } = side
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
  for (const step of [-1, 0, 1]) near += countInBucket(slab, hoursOfDay, (hour + step + 24) % 24)
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
