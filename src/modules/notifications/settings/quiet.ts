/** Quiet hours: when they are over, in the zone of whoever sleeps. */
import { minuteMs } from '#platform/time'

/** Minutes since midnight in a zone; where `from` is later than `to` they go over midnight. */
export interface Quiet {
  readonly fromMinute: number
  readonly toMinute: number
  readonly zone: string
}

const dayMinutes = 1440
const formats = new Map<string, Intl.DateTimeFormat>()

const formatOf = (zone: string): Intl.DateTimeFormat => {
  const known = formats.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  formats.set(zone, made)
  return made
}

/** The minute of the day there. */
const minuteIn = (zone: string, at: Date): number => {
  const [hours, minutes] = formatOf(zone).format(at).split(':')
  return Number(hours) * 60 + Number(minutes)
}

const isWithin = ({ fromMinute, toMinute }: Quiet, minute: number): boolean =>
  fromMinute < toMinute ? minute >= fromMinute && minute < toMinute : minute >= fromMinute || minute < toMinute

/**
 * When something that comes up now may be told: now, or at the first minute after the quiet hours. Where clocks are put forward or back in
 * between, the end is the minute that people there read on their clocks, or the first one after it.
 */
export const endOfQuiet = (quiet: Quiet, now: Date): Date => {
  const minute = minuteIn(quiet.zone, now)
  if (!isWithin(quiet, minute)) return now
  const whole = Math.floor(now.getTime() / minuteMs) * minuteMs
  const left = (quiet.toMinute - minute + dayMinutes) % dayMinutes
  const guessed = new Date(whole + left * minuteMs)
  // Half a day either way: 23:30 where 00:30 was wanted is an hour before, not most of a day after.
  const off =
    ((quiet.toMinute - minuteIn(quiet.zone, guessed) + dayMinutes + dayMinutes / 2) % dayMinutes) - dayMinutes / 2
  const mended = new Date(guessed.getTime() + off * minuteMs)
  const isRight = minuteIn(quiet.zone, mended) === quiet.toMinute && mended > now
  return isRight ? mended : guessed
}

const digits = (count: number) => count.toString().padStart(2, '0')

/** 1350 is 22:30. */
export const toTimeOfDay = (minute: number): string => `${digits(Math.floor(minute / 60))}:${digits(minute % 60)}`

/** 22:30 is 1350. */
export const toMinute = (timeOfDay: string): number => Number(timeOfDay.slice(0, 2)) * 60 + Number(timeOfDay.slice(3))
