import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { test } from 'node:test'
import { runCrashRounds } from '../crash.ts'

test('killed fifty times at random moments, the book loses nothing it acknowledged, does nothing twice, and is proved', async () => {
  const { seed, sent, acknowledged, expired, ...rest } = await runCrashRounds({ rounds: 50, seed: randomInt(2 ** 31) })
  const { lost, doubled, torn, overdue, breach } = rest
  assert.deepEqual(
    { seed, lost, doubled, torn, overdue, breach },
    { seed, lost: 0, doubled: 0, torn: 0, overdue: 0, breach: null },
  )
  assert.equal(acknowledged, sent)
  assert.ok(sent > 5000 && expired > 100, `${sent} transfers were sent, ${expired} holds expired`)
})
