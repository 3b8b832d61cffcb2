import { randomInt } from 'node:crypto'
import { test } from 'node:test'
import { runCrowd } from '../crowd.ts'
import { checkCrowd } from './check-crowd.ts'

test('four processes on the same accounts: crossing chains never deadlock, and each id, hold and reversal counts once', async () => {
  checkCrowd(await runCrowd({ processes: 4, rounds: 12, seed: randomInt(2 ** 30) }), 4)
})
