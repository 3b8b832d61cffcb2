import type { Bar } from './report.ts'
import type { Run } from './run.ts'

const nameWidth = 26
const width = 10

const line = (name: string, cells: readonly string[]): string =>
  (name.padEnd(nameWidth) + cells.map((cell) => cell.padStart(width)).join('')).trimEnd()

const milliseconds = (value: number | null): string => (value === null ? '' : value.toFixed(2))

export const heading: string = line('design', [
  'payments',
  'dropped',
  'p50 ms',
  'p99 ms',
  'p99.9 ms',
  'explain',
  'core',
  'block ms',
  'held',
  'start ms',
])

/** One run as a line under the heading, and what is wrong with it. */
export const runLine = (name: string, run: Run): string =>
  line(name, [
    String(run.offered),
    String(run.dropped),
    ...[run.p50Ms, run.p99Ms, run.p999Ms, run.explainMs, run.coreShare, run.longestBlockMs].map(milliseconds),
    String(run.heldEntities),
    run.startMs.toFixed(0),
  ]) + (run.complaint === null ? '' : `  NOT PROVED: ${run.complaint}`)

export const barLine = ({ name, value, below, passed }: Bar): string =>
  `${(passed === null ? 'not run' : passed ? 'pass' : 'FAIL').padEnd(8)}${name.padEnd(nameWidth)}${String(value ?? '').padEnd(24)}below ${below}`
