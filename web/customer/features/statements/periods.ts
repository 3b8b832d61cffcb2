/** Days of statements, in UTC as the bank's days are. */
export interface Period {
  readonly from: string
  readonly to: string
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10)

const day = (year: number, month: number, date: number): string => dayOf(new Date(Date.UTC(year, month, date)))

export type Span = 'month' | 'last-month' | 'year' | 'own'

export const spans: readonly Span[] = ['month', 'last-month', 'year', 'own']

/** The days of a span that has a name. */
export const daysOf = (span: Exclude<Span, 'own'>, now: Date): Period => {
  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()]
  if (span === 'last-month') return { from: day(year, month - 1, 1), to: day(year, month, 0) }
  return { from: span === 'month' ? day(year, month, 1) : day(year, 0, 1), to: dayOf(now) }
}

export type PeriodFault = 'missing' | 'backwards' | 'future'

/** What is wrong with days that were typed; undefined where nothing is. */
export const faultOf = ({ from, to }: Period, now: Date): PeriodFault | undefined => {
  if (!/^\d{4}-\d\d-\d\d$/.test(from) || !/^\d{4}-\d\d-\d\d$/.test(to)) return 'missing'
  if (to < from) return 'backwards'
  return to > dayOf(now) ? 'future' : undefined
}
