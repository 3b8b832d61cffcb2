const localeOf = (language: string): string => (language === 'hi' ? 'hi-IN-u-nu-latn' : 'en-GB')

const format = (at: Date, language: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(localeOf(language), options).format(at)

// British English shortens September to four letters; American to three, like every other month.
const shortMonth = (at: Date, language: string): string =>
  language === 'hi' ? format(at, language, { month: 'short' }) : at.toLocaleDateString('en-US', { month: 'short' })

/** 22 Nov */
export const shortDay = (at: Date, language: string): string => `${at.getDate()} ${shortMonth(at, language)}`

/** 22 November, with the year where it is not this one. */
export const longDay = (at: Date, language: string, now: Date): string =>
  format(at, language, {
    day: 'numeric',
    month: 'long',
    year: at.getFullYear() === now.getFullYear() ? undefined : 'numeric',
  })

/** 22 November 2026 */
export const fullDay = (at: Date, language: string): string =>
  format(at, language, { day: 'numeric', month: 'long', year: 'numeric' })

/** 22 November 2026, 14:42 */
export const dayAndTime = (at: Date, language: string): string =>
  format(at, language, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  })

/** 14:42 */
export const clockTime = (at: Date, language: string): string =>
  format(at, language, { hour: '2-digit', minute: '2-digit', hour12: false })

/** The name of a month written as 2026-11: Nov, or November. */
export const monthName = (month: string, language: string, width: 'short' | 'long'): string => {
  const middle = new Date(`${month}-15T12:00:00`)
  return width === 'short' ? shortMonth(middle, language) : format(middle, language, { month: 'long' })
}

const dayOf = (at: Date): string => at.toDateString()

/** Whether two instants fall on one day here, and how a day relates to today. */
export const nearness = (at: Date, now: Date): 'today' | 'yesterday' | 'earlier' => {
  if (dayOf(at) === dayOf(now)) return 'today'
  const yesterday = new Date(now)
  yesterday.setDate(now.getDate() - 1)
  return dayOf(at) === dayOf(yesterday) ? 'yesterday' : 'earlier'
}

/** 14:42 today, 14:42 tomorrow, or 22 November, 14:42: an instant that is to come, as a sentence says it. */
export const momentInWords = (at: Date, now: Date, language: string): string => {
  const time = clockTime(at, language)
  const next = new Date(now)
  next.setDate(now.getDate() + 1)
  if (dayOf(at) === dayOf(now)) return time
  if (dayOf(at) === dayOf(next)) return language === 'hi' ? `कल ${time}` : `${time} tomorrow`
  return `${longDay(at, language, now)}, ${time}`
}
