/** Where a due date begins: at six in the morning where the currency is at home, so that people are awake when they are asked. */
import type { CurrencyCode } from '#platform/money'
import { dayMs, hourMs } from '#platform/time'
import { writeDay } from './day.ts'

/** Of the IANA time zone database. */
export const zoneOf: Readonly<Record<CurrencyCode, string>> = {
  INR: 'Asia/Kolkata',
  USD: 'America/New_York',
  EUR: 'Europe/Berlin',
  GBP: 'Europe/London',
  JPY: 'Asia/Tokyo',
  KWD: 'Asia/Kuwait',
}

export const dueHour = 6

const formats = new Map<CurrencyCode, Intl.DateTimeFormat>()

const formatOf = (currency: CurrencyCode): Intl.DateTimeFormat => {
  const known = formats.get(currency)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone: zoneOf[currency],
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  })
  formats.set(currency, made)
  return made
}

/** What a clock on the wall shows there, as if it were UTC. */
const wallMs = (currency: CurrencyCode, at: Date): number => {
  const parts = Object.fromEntries(
    formatOf(currency)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  )
  return Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second)
}

/** The day that it is there. */
export const todayIn = (currency: CurrencyCode, at: Date): number => Math.floor(wallMs(currency, at) / dayMs)

/** The instant at which a due date begins. No clock of these zones is changed at that hour. */
export const beginsAt = (currency: CurrencyCode, day: number): Date => {
  const wall = day * dayMs + dueHour * hourMs
  const offset = (at: number) => wallMs(currency, new Date(at)) - at
  const found = new Date(wall - offset(wall - offset(wall)))
  if (todayIn(currency, found) !== day)
    throw new Error(`${writeDay(day)} has no ${dueHour} o’clock in ${zoneOf[currency]}`)
  return found
}
