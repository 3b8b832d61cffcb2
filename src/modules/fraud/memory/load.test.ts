import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Database } from '#platform/database'
import { movementOf } from '../attempt.ts'
import { readShippedModel } from '../index.ts'
import { attempting, sureModel, testFraud } from '../test-fraud.ts'
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
