/** Business days of a currency: its weekend, its holidays by rule, and those that the bank has added. */
import type { CurrencyCode } from '#platform/money'
import { partsOf, weekdayOf } from './day.ts'
import { type Holiday, rulesOf } from './holidays.ts'

export interface Calendar {
  readonly currency: CurrencyCode
  isBusinessDay(day: number): boolean
  /** By rule and added, in order. */
  holidays(year: number): Holiday[]
}

/** `added` are days beside those of the rule; they may be weekdays of any year. */
export const createCalendar = (currency: CurrencyCode, added: readonly Holiday[] = []): Calendar => {
  const { weekend, holidaysOf } = rulesOf[currency]
  const extra = new Set(added.map(({ day }) => day))
  const byYear = new Map<number, Set<number>>()
  const ruled = (year: number): Set<number> => {
    const known = byYear.get(year)
    if (known) return known
    const days = new Set(holidaysOf(year).map(({ day }) => day))
    byYear.set(year, days)
    return days
  }
  return {
    currency,
    isBusinessDay: (day) => !weekend.includes(weekdayOf(day)) && !extra.has(day) && !ruled(partsOf(day).year).has(day),
    holidays: (year) =>
      [...holidaysOf(year), ...added.filter(({ day }) => partsOf(day).year === year)].toSorted(
        (one, other) => one.day - other.day,
      ),
  }
}

export type DayRule = 'same' | 'following' | 'preceding'

// No bank is closed for longer; a calendar that says so is wrong.
const longestClosedDays = 60

/** The day itself where it is a business day or the rule is `same`, else the next one after it or before it. */
export const adjust = ({ isBusinessDay, currency }: Calendar, day: number, rule: DayRule): number => {
  if (rule === 'same') return day
  const step = rule === 'following' ? 1 : -1
  for (let away = 0; away <= longestClosedDays; away++) if (isBusinessDay(day + step * away)) return day + step * away
  throw new Error(`the calendar of ${currency} has no business day within ${longestClosedDays} days`)
}
