import type { Bar } from './report.ts'
import type { Run } from './run.ts'

const widths = [5, 24, 9, 6, 13, 10, 10, 8] as const

const line = (cells: readonly string[]): string =>
  cells
    .map((cell, index) => (index === 1 ? cell.padEnd(widths[index]) : cell.padStart(widths[index] ?? 0)))
    .join(' ')
    .trimEnd()

const milliseconds = (value: number | null): string => (value === null ? '' : value.toFixed(2))
const whole = (value: number): string => Math.round(value).toLocaleString('en')

export const heading: string = line(['round', 'design', 'callers', 'zipf', 'transfers/s', 'p50 ms', 'p99 ms', 'WAL B'])

/** One run as a line under the heading, and why its book is wrong where it is. */
export const runLine = (
  round: string,
  name: string,
  { callers, zipf }: { callers: number | null; zipf: number | null },
  run: Pick<Run, 'perSecond' | 'p50Ms' | 'p99Ms' | 'walBytes' | 'complaint'>,
): string => {
  const speeds = [
    whole(run.perSecond),
    milliseconds(run.p50Ms),
    milliseconds(run.p99Ms),
    run.walBytes === null ? '' : whole(run.walBytes),
  ]
  const complaint = run.complaint === null ? '' : `  NOT PROVED: ${run.complaint}`
  return line([round, name, callers?.toString() ?? '', zipf?.toString() ?? '', ...speeds]) + complaint
}

const barLine = ({ name, says, value, lowest, highest, limit, isCeiling, passed }: Bar): string => {
  const verdict = passed === null ? 'not run' : passed ? 'pass' : 'FAIL'
  const spread = lowest === highest ? '' : ` (${lowest} to ${highest})`
  const wanted = `${isCeiling ? 'below' : 'at least'} ${limit}`
  return `${verdict.padEnd(8)}${name.padEnd(27)}${(value === null ? '' : `${value}${spread}`).padEnd(28)}${wanted.padEnd(15)}${says}`
}

export const barLines = (bars: readonly Bar[]): string[] => bars.map(barLine)
