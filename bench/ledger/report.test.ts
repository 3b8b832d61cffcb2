import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allNames } from './plan.ts'
import { type Findings, judge, makeReport, median } from './report.ts'
import { compareSums } from './run.ts'
import { barLines, heading, runLine } from './table.ts'

const machine = {
  cpu: 'a processor',
  cores: 2,
  memory_gib: 4,
  system: 'linux x64',
  node: 'v24.0.0',
  postgresql: '18.4',
  fsync: 'on',
  synchronous_commit: 'on',
  load_before: 0,
}

const run = (perSecond: number, p99Ms = 10) => ({ perSecond, p50Ms: p99Ms / 2, p99Ms, walBytes: 400, complaint: null })

const findings = (runs: Record<string, number[]>): Findings => ({
  runs: new Map(Object.entries(runs).map(([name, speeds]) => [name, speeds.map((speed) => run(speed))])),
  loads: new Map(Object.keys(runs).map((name) => [name, { callers: 8, zipf: 1 }])),
  open: [{ ...run(500, 40), offeredPerSecond: 500, offered: 1000, dropped: 3 }],
  complaints: [],
  peakMemoryMb: 401,
  secondsEach: 1,
  machine,
  pgbench: null,
})

test('the median of an odd and of an even number of values', () => {
  assert.deepEqual([median([3, 1, 2]), median([4, 1, 3, 2])], [2, 2.5])
})

test('a design has the median of its runs and their spread; what was not run is null', () => {
  const report = makeReport(findings({ 'call-8-zipf1': [100, 300, 200] }))
  assert.deepEqual(Object.keys(report.designs).sort(), [...allNames].sort())
  assert.deepEqual(report.designs['call-8-zipf1'], {
    callers: 8,
    zipf: 1,
    transfers_per_second: 200,
    transfers_per_second_lowest: 100,
    transfers_per_second_highest: 300,
    p50_ms: 5,
    p99_ms: 10,
    wal_bytes_per_transfer: 400,
    repetitions: 3,
  })
  assert.equal(report.designs['tpcb-16'], null)
})

test('a ratio is that of the medians, and its spread that within the repetitions', () => {
  const bars = judge(findings({ 'lane-1024-zipf1': [1000, 400, 700], 'call-8-zipf1': [100, 100, 200] }))
  const { value, lowest, highest, passed } = bars.find(({ name }) => name === 'ratio_lane_to_call') ?? {}
  assert.deepEqual([value, lowest, highest, passed], [7, 3.5, 10, true])
})

test('a bar that is missed, met or not measured is told as such', () => {
  const bars = judge(findings({ 'lane-1024-zipf1': [600], 'tpcb-16': [100] }))
  const verdicts = Object.fromEntries(bars.map(({ name, passed }) => [name, passed]))
  assert.deepEqual(verdicts, {
    ratio_lane_to_transaction: null,
    ratio_lane_to_call: null,
    ratio_lane_to_tpcb: false,
    ratio_zipf2_to_zipf1: null,
    ratio_one_caller: null,
    ratio_full_to_empty: null,
    p99_ms_at_half: true,
    peak_memory_mb: false,
  })
  const [first, , third] = barLines(bars)
  assert.match(first, /^not run +ratio_lane_to_transaction/)
  assert.match(third, /^FAIL +ratio_lane_to_tpcb/)
})

test('columns stand below their headings', () => {
  const line = runLine('1', 'lane-1024-zipf1', { callers: 1024, zipf: 1 }, run(12_345.6))
  assert.equal(line.length, heading.length)
  assert.match(line, / 12,346 +5\.00 +10\.00 +400$/)
})

test('a transfer that was acknowledged and is not booked is found, as is a book out of balance', () => {
  const before = { transfers: 10n, amount: 100n, debits: 100n, credits: 100n }
  const after = { transfers: 12n, amount: 150n, debits: 150n, credits: 150n }
  assert.equal(compareSums(before, after, { count: 2, amount: 50n }), null)
  assert.match(compareSums(before, after, { count: 3, amount: 50n }) ?? '', /3 transfers acknowledged, 2 booked/)
  assert.match(compareSums(before, after, { count: 2, amount: 51n }) ?? '', /amount of 51 acknowledged, 50 booked/)
  assert.match(
    compareSums(before, { ...after, debits: 151n }, { count: 2, amount: 50n }) ?? '',
    /debits 151, credits 150/,
  )
  assert.match(compareSums(before, { ...after, amount: 149n }, { count: 2, amount: 49n }) ?? '', /accounts moved 150/)
})
