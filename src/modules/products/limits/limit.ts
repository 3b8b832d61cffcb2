/** What a limit is, and what a change of it does: what is stricter holds at once, what is looser after a while. */

/** For one payment, for a day, for a calendar month, and for a day to payees who are new; in minor units, null is no limit. */
export const limitParts = ['perPayment', 'perDay', 'perMonth', 'toNew'] as const
export type LimitPart = (typeof limitParts)[number]
export type Limit = Readonly<Record<LimitPart, bigint | null>>

/** A limit, and the looser one that waits to take its place. */
export interface LimitState {
  readonly current: Limit
  readonly next: (Limit & { readonly at: Date }) | null
}

/** A limit made part by part. */
export const limitBy = (partOf: (part: LimitPart) => bigint | null): Limit => ({
  perPayment: partOf('perPayment'),
  perDay: partOf('perDay'),
  perMonth: partOf('perMonth'),
  toNew: partOf('toNew'),
})

export const noLimit = limitBy(() => null)

/** What holds at an instant. */
export const limitAt = ({ current, next }: LimitState, at: Date): Limit => (next && next.at <= at ? next : current)

/** What is wanted where only some parts are said: the others stay as they are, or as was asked for already. */
export const wantedOf = ({ current, next }: LimitState, said: Partial<Limit>): Limit =>
  limitBy((part) => {
    const given = said[part]
    return given === undefined ? (next ?? current)[part] : given
  })

const stricter = (one: bigint | null, other: bigint | null): bigint | null => {
  if (one === null || other === null) return one ?? other
  return one < other ? one : other
}

const strictest = (one: Limit, other: Limit): Limit => limitBy((part) => stricter(one[part], other[part]))

const isSame = (one: Limit, other: Limit): boolean => limitParts.every((part) => one[part] === other[part])

/** Whether any part of what is wanted lets through more than what holds. */
export const isLooser = (wanted: Limit, now: Limit): boolean => !isSame(wanted, strictest(now, wanted))

/** The state after somebody wants another limit: each of its parts holds at once where it is stricter; the rest waits. */
export const changeLimit = (state: LimitState, wanted: Limit, at: Date, waitMs: number): LimitState => {
  const current = strictest(limitAt(state, at), wanted)
  if (isSame(current, wanted)) return { current, next: null }
  // The same wish once more does not begin to wait anew.
  const waits = state.next && isSame(state.next, wanted) ? state.next.at : null
  return { current, next: { ...wanted, at: waits ?? new Date(at.getTime() + waitMs) } }
}

/** The state after a raise that waits was taken back. */
export const withoutRaise = (state: LimitState, at: Date): LimitState => ({ current: limitAt(state, at), next: null })

/** What went before a payment on its day and in its month; `toNew` is null where its payee is not new. */
export interface Spent {
  readonly day: bigint
  readonly month: bigint
  readonly toNew: bigint | null
}

/** A payment that a limit forbids: which of them, its minor units, and what is left of it. */
export type Excess =
  | { readonly by: 'payment'; readonly limit: bigint }
  | { readonly by: 'day' | 'month' | 'new'; readonly limit: bigint; readonly left: bigint }

const passes = (by: 'day' | 'month' | 'new', limit: bigint | null, minor: bigint, spent: bigint): Excess | null => {
  if (limit === null || spent + minor <= limit) return null
  return { by, limit, left: limit > spent ? limit - spent : 0n }
}

/** Null where the payment may go. */
export const excessOf = (limit: Limit, minor: bigint, { day, month, toNew }: Spent): Excess | null => {
  const { perPayment } = limit
  if (perPayment !== null && minor > perPayment) return { by: 'payment', limit: perPayment }
  return (
    (toNew === null ? null : passes('new', limit.toNew, minor, toNew)) ??
    passes('day', limit.perDay, minor, day) ??
    passes('month', limit.perMonth, minor, month)
  )
}
