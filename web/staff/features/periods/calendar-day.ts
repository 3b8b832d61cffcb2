import { fullDay } from '../../../kit/dates.ts'

/** A calendar day written as 2026-11-21, as people read it: 21 November 2026. It is the same day wherever they are. */
export const readDay = (day: string, language: string): string => fullDay(new Date(`${day}T12:00:00`), language)

/** A month written as 2026-10: October 2026. */
export const readMonth = (month: string, language: string): string =>
  readDay(`${month}-15`, language).replace(/^15\s+/, '')

/** The last day of a month that is written as 2026-10. */
const lastDayOf = (month: string): string => {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10)
}

/** The last month that was over on a day that is over: its own, where it ends with that day, else the one before. */
export const lastMonthOver = (day: string): string => {
  const month = day.slice(0, 7)
  if (lastDayOf(month) === day) return month
  const before = new Date(`${month}-01T00:00:00Z`)
  before.setUTCDate(0)
  return before.toISOString().slice(0, 7)
}

/** What can be closed by one choice: the last month and the last day that are over, as far as they are not closed. */
export const closable = (lastDayOver: string, closedThrough: string | null): { month?: string; day?: string } => {
  const month = lastMonthOver(lastDayOver)
  const isOpen = (day: string) => closedThrough === null || day > closedThrough
  return {
    ...(isOpen(lastDayOf(month)) && { month }),
    ...(isOpen(lastDayOver) && lastDayOf(month) !== lastDayOver && { day: lastDayOver }),
  }
}
