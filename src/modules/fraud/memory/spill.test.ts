import assert from 'node:assert/strict'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { createRandom } from '#learning/random'
import { hourMs } from '#platform/time'
import { type Movement, unknownFacts } from '../attempt.ts'
import { featureCount } from '../features/catalog.ts'
import { createState } from '../features/state.ts'
import { pastPayments } from '../past-payments.ts'
import { createSpill } from './spill.ts'

const folder = await mkdtemp(join(tmpdir(), 'spill-'))
after(() => rm(folder, { recursive: true }))

/** Payments between accounts of numbers below `accounts`, who come from shared devices, networks and places. */
const inventMovements = (count: number, accounts: number): Movement[] => {
  const random = createRandom(7)
  const pick = (most: number) => Math.floor(random() * most)
  return Array.from({ length: count }, (_, index) => ({
    kind: 'send',
    payer: `a${pick(accounts)}`,
    payee: pick(10) === 0 ? null : `a${pick(accounts)}`,
    context: {
      device: `d${pick(accounts / 2)}`,
      network: `n${pick(accounts / 4)}`,
      place: `${pick(5)},${pick(9)}`,
      category: `c${pick(4)}`,
    },
    currency: 'EUR',
    minor: 1 + pick(100_000),
    atMs: Date.UTC(2026, 0, 1) + index * hourMs,
  }))
}

test('features are the same whether everything is in memory or most of it in a file', () => {
  const spill = createSpill(join(folder, 'same'), 300_000)
  const [held, spilled] = [createState(), createState(spill.entities)]
  const [expected, out] = [new Float32Array(featureCount), new Float32Array(featureCount)]
  for (const [index, movement] of inventMovements(1_500, 60).entries()) {
    for (const [state, features] of [
      [held, expected],
      [spilled, out],
    ] as const) {
      const reservation = state.reserve(movement)
      state.describe(reservation, unknownFacts, features)
      state.settle(reservation)
      if (index % 9 === 0) state.report(movement, movement.atMs + hourMs)
    }
    assert.deepEqual(out, expected, `payment ${index}`)
    spill.trim()
  }
  assert.ok(spill.held() < 200_000, `${spill.held()} bytes are held`)
  spill.close()
})

test('memory and file follow from how many accounts there are, not from how many payments', async () => {
  const file = join(folder, 'bounded')
  const past = pastPayments({ file, bytes: 300_000 })
  const out = new Float32Array(past.names.length)
  const sizes: number[] = []
  for (const [index, movement] of inventMovements(12_000, 40).entries()) {
    past.take(movement, out, 0)
    if (index === 2_999 || index === 11_999) {
      assert.ok(past.remembered() < 200_000, `${past.remembered()} bytes are held`)
      sizes.push((await stat(file)).size)
    }
  }
  past.close()
  assert.ok(sizes[0] > 20_000, `${sizes[0]}`)
  assert.ok(sizes[1] < 1.6 * sizes[0], `${sizes}`)
})
