import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Database } from '#platform/database'
import { movementOf } from '../attempt.ts'
import { readShippedModel } from '../index.ts'
import { attempting, sureModel, testFraud } from '../test-fraud.ts'
import { withNeighbors } from './load.ts'
import { createMemory } from './memory.ts'

const calm = sureModel(0.001, await readShippedModel())

/** How many reads of entities there were, and the most at once; none of them ends before `open` is called. */
const watched = (db: Database) => {
  const gate = Promise.withResolvers<void>()
  const seen = { reads: 0, atOnce: 0, most: 0 }
  const query = async <Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]> => {
    if (!text.includes('fraud.entity')) return db.query<Row>(text, values)
    seen.reads++
    seen.most = Math.max(seen.most, ++seen.atOnce)
    await gate.promise
    return db.query<Row>(text, values).finally(() => seen.atOnce--)
  }
  return { db: { ...db, query, quick: { query } }, seen, open: gate.resolve }
}

test('of a rush of payments two reads are under way at once, and whatever comes meanwhile shares the next', async () => {
  await using bank = await testFraud(calm)
  const { db, seen, open } = watched(bank.db)
  const memory = createMemory({ db, mostEntities: 1_000 })
  await memory.start()
  const holds = []
  for (let turn = 0; turn < 40; turn++) {
    holds.push(memory.hold(movementOf(attempting({ payment: `${turn}`, payer: `ada ${turn}`, payee: `bob ${turn}` }))))
    await nextTurn()
  }
  assert.deepEqual(seen, { reads: 2, atOnce: 2, most: 2 })
  open()
  for (const hold of await Promise.all(holds)) hold.release()
  assert.deepEqual({ ...seen, reads: seen.reads <= 4 }, { reads: true, atOnce: 0, most: 2 })
})

test('a way to entities that was planned while there were none is short when there are many', async () => {
  await using bank = await testFraud(calm)
  await bank.db.transaction(async (tx) => {
    await tx.script('set local enable_seqscan = off; set local enable_hashjoin = off; set local enable_mergejoin = off')
    const load = "execute near ('planned', '{account,owner}', '{1,2}', '{t,t}', 192)"
    await tx.script(`prepare near (text, text[], bigint[], boolean[], bigint) as ${withNeighbors}`)
    // After five executions the plan is kept.
    for (let times = 0; times < 8; times++) await tx.script(load)
    await tx.script(`insert into fraud.memory (layout, xact, seq, folded_at) values ('planned', '1', 1, now());
      insert into fraud.entity (layout, kind, number, state, owners, devices, networks)
        select 'planned', 'account', number, '', '{}', '{}', '{}' from generate_series(1, 20000) as number`)
    const [
      {
        'QUERY PLAN': [{ Plan: plan }],
      },
    ] = await tx.query<{ 'QUERY PLAN': [{ Plan: Record<string, number> }] }>(
      `explain (analyze, buffers, format json) ${load}`,
    )
    const pages = plan['Shared Hit Blocks'] + plan['Shared Read Blocks']
    assert.ok(pages < 60, `${pages} pages for two accounts`)
    await tx.script('deallocate near')
  })
})
