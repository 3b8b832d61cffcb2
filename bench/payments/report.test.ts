import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Findings, judge, makeReport, type Run } from './report.ts'

const run = (perSecond: number, more: Partial<Run> = {}): Run => ({
  perSecond,
  p50Ms: 10,
  p99Ms: 20,
  settledShare: 1,
  stagesUs: { http: 1, session: 2, rules: 3, score: 4, lane: 5, answer: 6 },
  complaint: null,
  ...more,
})

const findings = (ours: number[], theirs: number[], p99Ms = 30): Findings => ({
  runs: new Map([
    ['payments', ours.map((speed) => run(speed))],
    ...(theirs.length > 0 ? [['tpcb-16', theirs.map((speed) => run(speed, { stagesUs: null }))] as const] : []),
  ]),
  open: [{ ...run(500, { p99Ms }), offeredPerSecond: 500, offered: 1000, dropped: 0 }],
  callers: { payments: 256, 'tpcb-16': 16 },
  machine: {} as Findings['machine'],
  pgbench: theirs.length > 0 ? 'pgbench' : null,
  peakMemoryMb: 1,
  secondsEach: 1,
  customers: 10,
})

test('the ratio is that of runs that were made one after the other', () => {
  const [ratio] = judge(findings([1000, 1200, 900], [2000, 2000, 2000]))
  assert.deepEqual([ratio.name, ratio.value, ratio.passed], ['ratio_to_tpcb', 0.5, true])
  assert.equal(judge(findings([900], [2000]))[0].passed, false)
})

test('without pgbench a number of payments is asked for', () => {
  const [speed] = judge(findings([1999], []))
  assert.deepEqual([speed.name, speed.limit, speed.passed], ['payments_per_second', 2000, false])
})

test('latency at half of capacity has a ceiling', () => {
  assert.deepEqual(
    [59, 60].map((p99) => judge(findings([1], [1], p99))[1].passed),
    [true, false],
  )
})

test('one wrong book makes the whole report unproved', () => {
  const wrong = {
    ...findings([1000], [2000]),
    runs: new Map([['payments', [run(1000, { complaint: 'a payment is missing' })]]]),
  }
  const report = makeReport(wrong)
  assert.equal(report.proved, false)
  assert.deepEqual(report.complaints, ['payments: a payment is missing'])
})
