import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dayMs } from '#platform/time'
import { testBank } from '#testing/bank'
import { factsOf, movementOf } from '../attempt.ts'
import { featureCount } from '../features/catalog.ts'
import { createState } from '../features/state.ts'
import { attempting, start } from '../test-fraud.ts'
import { largestPassing } from './counterfactual.ts'

test('where smaller amounts pass and larger ones do not, the border is found to one percent, and it passes', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 10_000_000 }),
      fc.double({ min: 0.002, max: 0.999, noNaN: true }),
      (minor, share) => {
        const border = Math.max(1, Math.floor(minor * share))
        const found = largestPassing(minor, (amount) => amount <= border)
        assert.ok(found <= border && found >= Math.floor(border * 0.985) - 1, `${found} for ${border} of ${minor}`)
      },
    ),
    { seed: 20_260_302 },
  )
})

test('an amount passes only with all smaller ones that were tried; where none passes there is none', () => {
  assert.equal(
    largestPassing(100_000, () => false),
    0,
  )
  assert.equal(
    largestPassing(100_000, (amount) => amount > 20_000),
    0,
  )
  const found = largestPassing(100_000, (amount) => amount < 10_000 || (amount > 40_000 && amount < 60_000))
  assert.ok(found > 9_800 && found < 10_000, String(found))
})

test('other amounts and times are tried on a copy: the features are those that the other attempt would have had, and the memory is as it was', () => {
  const [state, other] = [createState(), createState()]
  for (const memory of [state, other])
    for (let index = 0; index < 30; index++) {
      const atMs = start - (40 - index) * dayMs
      const past = movementOf(
        attempting({ payment: `p${index}`, payee: index % 3 ? 'bob' : 'eve', minor: 10_000n, atMs }),
      )
      memory.settle(memory.reserve(past))
    }
  const asked = attempting({ payment: 'now', minor: 700_000n })
  const reserved = state.reserve(movementOf(asked))
  const describe = () => {
    const out = new Float32Array(featureCount)
    state.describe(reserved, factsOf(asked), out)
    return out
  }
  const before = describe()
  const suppose = state.suppose(reserved)
  const supposed = new Float32Array(featureCount)

  for (const minor of [20_000n, 300n, 900_000n]) {
    suppose({ minor: Number(minor) }, factsOf(asked), supposed)
    const expected = new Float32Array(featureCount)
    const really = other.reserve(movementOf({ ...asked, money: { ...asked.money, minor } }))
    other.describe(really, factsOf(asked), expected)
    other.withdraw(really)
    assert.deepEqual(supposed, expected)
  }
  state.suppose(reserved)({ atMs: start + 30 * dayMs }, factsOf(asked), supposed)
  assert.notDeepEqual(supposed, before)
  assert.deepEqual(describe(), before)
})

test('what a stopped payment says would have passed does pass', async () => {
  await using bank = await testBank({ probability: (share) => (share < 0.3 ? 0.01 : share < 0.6 ? 0.6 : 0.99) })
  const [ada, bob] = [await bank.holder('Ada', 1_000_000n), await bank.holder('Bob')]
  const stopped = (await bank.send(ada, bob, 800_000n)).body
  await bank.send(ada, bob, 1_000n)

  const rows = await bank.db.query<{ payment: string; passes_below: bigint; passes_later_ms: bigint | null }>(
    'select payment, passes_below, passes_later_ms from fraud.counterfactual',
  )
  assert.deepEqual(rows, [{ payment: stopped.id, passes_below: 299_000n, passes_later_ms: null }])
  await bank.fund(ada.product, 1_000n)
  assert.equal((await bank.send(ada, bob, rows[0].passes_below)).body.state, 'settled')
})
