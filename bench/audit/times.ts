/** How long something takes that is done again and again. */

export interface Times {
  readonly p50_ms: number
  readonly p90_ms: number
  readonly p99_ms: number
  readonly most_ms: number
}

export const timesOf = (all: readonly number[]): Times => {
  const sorted = all.toSorted((one, other) => one - other)
  const of = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]
  return { p50_ms: of(0.5), p90_ms: of(0.9), p99_ms: of(0.99), most_ms: of(1) }
}

export const sayTimes = ({ p50_ms, p90_ms, p99_ms, most_ms }: Times): string => {
  const [half, many, most, worst] = [p50_ms, p90_ms, p99_ms, most_ms].map((ms) => ms.toFixed(2))
  return `${half} ms, ${many} ms for 90 of 100, ${most} ms for 99 of 100, ${worst} ms at most`
}
