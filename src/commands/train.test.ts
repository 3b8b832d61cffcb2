import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDatabase } from '#platform/database'
import { dayMs } from '#platform/time'
import { testDatabase } from '#testing/cluster'
import { trainBank } from '../app.ts'

test('the command that is stopped leaves no model, and says that it was stopped', async () => {
  const db = openDatabase(await testDatabase(), 4)
  const stopping = new AbortController()
  const stages: string[] = []
  const { training, model } = await trainBank(
    db,
    () => new Date(90 * dayMs),
    stopping.signal,
    ({ stage }) => {
      stages.push(stage)
      stopping.abort()
    },
  )
  assert.deepEqual([training.state, training.cause, model], ['cancelled', 'command', undefined])
  assert.equal(stages[0], 'generating')
  await db.close()
})
