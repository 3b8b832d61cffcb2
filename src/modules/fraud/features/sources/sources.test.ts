import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayMs, hourMs, minuteMs } from '#platform/time'
import { type Context, type Movement, unknownContext } from '../../attempt.ts'
import { createState } from '../state.ts'
import { look, paying, settle, start } from '../test-state.ts'

const from = (context: Partial<Context>): Context => ({ ...unknownContext, ...context })

test('a device is new until a payment came from it, and older from the sign-in on', () => {
  const state = createState()
  settle(state, paying({ context: from({ device: 'phone' }) }))
  const atMs = start + 3 * dayMs
  state.observe({
    person: 'ada',
    change: 'signedIn',
    atMs: atMs - 5 * minuteMs,
    context: from({ device: 'laptop' }),
  })
  const known = look(state, paying({ atMs, context: from({ device: 'phone' }) }))
  assert.deepEqual([known['device-new'], known['device-age'], known['payer-devices']], [0, 3, 2])
  const laptop = look(state, paying({ atMs, context: from({ device: 'laptop' }) }))
  assert.equal(laptop['device-new'], 1)
  assert.ok(Math.abs(laptop['device-age'] * dayMs - 5 * minuteMs) < 1_000)
  assert.ok(Math.abs(laptop['since-sign-in'] * dayMs - 5 * minuteMs) < 1_000)
  assert.ok(Number.isNaN(look(state, paying({ atMs }))['device-new']))
})

test('one device that tries many cards is seen, stopped or not', () => {
  const state = createState()
  for (let card = 0; card < 12; card++)
    state.reserve(paying({ payer: `card ${card}`, atMs: start + card * minuteMs, context: from({ device: 'bot' }) }))
  const next = look(state, paying({ atMs: start + hourMs, context: from({ device: 'bot' }) }))
  assert.deepEqual([next['device-payers'], next['device-new-payers-1d']], [13, 13])
})

test('the devices of a person, and the persons of a device, are bounded; the one used the longest ago goes', () => {
  const state = createState()
  for (let index = 0; index < 100; index++)
    settle(state, paying({ atMs: start + index * minuteMs, context: from({ device: `device ${index}` }) }))
  const atMs = start + dayMs
  assert.equal(look(state, paying({ atMs, context: from({ device: 'device 99' }) }))['payer-devices'], 8)
  assert.equal(look(state, paying({ atMs, context: from({ device: 'device 99' }) }))['device-new'], 0)
  assert.equal(look(state, paying({ atMs, context: from({ device: 'device 0' }) }))['device-new'], 1)
})

test('two far places within an hour are too fast to be one person', () => {
  const state = createState()
  const [mumbai, delhi, london] = ['19.08,72.88', '28.61,77.21', '51.51,-0.13']
  for (let day = 0; day < 10; day++)
    settle(state, paying({ atMs: start + day * dayMs, context: from({ place: mumbai }) }))
  const atMs = start + 9 * dayMs + hourMs
  const here = look(state, paying({ atMs, context: from({ place: mumbai }) }))
  assert.deepEqual([here['travel-speed'], Math.round(here['place-distance']), here['place-new']], [0, 0, 0])
  const far = look(state, paying({ atMs, context: from({ place: london }) }))
  assert.ok(far['travel-speed'] > 7_000 && far['travel-speed'] < 7_400, String(far['travel-speed']))
  assert.ok(Math.abs(far['place-distance'] - far['travel-speed']) < 5)
  const later = look(state, paying({ atMs: atMs + dayMs, context: from({ place: delhi }) }))
  assert.ok(later['travel-speed'] > 40 && later['travel-speed'] < 60)
  assert.ok(Number.isNaN(look(state, paying({ atMs, context: from({ place: 'shop 7' }) }))['travel-speed']))
})

test('a place beside the date line lies near its neighbor beyond it', () => {
  const state = createState()
  for (const place of ['-17.7,179.9', '-17.7,-179.9']) settle(state, paying({ context: from({ place }) }))
  const next = look(state, paying({ atMs: start + dayMs, context: from({ place: '-17.7,180' }) }))
  assert.ok(next['place-distance'] < 1, String(next['place-distance']))
})

