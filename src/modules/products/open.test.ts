import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testBank } from '#testing/bank'
import { createImport } from './open.ts'

const openedAt = '2026-01-01T00:00:00.000Z'

test('an account whose number is taken gets another one, and nothing of the import is lost', async () => {
  await using bank = await testBank()
  // The same chance twice: the second import draws numbers that the first one took, and then others.
  let drawn = 0
  const repeating = (count: number) => new Uint8Array(count).fill(1 + (Math.floor(drawn++ / 3) % 7))
  const bring = createImport(bank.db, bank.ledger, bank.identity, repeating, bank.clock)
  const parties = Array.from({ length: 4 }, (_, index) => ({
    id: bank.newId(),
    name: `Party ${index}`,
    kind: 'current' as const,
    currency: 'EUR' as const,
    openedAt,
    opening: '100',
  }))
  assert.deepEqual(await bring(parties), { opened: 4, known: 0 })
  assert.deepEqual(await bring(parties), { opened: 0, known: 4 })
  const products = await bank.products.byIds(parties.map(({ id }) => id))
  assert.equal(new Set([...products.values()].map(({ number }) => number)).size, 4)
  assert.deepEqual(
    [...(await bank.ledger.balances(parties.map(({ id }) => id))).values()].map(({ balance }) => balance),
    [100n, 100n, 100n, 100n],
  )
})
