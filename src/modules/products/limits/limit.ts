/** What a limit is, and what a change of it does: what is stricter holds at once, what is looser after a while. */

/** In minor units; null is no limit. */
export interface Limit {
  readonly perPayment: bigint | null
  readonly perDay: bigint | null
}

/** A limit, and the looser one that waits to take its place. */
export interface LimitState {
  readonly current: Limit
  readonly next: (Limit & { readonly at: Date }) | null
}

export const noLimit: Limit = { perPayment: null, perDay: null }

/** What holds at an instant. */
export const limitAt = ({ current, next }: LimitState, at: Date): Limit => (next && next.at <= at ? next : current)

const stricter = (one: bigint | null, other: bigint | null): bigint | null => {
  if (one === null || other === null) return one ?? other
  return one < other ? one : other
}

const isSame = (one: Limit, other: Limit): boolean => one.perPayment === other.perPayment && one.perDay === other.perDay

/** Whether any part of what is wanted lets through more than what holds. */
export const isLooser = (wanted: Limit, now: Limit): boolean =>
  !isSame(wanted, {
    perPayment: stricter(now.perPayment, wanted.perPayment),
    perDay: stricter(now.perDay, wanted.perDay),
  })

/** The state after somebody wants another limit: each of its two parts holds at once where it is stricter; the rest waits. */
export const changeLimit = (state: LimitState, wanted: Limit, at: Date, waitMs: number): LimitState => {
  const now = limitAt(state, at)
  const current = {
    perPayment: stricter(now.perPayment, wanted.perPayment),
    perDay: stricter(now.perDay, wanted.perDay),
  }
  if (isSame(current, wanted)) return { current, next: null }
  // The same wish once more does not begin to wait anew.
  const waits = state.next && isSame(state.next, wanted) ? state.next.at : null
  return { current, next: { ...wanted, at: waits ?? new Date(at.getTime() + waitMs) } }
}

/** The state after a raise that waits was taken back. */
export const withoutRaise = (state: LimitState, at: Date): LimitState => ({ current: limitAt(state, at), next: null })

/** A payment that a limit forbids: which of the two, its minor units, and what is left of the day's. */
export type Excess =
  | { readonly by: 'payment'; readonly limit: bigint }
  | { readonly by: 'day'; readonly limit: bigint; readonly left: bigint }

/** Null where the payment may go; `spent` is what went on the same day before it. */
export const excessOf = ({ perPayment, perDay }: Limit, minor: bigint, spent: bigint): Excess | null => {
  if (perPayment !== null && minor > perPayment) return { by: 'payment', limit: perPayment }
  if (perDay === null || spent + minor <= perDay) return null
  return { by: 'day', limit: perDay, left: perDay > spent ? perDay - spent : 0n }
}
