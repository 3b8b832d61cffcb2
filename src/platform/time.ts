/** Time is an argument everywhere; this is the one place that names what a clock is. Safe in a browser. */

/** Tells the present instant. Tests and replays hand in their own. */
export type Clock = () => Date

export const secondMs = 1_000
export const minuteMs = 60 * secondMs
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs
