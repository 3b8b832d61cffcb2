/** When money leaves and when it arrives: cut-off by the clock of the currency's home, and its business days. */
import type { CurrencyCode } from '#platform/money'
import { adjust, type Calendar } from '../../calendars/calendar.ts'
import { writeDay } from '../../calendars/day.ts'
import { todayIn, zoneOf } from '../../calendars/zone.ts'
import type { CorridorRules } from '../../wire.ts'

/** HH:MM as a clock on the wall shows it there. */
const timeIn = (currency: CurrencyCode, at: Date): string =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: zoneOf[currency],
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at)

/** The first business day on which it can leave, and the one so many business days later. */
export const daysOf = (
  calendar: Calendar,
  { cutOff, days }: Pick<CorridorRules, 'cutOff' | 'days'>,
  at: Date,
): { readonly leaves: string; readonly arrivesOn: string } => {
  const today = todayIn(calendar.currency, at)
  const isLate = timeIn(calendar.currency, at) >= cutOff
  const leaves = adjust(calendar, isLate ? today + 1 : today, 'following')
  let arrives = leaves
  for (let left = days; left > 0; left--) arrives = adjust(calendar, arrives + 1, 'following')
  return { leaves: writeDay(leaves), arrivesOn: writeDay(arrives) }
}
