import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDatabase } from '#platform/database'
import { testDatabase } from '#testing/cluster'
import { runBenchmark } from './benchmark.ts'
import { fillBook, makeBook, proveBook, readSums } from './book.ts'
import { openDatabases } from './databases.ts'
import { makePlan } from './plan.ts'

const usesOf = (stopping: AbortSignal) => ({
  sizes: { accounts: 100, largeAccounts: 300, waves: 3, largeWarmUpSeconds: 0 },
  seconds: 0.2,
  endsByMs: null,
  path: '/nowhere',
  stopping,
})

test('a short run of every kind of design is proved and written down in full', async () => {
  const lines: string[] = []
  const only = ['transaction-32-zipf1', 'call-8-zipf1', 'call-1-zipf1', 'lane-1024-zipf', 'lane-1-zipf1', 'tpcb-16']
  const plan = { ...makePlan({ isQuick: false, only }), repetitions: 1 }
  const { signal } = new AbortController()
  const server = await testDatabase()
  const { report } = await runBenchmark({ ...usesOf(signal), server, plan, say: (line) => lines.push(line) })
  assert.deepEqual(report.complaints, [])
  assert.equal(report.proved, true)
  for (const { name, callers, zipf } of plan.specs.filter(({ kind }) => kind !== 'tpcb')) {
    const design = report.designs[name]
    assert.ok(design, name)
    assert.deepEqual([design.callers, design.zipf, design.repetitions], [callers, zipf, 1])
    // On a busy machine not one answer may come in so short a time; then there is no percentile either.
    assert.ok(design.transfers_per_second >= 0, name)
    assert.ok((design.p50_ms ?? 0) <= (design.p99_ms ?? 0), name)
    assert.ok(Number(design.wal_bytes_per_transfer) > 0, name)
  }
  assert.deepEqual(
    Object.keys(report).filter((name) => name.startsWith('ratio_')),
    [
      'ratio_lane_to_transaction',
      'ratio_lane_to_call',
      'ratio_lane_to_tpcb',
      'ratio_zipf2_to_zipf1',
      'ratio_one_caller',
      'ratio_full_to_empty',
    ],
  )
  // There is no pgbench on the path that was given.
  assert.equal(report.designs['tpcb-16'], null)
  assert.equal(report.ratio_lane_to_tpcb, null)
  assert.ok(report.ratio_one_caller === null || report.ratio_one_caller >= 0)
  assert.ok(report.open_loop === null || report.open_loop.offered > 0)
  assert.equal(report.machine.pgbench, null)
  assert.equal(lines.filter((line) => /^ +1 /.test(line)).length, plan.specs.length)
})

test('a benchmark that is told to stop leaves no database behind', async () => {
  const server = await testDatabase()
  const db = openDatabase(server, 1)
  const stop = new AbortController()
  const plan = { ...makePlan({ isQuick: true, only: ['call-1-zipf1'] }), repetitions: 1 }
  const say = (line: string) => {
    if (line.startsWith('Made')) stop.abort()
  }
  const count = async () => (await db.query("select from pg_database where datname like 'bench\\_%'")).length
  await assert.rejects(runBenchmark({ ...usesOf(stop.signal), server, plan, say }), { name: 'AbortError' })
  assert.equal(await count(), 0)
  await db.close()
})

test('a filled book has a transfer an account for each wave and the funds, and proves', async () => {
  const databases = openDatabases(await testDatabase())
  await databases.make('filled', undefined, async (db) => {
    await makeBook(db)
    await fillBook(db, 100, 4)
    const { transfers, debits, credits, amount } = await readSums(db, 'ledger')
    assert.deepEqual([transfers, debits, credits], [500n, amount, amount])
    assert.equal((await proveBook(db)).breach, null)
    const [{ indexes }] = await db.query<{ indexes: bigint }>(
      `select count(*) as indexes from pg_indexes where schemaname = 'ledger' and tablename = 'transfer'`,
    )
    assert.ok(indexes >= 4n)
  })
  await databases.close()
})