test('a known fraud reaches those who share its device, from the moment it is known', () => {
  const state = createState()
  const context = from({ device: 'shared', network: 'cafe' })
  const fraud = paying({ payer: 'thief', payee: 'mule', context })
  const knownMs = start + 7 * dayMs
  settle(state, fraud)
  state.report(fraud, knownMs)
  const names = ['device-frauds', 'network-frauds', 'frauds-of-device-sharers', 'frauds-of-network-sharers']
  const frauds = (atMs: number) => {
    const next = look(state, paying({ payer: 'eve', payee: 'cyd', atMs, context }))
    return names.map((name) => next[name])
  }
  assert.deepEqual(frauds(knownMs - 1), [0, 0, 0, 0])
  assert.deepEqual(frauds(knownMs), [1, 1, 1, 1])
  const toMule = (atMs: number) => look(state, paying({ payer: 'dan', payee: 'mule', atMs }))
  assert.equal(toMule(knownMs - 1)['frauds-of-payee-sharers'], 0)
  assert.equal(toMule(knownMs)['frauds-of-payee-sharers'], 1)
  state.retract(fraud, knownMs)
  assert.deepEqual(frauds(knownMs), [0, 0, 0, 0])
})

test('mules that use one device hang together; a town’s network connects nobody', () => {
  const state = createState()
  for (const mule of ['one', 'two', 'three'])
    settle(state, paying({ payer: mule, payee: 'cash', context: from({ device: 'den', network: 'town' }) }))
  for (let person = 0; person < 40; person++)
    settle(state, paying({ payer: `person ${person}`, payee: 'shop', context: from({ network: 'town' }) }))
  const next = look(state, paying({ payee: 'two', atMs: start + hourMs, context: from({ device: 'den' }) }))
  assert.deepEqual([next['payee-component'], next['payee-shares-device'], next['payer-component']], [4, 1, 4])
  assert.equal(look(state, paying({ payer: 'person 7', payee: 'shop', atMs: start + hourMs }))['payer-component'], 1)
})

test('frauds of a category count from the day after they are known', () => {
  const state = createState()
  const context = from({ category: 'jewels' })
  for (let index = 0; index < 100; index++) {
    const movement = paying({ payer: `payer ${index % 10}`, atMs: start + index * minuteMs, context })
    settle(state, movement)
    if (index % 2 === 0) state.report(movement, start + 7 * dayMs)
  }
  const share = (atMs: number) => look(state, paying({ atMs, context }))['category-fraud-share']
  assert.ok(share(start + 7 * dayMs + 23 * hourMs) < 0.005)
  assert.ok(share(start + 8 * dayMs + hourMs) > 0.3)
})

test('an attempt that is withdrawn leaves no trace at its device, network, place and category', () => {
  const state = createState()
  const context = from({ device: 'phone', network: 'home', place: '1,2', category: 'food' })
  for (let day = 0; day < 5; day++) settle(state, paying({ atMs: start + day * dayMs, context }))
  const elsewhere = from({ device: 'new', network: 'far', place: '50,2', category: 'jewels' })
  const next = paying({ atMs: start + 6 * dayMs, context: elsewhere })
  const before = [look(state, next), look(state, { ...next, context })]
  state.withdraw(state.reserve(paying({ atMs: start + 6 * dayMs - hourMs, context: elsewhere })))
  assert.deepEqual([look(state, next), look(state, { ...next, context })], before)
})

test('what cannot be a payment is refused before it spoils the memory', () => {
  const state = createState()
  const endless = 'x'.repeat(1_000_000)
  const poison: Partial<Movement>[] = [
    { minor: Number.NaN },
    { minor: 0 },
    { minor: -5 },
    { minor: Number.POSITIVE_INFINITY },
    { minor: 2 ** 60 },
    { atMs: Number.NaN },
    { atMs: -1 },
    { payer: '' },
    { payer: endless },
    { payee: endless },
    { owner: '' },
    { payeeOwner: endless },
    { currency: '' },
    { context: from({ device: endless }) },
    { context: from({ place: 'a\u0000b' }) },
  ]
  for (const change of poison)
    assert.throws(() => state.reserve(paying(change)), RangeError, JSON.stringify(change).slice(0, 80))
  assert.throws(() => state.observe({ person: '', change: 'signedIn', atMs: start }), RangeError)
  assert.throws(() => state.observe({ person: 'ada', change: 'signedIn', atMs: Number.NaN }), RangeError)
  assert.deepEqual(state.size(), { accounts: 0, pairs: 0 })
  assert.ok(Number.isNaN(look(state, paying({ context: from({ device: '', network: '' }) }))['device-new']))
})
