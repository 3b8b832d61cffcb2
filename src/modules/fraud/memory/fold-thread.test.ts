import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { dayMs } from '#platform/time'
import { untilOthersEnded } from '#testing/others-ended'
import { readShippedModel } from '../index.ts'
import { attempting, start, sureModel, type TestFraud, testFraud } from '../test-fraud.ts'
import { assertAlike, look } from '../test-look.ts'
import { createFoldThread } from './fold-thread.ts'

const calm = sureModel(0.001, await readShippedModel())
const next = attempting({ payment: 'next' })

/** A bank with some history, and another process of it that folds in a thread. */
const bankWithThread = async () => {
  const bank = await testFraud(calm)
  for (let day = 0; day < 12; day++) await bank.pay(attempting({ payment: `${day}`, atMs: start - (12 - day) * dayMs }))
  const thread = createFoldThread(bank.connection)
  const folding = await bank.another({ foldThread: thread })
  return {
    bank,
    folding,
    thread,
    [Symbol.asyncDispose]: async () => {
      await thread.close()
      await folding.db.close()
      await bank.db.close()
    },
  }
}

const storedEntities = async ({ db }: TestFraud): Promise<number> => {
  const [{ count }] = await db.query<{ count: number }>('select count(*)::integer as count from fraud.entity')
  return count
}

// A transaction of any other database of the server may still be under way.
const foldAll = async ({ fraud }: TestFraud) => {
  await fraud.rebuild()
  while (fraud.memory().window > 0) await fraud.fold()
}

test('a thread folds as the process itself would', async () => {
  await using all = await bankWithThread()
  const values = await look(all.bank.fraud, next)
  await foldAll(all.folding)
  assert.ok((await storedEntities(all.bank)) > 4)
  assertAlike(await look(await all.bank.again(), next), values)
})

test('a thread that is closed in the middle of a turn leaves the entities as they were, and the next turn has another thread', async () => {
  await using all = await bankWithThread()
  const values = await look(all.bank.fraud, next)
  await all.folding.fraud.rebuild()
  await untilOthersEnded(all.bank.db)
  await all.bank.db.transaction(async (tx) => {
    await tx.query('lock table fraud.entity in share mode')
    const turn = all.folding.fraud.fold()
    const waiting = `select 1 from pg_locks where not granted and relation = 'fraud.entity'::regclass`
    while ((await tx.query(waiting)).length === 0);
    await all.thread.close()
    await turn
  })
  assert.equal(await storedEntities(all.bank), 0)
  assertAlike(await look(await all.bank.again(), next), values)
  await foldAll(all.folding)
  assert.ok((await storedEntities(all.bank)) > 4)
  assertAlike(await look(await all.bank.again(), next), values)
})

test('a turn that the database refuses is told, and the thread goes on', async () => {
  await using all = await bankWithThread()
  await all.folding.fraud.rebuild()
  await all.bank.db.query('alter table fraud.entity rename to gone')
  await assert.rejects(all.folding.fraud.fold(), /fraud.entity/)
  await all.bank.db.query('alter table fraud.gone rename to entity')
  await foldAll(all.folding)
  assert.ok((await storedEntities(all.bank)) > 4)
})

test('a fold finds entities by their key although the table was empty when it was looked at last', async () => {
  await using all = await bankWithThread()
  const { db, pay } = all.bank
  await db.query('vacuum (analyze) fraud.entity')
  const scans = async () => {
    const [row] = await db.query<{ whole: number; byKey: number }>(
      `select seq_scan::integer as whole, idx_scan::integer as "byKey" from pg_stat_user_tables where relid = 'fraud.entity'::regclass`,
    )
    return row
  }
  const before = await scans()
  for (let day = 0; day < 8; day++) {
    await pay(attempting({ payment: `later ${day}`, payer: `payer ${day}`, atMs: start + day * dayMs }))
    await foldAll(all.folding)
  }
  // A connection tells of what it did when it goes.
  await all.thread.close()
  let after = await scans()
  for (let tries = 0; tries < 100 && after.byKey === before.byKey; tries++) {
    await sleep(50)
    after = await scans()
  }
  assert.equal(after.whole, before.whole)
  assert.ok(after.byKey > before.byKey)
})
