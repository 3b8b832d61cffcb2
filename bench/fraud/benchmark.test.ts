import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '#testing/cluster'
import { runBenchmark } from './benchmark.ts'
import { specs } from './design.ts'

test('a short run of every design is proved, explained exactly, and written down in full', async () => {
  const lines: string[] = []
  const server = await testDatabase()
  const report = await runBenchmark({
    server,
    specs,
    size: { customers: 60, payments: 5 },
    seconds: 0.4,
    perSecond: 50,
    json: undefined,
    say: (line) => lines.push(line),
    stopping: new AbortController().signal,
  })
  assert.deepEqual(report.complaints, [])
  assert.equal(report.history.payments, 300)
  // Each customer is an account and a person with a device; twelve networks, places, categories and one population beside.
  assert.ok(report.history.entities > 3 * 60)
  for (const { name, explainsAll, held } of specs) {
    const design = report.designs[name]
    assert.ok(design, name)
    assert.equal(design.offered, 20)
    assert.ok((design.p50_ms ?? 0) <= (design.p99_ms ?? 0))
    assert.ok((design.core_share ?? 0) > 0)
    assert.ok(design.max_additivity_error < 1e-6)
    assert.equal(design.explain_ms !== null, explainsAll)
    if (held === 1) assert.ok(design.held_entities <= report.history.entities + 100)
  }
  assert.deepEqual(
    report.bars.map(({ name }) => name),
    ['p99_ms_explained', 'p99_ms_explained_worst', 'score_us', 'max_additivity_error', 'start_ms'],
  )
  assert.equal(lines.length, 3 + specs.length)
})
