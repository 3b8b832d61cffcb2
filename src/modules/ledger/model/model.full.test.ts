import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDatabase } from '#platform/database'
import { testDatabase } from '#testing/cluster'
import { simulateDatabase } from './simulation.ts'

const seeds = 5000

test('the database answers every batch of 5,000 random sequences as the model does, and the book is proved', async (context) => {
  const db = openDatabase(await testDatabase(), 1)
  const { play, prove, simulated } = simulateDatabase(db)
  for (let seed = 1; seed <= seeds; seed++) {
    const failure = await play(seed)
    assert.equal(failure, null, failure?.report)
  }
  const { breach } = await prove()
  await db.close()

  assert.equal(breach, null)
  context.diagnostic(`${simulated.batches} batches, ${simulated.items} items`)
})
