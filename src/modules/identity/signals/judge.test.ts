import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayMs, hourMs, minuteMs } from '#platform/time'
import { type Arrival, judge, judgeMove, type Past } from './judge.ts'
import { levelOf, pointsOf } from './weights.ts'
import { offsetMs, zoneIn } from './zone.ts'

const now = new Date('2026-03-20T09:00:00.000Z')
const ago = (ms: number) => new Date(now.getTime() - ms)

const past = (change: Partial<Past> = {}): Past => ({
  device: 'laptop',
  networks: ['home'],
  zone: 'Asia/Kolkata',
  startedAt: ago(5 * dayMs),
  seenAt: ago(5 * dayMs - hourMs),
  points: 0,
  isProved: false,
  isDisowned: false,
  ...change,
})

const arrival = (change: Partial<Arrival> = {}): Arrival => ({
  device: 'laptop',
  network: 'home',
  zone: 'Asia/Kolkata',
  at: now,
  typingDistance: null,
  failedTries: 0,
  ...change,
})

test('the same browser at the same place is nothing, and neither is a first sign-in ever', () => {
  assert.deepEqual(judge([past()], arrival()), [])
  assert.deepEqual(judge([], arrival({ device: 'new', network: 'new' })), [])
})

test('a new browser and a new range are noticed, each for itself', () => {
  assert.deepEqual(judge([past()], arrival({ device: 'phone' })), ['new-device'])
  assert.deepEqual(judge([past()], arrival({ network: 'cafe' })), ['new-network'])
})

test('what an odd session used becomes the person’s own by proof or after three days, and never once it is disowned', () => {
  const odd = { device: 'phone', networks: ['cafe'], points: 35 }
  const phone = arrival({ device: 'phone', network: 'cafe' })
  const noticed = (change: Partial<Past>) => judge([past(), past({ ...odd, ...change })], phone)
  assert.deepEqual(noticed({ startedAt: ago(2 * dayMs) }), ['new-device', 'new-network'])
  assert.deepEqual(noticed({ startedAt: ago(2 * dayMs), isProved: true }), [])
  assert.deepEqual(noticed({ startedAt: ago(3 * dayMs) }), [])
  assert.deepEqual(noticed({ startedAt: ago(2 * dayMs), points: 29 }), [])
  assert.deepEqual(noticed({ isProved: true, isDisowned: true }), ['disowned-device', 'new-network'])
})

test('two far zones in too short a time are no journey; an hour a zone is one', () => {
  const inNewYork = (hoursSince: number, more: Partial<Arrival> = {}) =>
    judge(
      [past({ seenAt: ago(hoursSince * hourMs), startedAt: ago(9 * dayMs) })],
      arrival({ zone: 'America/New_York', network: 'far', ...more }),
    )
  // Nine and a half zones lie between, in March.
  assert.deepEqual(inNewYork(9), ['impossible-travel', 'new-network'])
  assert.deepEqual(inNewYork(9.6), ['new-network'])
  assert.deepEqual(inNewYork(1, { zone: 'Asia/Dubai' }), ['new-network'], 'an hour and a half apart')
  assert.deepEqual(inNewYork(1, { zone: null }), ['new-network'])
  assert.deepEqual(inNewYork(1, { network: 'home' }), [], 'a clock that was set otherwise does not travel')
})

test('zones are compared the shorter way round the earth', () => {
  const apia = past({ zone: 'Pacific/Apia', seenAt: ago(hourMs) })
  assert.deepEqual(judge([apia], arrival({ zone: 'Pacific/Pago_Pago', network: 'far' })), ['new-network'])
})

test('four ranges within an hour are many', () => {
  const at = (network: string, minutes: number) =>
    past({ networks: [network], seenAt: ago(minutes * minuteMs), startedAt: ago(9 * dayMs), zone: null })
  assert.deepEqual(judge([at('a', 10), at('b', 20), at('c', 59)], arrival({ network: 'd' })), [
    'many-networks',
    'new-network',
  ])
  assert.deepEqual(judge([at('a', 10), at('b', 20), at('c', 61)], arrival({ network: 'd' })), ['new-network'])
})

test('another hand, three wrong passwords and an hour at which the person never came are noticed', () => {
  assert.deepEqual(judge([past()], arrival({ typingDistance: 4.1 })), ['typing-unlike'])
  assert.deepEqual(judge([past()], arrival({ typingDistance: 4 })), [])
  assert.deepEqual(judge([past()], arrival({ failedTries: 3 })), ['failed-attempts'])
  assert.deepEqual(judge([past()], arrival({ failedTries: 2 })), [])
  const mornings = (count: number, hour = 3) =>
    Array.from({ length: count }, (_, index) =>
      past({ startedAt: new Date(Date.UTC(2026, 2, 1 + index, hour, 30)), seenAt: ago(dayMs) }),
    )
  assert.deepEqual(judge(mornings(10), arrival()), ['odd-hour'])
  assert.deepEqual(judge(mornings(9), arrival()), [])
  assert.deepEqual(judge(mornings(10, 7), arrival()), [], 'an hour and a half away')
  assert.deepEqual(judge(mornings(10, 23), arrival({ at: new Date('2026-03-20T00:30:00.000Z') })), [], 'over midnight')
})

test('a session that moves to a range of the person’s own is nothing; elsewhere, far away or again and again it is', () => {
  const current = past({ startedAt: ago(hourMs), seenAt: ago(minuteMs) })
  const move = (network: string, zone: string | null = null, at: Past = current) =>
    judgeMove([past({ networks: ['work'] })], at, { network, zone, at: now })
  assert.deepEqual(move('work'), [])
  assert.deepEqual(move('cafe'), ['moved'])
  assert.deepEqual(move('cafe', 'America/New_York'), ['moved', 'impossible-travel'])
  assert.deepEqual(move('cafe', null, { ...current, networks: ['a', 'b', 'c'] }), ['moved', 'many-networks'])
  assert.deepEqual(move('work', null, { ...current, networks: ['a', 'b', 'c'] }), [])
})

test('a new browser alone raises nothing, and with a new range it does', () => {
  const together = (...kinds: (keyof typeof pointsOf)[]) =>
    levelOf(kinds.reduce((sum, kind) => sum + pointsOf[kind], 0))
  assert.deepEqual(
    [together('new-device'), together('new-network'), together('failed-attempts'), together('odd-hour')],
    ['usual', 'usual', 'usual', 'usual'],
  )
  assert.deepEqual([together('new-device', 'new-network'), together('moved')], ['raised', 'raised'])
  assert.deepEqual(
    [together('new-device', 'impossible-travel'), together('device-missing'), together('disowned-device')],
    ['high', 'high', 'high'],
  )
})

test('a zone is read from what a browser says, and nothing else is', () => {
  assert.equal(zoneIn('Asia/Kolkata'), 'Asia/Kolkata')
  for (const wrong of [undefined, '', 'Asia/Atlantis', '__proto__', 'x'.repeat(50), ['Asia/Kolkata'], '+05:30', "a'--"])
    assert.equal(zoneIn(wrong), null, String(wrong))
  assert.equal(offsetMs('Asia/Kolkata', now), 5.5 * hourMs)
  assert.equal(offsetMs('America/St_Johns', new Date('2026-01-05T00:00:00Z')), -3.5 * hourMs)
  assert.equal(offsetMs('Etc/UTC', now), 0)
})
