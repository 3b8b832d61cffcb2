/** What happened to one customer or terminal lately: times and values, seen from several distances at once. */

/** Events so far back that no horizon reaches them are forgotten. */
export interface Trail {
  times: Float64Array
  /** The sum of all values before each event. */
  totals: Float64Array
  length: number
  total: number
  /** For each horizon, the first event that is younger than it. */
  readonly marks: Uint32Array
}

export const createTrail = (horizons: number): Trail => ({
  times: new Float64Array(4),
  totals: new Float64Array(4),
  length: 0,
  total: 0,
  marks: new Uint32Array(horizons),
})

const grow = (trail: Trail) => {
  const oldest = Math.min(...trail.marks)
  const kept = trail.length - oldest
  // Only when at least half is past every horizon is there room without taking more.
  const capacity = kept * 2 > trail.times.length ? trail.times.length * 2 : trail.times.length
  const [times, totals] = [new Float64Array(capacity), new Float64Array(capacity)]
  times.set(trail.times.subarray(oldest, trail.length))
  totals.set(trail.totals.subarray(oldest, trail.length))
  Object.assign(trail, { times, totals, length: kept })
  for (let index = 0; index < trail.marks.length; index++) trail.marks[index] -= oldest
}

/** Adds an event that is not older than the one before it. */
export const addEvent = (trail: Trail, atMs: number, value: number): void => {
  if (trail.length === trail.times.length) grow(trail)
  trail.times[trail.length] = atMs
  trail.totals[trail.length++] = trail.total
  trail.total += value
}

/** Moves the marks: afterwards `marks[i]` is the first event younger than `horizonsMs[i]` as seen from `atMs`. */
export const lookBack = (trail: Trail, atMs: number, horizonsMs: readonly number[]): void => {
  for (let index = 0; index < horizonsMs.length; index++) {
    const since = atMs - horizonsMs[index]
    let mark = trail.marks[index]
    while (mark < trail.length && trail.times[mark] <= since) mark++
    trail.marks[index] = mark
  }
}

/** The sum of the values before an event. */
export const totalBefore = (trail: Trail, event: number): number =>
  event < trail.length ? trail.totals[event] : trail.total
