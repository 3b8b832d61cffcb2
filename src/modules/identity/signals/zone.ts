/** The time zone that a browser says it is in. */
import { minuteMs } from '#platform/time'

const form = /^[A-Za-z][\w+-]{1,13}(\/[\w+-]{1,16}){0,2}$/
const known = new Map<string, Intl.DateTimeFormat | null>()
const mostKnown = 1000

const formatOf = (zone: string): Intl.DateTimeFormat | null => {
  const found = known.get(zone)
  if (found !== undefined) return found
  if (known.size >= mostKnown) known.clear()
  let format: Intl.DateTimeFormat | null = null
  try {
    format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
  } catch {
    // A zone that nobody knows is as good as none.
  }
  known.set(zone, format)
  return format
}

/** The zone in the header x-time-zone, such as Asia/Kolkata; null where there is none that is known. */
export const zoneIn = (header: string | string[] | undefined): string | null =>
  typeof header === 'string' && form.test(header) && header.length <= 40 && formatOf(header) ? header : null

/** Milliseconds by which the clocks of a zone are ahead of UTC at an instant. */
export const offsetMs = (zone: string, at: Date): number => {
  const parts = formatOf(zone)?.formatToParts(at) ?? []
  const text = parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const [, sign, hours, minutes] = /^GMT([+-])(\d\d):(\d\d)$/.exec(text) ?? []
  if (sign === undefined) return 0
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * minuteMs
}
