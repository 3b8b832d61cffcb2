/** What must be true after a crowd, whoever won. */
import assert from 'node:assert/strict'
import type { CrowdReport } from '../crowd.ts'

/** Asserts that each contested thing was won once, that no money came or went, and that nothing deadlocked. */
export const checkCrowd = (
  { seed, fights, before, after, given, deadlocks, breach }: CrowdReport,
  processes: number,
) => {
  const of = (fight: Parameters<typeof fights.get>[0]) => fights.get(fight) ?? []
  const kinds = (fight: Parameters<typeof fights.get>[0]) => new Set(of(fight).flat())
  for (const fight of ['shared', 'hold', 'reversal'] as const) {
    assert.ok(of(fight).length > 10)
    for (const results of of(fight)) {
      assert.equal(results.length, processes, `seed ${seed}`)
      assert.equal(results.filter((result) => result === 'ok').length, 1, `seed ${seed}: ${fight} ${results}`)
    }
  }
  assert.deepEqual(kinds('shared'), new Set(['ok', 'exists']))
  const hold = ['ok', 'pending_transfer_already_posted', 'pending_transfer_already_voided']
  assert.deepEqual(
    [...kinds('hold')].filter((result) => !hold.includes(result)),
    [],
  )
  assert.deepEqual(kinds('reversal'), new Set(['ok', 'reversed_transfer_already_reversed']))
  assert.deepEqual([kinds('well'), given], [new Set(['ok', 'exceeds_credits']), 1_000n])
  assert.deepEqual(
    [...kinds('shy')].filter((result) => result !== 'ok' && result !== 'credit_account_frozen'),
    [],
  )
  assert.deepEqual(
    [...kinds('chain')].filter((result) => result !== 'ok' && result !== 'exceeds_credits'),
    [],
  )
  assert.deepEqual({ seed, after, deadlocks, breach }, { seed, after: before, deadlocks: 0, breach: null })
}
