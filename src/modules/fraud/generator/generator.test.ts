import assert from 'node:assert/strict'
import { test } from 'node:test'
import { generateDays, type Payment } from './generator.ts'

const options = { seed: 7, customers: 150, startMs: Date.UTC(2026, 0, 1), days: 40 }

const all = (change: Partial<typeof options> & { cardsOnly?: boolean } = {}): Payment[] =>
  generateDays({ cardsOnly: false, ...options, ...change })
    .toArray()
    .flat()

test('the same seed makes the same payments, another one others', () => {
  assert.deepEqual(all(), all())
  assert.notDeepEqual(all().slice(0, 50), all({ seed: 8 }).slice(0, 50))
})

test('payments come in the order of their time', () => {
  const times = all().map(({ movement }) => movement.atMs)
  assert.ok(times.length > 1_000)
  assert.ok(times.every((atMs, index) => index === 0 || atMs >= times[index - 1]))
})

test('nobody pays more than there is, nor to oneself, nor a fraction of a minor unit', () => {
  for (const { movement, facts } of all()) {
    assert.ok(movement.minor <= facts.available)
    assert.ok(Number.isSafeInteger(movement.minor) && movement.minor > 0)
    assert.notEqual(movement.payer, movement.payee)
    assert.equal(movement.kind === 'withdrawal', movement.payee === null)
  }
})

test('fraud is rare, comes in every manner, and becomes known later or never', () => {
  const seeds = [1, 2, 3, 4, 5, 6]
  const payments = seeds.flatMap((seed) => all({ seed, customers: 400, cardsOnly: seed % 2 === 0 }))
  const frauds = payments.filter(({ scenario }) => scenario !== 'genuine')
  const share = frauds.length / payments.length
  assert.ok(share > 0.003 && share < 0.02, `share of fraud is ${share}`)
  const manners = new Set(frauds.map(({ scenario }) => scenario))
  assert.deepEqual([...manners].sort(), ['card-test', 'huge', 'mules', 'scam', 'stolen-card', 'takeover', 'terminal'])
  for (const { movement, scenario, knownMs } of payments)
    assert.ok(Number.isNaN(knownMs) || (scenario !== 'genuine' && knownMs > movement.atMs))
})
