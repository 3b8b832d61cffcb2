/** The three windows of an evaluation: days in UTC, both ends included. */
import { PlainError } from '#platform/plain-errors'
import { dayMs } from '#platform/time'
import { parseDay } from './cells.ts'

export const partNames = ['train', 'validate', 'test'] as const
export type PartName = (typeof partNames)[number]

/** From its first instant to the first one after it. */
export interface Window {
  readonly fromMs: number
  readonly toMs: number
}

export type Windows = Readonly<Record<PartName, Window>>

/** Reads `2018-05-30:2018-06-26`. Throws a PlainError that names the option. */
export const parseWindow = (option: string, text: string | undefined): Window => {
  const [from, to, ...more] = (text ?? '').split(':').map((day) => parseDay(day.trim()))
  if (typeof from !== 'number' || typeof to !== 'number' || more.length > 0)
    throw new PlainError(`--${option} takes two days, both included, as 2018-05-30:2018-06-26.`)
  if (to < from) throw new PlainError(`--${option} ends before it begins.`)
  return { fromMs: from, toMs: to + dayMs }
}

/** Throws a PlainError unless each window lies wholly after the one before it. */
export const checkWindows = (windows: Windows): Windows => {
  const { train, validate, test } = windows
  if (validate.fromMs < train.toMs || test.fromMs < validate.toMs)
    throw new PlainError('The windows must follow one another: --train, then --validate, then --test, without overlap.')
  return windows
}

/** The window that an instant falls into; null between and outside of them. */
export const windowOf = (windows: Windows, atMs: number): PartName | null =>
  partNames.find((name) => atMs >= windows[name].fromMs && atMs < windows[name].toMs) ?? null

/** A day as it is written. */
export const dayText = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10)
