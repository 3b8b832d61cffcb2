import { randomInt } from 'node:crypto'
import { test } from 'node:test'
import { runCrowd } from '../crowd.ts'
import { checkCrowd } from './check-crowd.ts'

test('six processes for long on the same accounts: crossing chains never deadlock, and each id, hold and reversal counts once', async () => {
  checkCrowd(await runCrowd({ processes: 6, rounds: 300, seed: randomInt(2 ** 30) }), 6)
})
