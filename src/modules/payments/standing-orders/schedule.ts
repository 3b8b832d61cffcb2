/** When a standing order is due. */
import { adjust, type Calendar, type DayRule } from '../calendars/calendar.ts'
import { addMonths, dayOf, daysInMonth, partsOf } from '../calendars/day.ts'

export type Every = 'once' | 'day' | 'week' | 'month' | 'quarter' | 'year'

export interface Schedule {
  readonly every: Every
  readonly first: number
  /** Of a schedule by months: the last day of each, whatever its number. */
  readonly onLastDay: boolean
  readonly rule: DayRule
  /** No date by the calendar after this one. */
  readonly until: number | null
}

export interface Occurrence {
  readonly index: number
  /** By the calendar. */
  readonly nominal: number
  /** By the rule of business days. */
  readonly due: number
}

const monthsOf: Readonly<Partial<Record<Every, number>>> = { month: 1, quarter: 3, year: 12 }

const lastDayOf = (day: number): number => {
  const { year, month } = partsOf(day)
  return dayOf(year, month, daysInMonth(year, month))
}

/** Counted from the first date each time, so that the 31st comes back after a short month. */
const nominalOf = ({ every, first, onLastDay }: Schedule, index: number): number => {
  const months = monthsOf[every]
  if (months === undefined) return first + index * (every === 'week' ? 7 : 1)
  const day = addMonths(first, months * index)
  return onLastDay ? lastDayOf(day) : day
}

/** The occurrence of this index, or the next one there is; null after the last. Daily with a rule is every business day, each once. */
export const occurrenceFrom = (schedule: Schedule, calendar: Calendar, index: number): Occurrence | null => {
  if (schedule.every === 'once' && index > 0) return null
  const nominal = nominalOf(schedule, index)
  if (schedule.until !== null && nominal > schedule.until) return null
  if (schedule.every === 'day' && schedule.rule !== 'same' && !calendar.isBusinessDay(nominal))
    return occurrenceFrom(schedule, calendar, index + 1)
  return { index, nominal, due: adjust(calendar, nominal, schedule.rule) }
}

/** The first one that is due on this day or later. */
export const occurrenceOn = (schedule: Schedule, calendar: Calendar, index: number, day: number): Occurrence | null => {
  let found = occurrenceFrom(schedule, calendar, index)
  while (found && found.due < day) found = occurrenceFrom(schedule, calendar, found.index + 1)
  return found
}

/** The next ones, at most so many. */
export const coming = (schedule: Schedule, calendar: Calendar, index: number, count: number): Occurrence[] => {
  const found: Occurrence[] = []
  let next = occurrenceFrom(schedule, calendar, index)
  while (next && found.length < count) {
    found.push(next)
    next = occurrenceFrom(schedule, calendar, next.index + 1)
  }
  return found
}
