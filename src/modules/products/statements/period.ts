/** The days of a statement, in UTC. */
import { Refusal } from '#platform/refusal'
import { dayMs } from '#platform/time'

/** Calendar days; both are part of it. */
export interface Period {
  readonly from: string
  readonly to: string
}

const firstDay = '1970-01-01'

const noSuchDays = (sentence: string) => new Refusal('no-such-days', 422, sentence)

const dayOf = (at: Date): string => at.toISOString().slice(0, 10)

/** Throws 'no-such-days' (422) for days in the wrong order or that have not begun. */
export const checkPeriod = ({ from, to }: Period, now: Date): void => {
  if (from < firstDay) throw noSuchDays('The bank’s days begin with 1970-01-01.')
  if (to < from) throw noSuchDays('The last day lies before the first.')
  if (to > dayOf(now)) throw noSuchDays(`The last day is still to come; today is ${dayOf(now)}, in UTC.`)
}

/** The first instant of the period, and the first after it. */
export const spanOf = ({ from, to }: Period): { readonly from: Date; readonly before: Date } => ({
  from: new Date(`${from}T00:00:00.000Z`),
  before: new Date(Date.parse(`${to}T00:00:00.000Z`) + dayMs),
})
