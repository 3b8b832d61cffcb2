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
  assert.deepEqual([...manners].sort(), [
    'card-test',
    'huge',
    'mules',
    'scam',
    'social',
    'stolen-card',
    'takeover',
    'terminal',
  ])
  for (const { movement, scenario, knownMs } of payments)
    assert.ok(Number.isNaN(knownMs) || (scenario !== 'genuine' && knownMs > movement.atMs))
})

/** Of each scenario, the share of its payments for which something holds. */
const shares = (payments: readonly Payment[], holds: (payment: Payment) => boolean) => {
  const counts = new Map<string, [number, number]>()
  for (const payment of payments) {
    const count = counts.get(payment.scenario) ?? [0, 0]
    counts.set(payment.scenario, [count[0] + Number(holds(payment)), count[1] + 1])
  }
  return (scenario: string) => {
    const [found, all] = counts.get(scenario) ?? [0, 0]
    return found / all
  }
}

test('takeovers come from devices that the owner never used, scams from the victim’s own, card tests from one over many cards', () => {
  const payments = [1, 2, 3].flatMap((seed) => [
    ...generateDays({ ...options, seed, customers: 500, days: 60, cardsOnly: false, isPlain: true })
      .toArray()
      .flat(),
  ])
  const own = new Map<string, Set<string>>()
  const payersOf = new Map<string, Set<string>>()
  for (const { movement, scenario } of payments) {
    const device = movement.context?.device
    if (!device) continue
    if (scenario === 'genuine') own.set(movement.payer, (own.get(movement.payer) ?? new Set()).add(device))
    if (scenario === 'card-test') payersOf.set(device, (payersOf.get(device) ?? new Set()).add(movement.payer))
  }
  const fromOwnDevice = shares(
    payments.filter(({ movement }) => movement.context?.device && own.has(movement.payer)),
    ({ movement }) => own.get(movement.payer)?.has(movement.context?.device ?? '') ?? false,
  )
  // Mules who lent their account pass money on from their own devices, which is part of a takeover, too.
  const [takeover, social] = [fromOwnDevice('takeover'), fromOwnDevice('social')]
  assert.ok(takeover < 0.6 && social > takeover + 0.2, `takeover ${takeover}, social ${social}`)
  assert.ok(Math.max(...[...payersOf.values()].map((payers) => payers.size)) > 8)
  const hasWrongName = shares(payments, ({ facts }) => facts.nameDistance > 0.5)
  assert.ok(hasWrongName('scam') > 0.2 && hasWrongName('genuine') < 0.05)
})
