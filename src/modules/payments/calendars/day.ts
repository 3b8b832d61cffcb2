/** Days of the calendar as numbers: how many since 1 January 1970. */
import { dayMs } from '#platform/time'

/** YYYY-MM-DD. */
export type DayText = string

export interface Parts {
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  readonly day: number
}

export const dayOf = (year: number, month: number, day: number): number => Date.UTC(year, month - 1, day) / dayMs

/** Throws a RangeError for what is no day. */
export const readDay = (text: DayText): number => {
  const day = Date.parse(`${text}T00:00:00Z`) / dayMs
  if (!Number.isInteger(day) || writeDay(day) !== text) throw new RangeError(`${text} is no day`)
  return day
}

export const writeDay = (day: number): DayText => new Date(day * dayMs).toISOString().slice(0, 10)

export const partsOf = (day: number): Parts => {
  const at = new Date(day * dayMs)
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() }
}

/** 0 for Sunday to 6 for Saturday. */
export const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7

export const daysInMonth = (year: number, month: number): number => dayOf(year, month + 1, 1) - dayOf(year, month, 1)

/** The same day so many months later, or the last one of a month that has no such day. */
export const addMonths = (day: number, months: number): number => {
  const { year, month, day: wanted } = partsOf(day)
  const first = partsOf(dayOf(year, month + months, 1))
  return dayOf(first.year, first.month, Math.min(wanted, daysInMonth(first.year, first.month)))
}

/** The nth such weekday of a month; with a negative n counted from its end. */
export const nthWeekday = (year: number, month: number, weekday: number, n: number): number => {
  if (n > 0) {
    const first = dayOf(year, month, 1)
    return first + ((weekday - weekdayOf(first) + 7) % 7) + 7 * (n - 1)
  }
  const last = dayOf(year, month, daysInMonth(year, month))
  return last - ((weekdayOf(last) - weekday + 7) % 7) + 7 * (n + 1)
}

/** Easter Sunday of the Gregorian calendar, by the anonymous algorithm in Meeus, Astronomical Algorithms, chapter 8. */
export const easterOf = (year: number): number => {
  const golden = year % 19
  const [century, rest] = [Math.floor(year / 100), year % 100]
  const [leaps, over] = [Math.floor(century / 4), century % 4]
  const correction = Math.floor((century + 8) / 25)
  const moon = (19 * golden + century - leaps - Math.floor((century - correction + 1) / 3) + 15) % 30
  const sunday = (32 + 2 * over + 2 * Math.floor(rest / 4) - moon - (rest % 4)) % 7
  const late = Math.floor((golden + 11 * moon + 22 * sunday) / 451)
  const sum = moon + sunday - 7 * late + 114
  return dayOf(year, Math.floor(sum / 31), (sum % 31) + 1)
}
