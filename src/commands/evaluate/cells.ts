/** Times, amounts and labels as files write them. Null where a text is none. */

const days = new Map<string, number>()
const mostDaysKept = 10_000

/** The start of a calendar day in UTC, in milliseconds; null where there is no such day. */
export const parseDay = (text: string): number | null => {
  const kept = days.get(text)
  if (kept !== undefined) return kept
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return null
  const atMs = Date.parse(`${text}T00:00:00Z`)
  if (Number.isNaN(atMs) || new Date(atMs).toISOString().slice(0, 10) !== text) return null
  if (days.size > mostDaysKept) days.clear()
  days.set(text, atMs)
  return atMs
}

const usual = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d)(\.\d{1,9})?)?)?(Z|[+-]\d\d:?\d\d)?$/

const offsetMs = (zone: string | undefined): number => {
  if (zone === undefined || zone === 'Z') return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))
  return (zone[0] === '-' ? -minutes : minutes) * 60_000
}

/** A plain number counts seconds since 1970, a very large one milliseconds or microseconds. */
const parseEpoch = (text: string): number | null => {
  if (!/^\d{1,16}(\.\d{1,9})?$/.test(text)) return null
  const value = Number(text)
  if (value >= 1e14) return Math.floor(value / 1000)
  return value >= 1e11 ? Math.floor(value) : Math.floor(value * 1000)
}

/** Milliseconds since 1970 of an ISO 8601 time (UTC where no zone is said) or of an epoch. */
export const parseTime = (text: string): number | null => {
  const match = usual.exec(text)
  if (!match) return parseEpoch(text)
  const [, day, hour = '0', minute = '0', second = '0', fraction = '0', zone] = match
  const dayMs = parseDay(day)
  if (dayMs === null || +hour > 23 || +minute > 59 || +second > 59) return null
  return dayMs + ((+hour * 60 + +minute) * 60 + +second) * 1000 + Math.floor(+fraction * 1000) - offsetMs(zone)
}

/** Hundredths, rounded to the nearest; a sign or a currency's mark before the digits does not count. */
export const parseHundredths = (text: string): number | null => {
  if (!/^[-+]?[$€£₹¥]?-?\d{1,13}(\.\d*)?(e[-+]?\d{1,2})?$/i.test(text)) return null
  const value = Number(text.replace(/[-+$€£₹¥]*/, ''))
  const hundredths = Math.round(value * 100 + 1e-7)
  return Number.isSafeInteger(hundredths) ? hundredths : null
}

const yes = new Set(['1', 'true', 'yes', 'y', 't', '1.0', 'fraud'])
const no = new Set(['0', 'false', 'no', 'n', 'f', '0.0', 'genuine'])

/** Whether a label says fraud. */
export const parseLabel = (text: string): boolean | null => {
  if (text === '1') return true
  if (text === '0') return false
  const lower = text.toLowerCase()
  return yes.has(lower) ? true : no.has(lower) ? false : null
}
