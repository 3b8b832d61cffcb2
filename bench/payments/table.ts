import { type Run, type StageName, stageNames } from './report.ts'

const nameWidth = 24

const line = (name: string, cells: readonly string[]): string =>
  (name.padEnd(nameWidth) + cells.map((cell) => cell.padStart(12)).join('')).trimEnd()

const milliseconds = (value: number | null): string => (value === null ? '' : value.toFixed(2))
const percent = (value: number | null): string => (value === null ? '' : `${(value * 100).toFixed(1)} %`)

export const heading: string = line('design', ['payments/s', 'p50 ms', 'p99 ms', 'settled'])

/** One run as a line under the heading, and what is wrong with it. */
export const runLine = (name: string, { perSecond, p50Ms, p99Ms, settledShare, complaint }: Run): string =>
  line(name, [
    Math.round(perSecond).toLocaleString('en'),
    milliseconds(p50Ms),
    milliseconds(p99Ms),
    percent(settledShare),
  ]) + (complaint === null ? '' : `  NOT PROVED: ${complaint}`)

/** Microseconds of each stage, waiting included. */
export const stageLines = (title: string, stages: Readonly<Record<StageName, number | null>>): string =>
  line(
    title,
    stageNames.map((name) => `${name} ${stages[name] === null ? '' : Math.round(stages[name]).toLocaleString('en')}`),
  )
