import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayMs, minuteMs } from '#platform/time'
import { type Movement, unknownContext } from '../attempt.ts'
import { generateDays, type Payment } from '../generator/generator.ts'
import { featureCount, featureNames } from './catalog.ts'
import { createEntities, type Kind } from './entities.ts'
import { createState } from './state.ts'

const start = Date.UTC(2026, 0, 1)
const payments: readonly Payment[] = generateDays({
  seed: 11,
  customers: 400,
  startMs: start,
  days: 30,
  cardsOnly: false,
  isPlain: true,
})
  .toArray()
  .flat()

const bits = (values: Float32Array) => Buffer.from(values.buffer)

/** Features of the whole month; labels are told with the payment, or once they are known. */
const replay = (told: 'at once' | 'when known', earlierMs = 0): Float32Array => {
  const state = createState()
  const values = new Float32Array(featureCount * payments.length)
  let waiting: { readonly movement: Movement; readonly knownMs: number }[] = []
  for (const [index, { movement, facts, knownMs, isStopped }] of payments.entries()) {
    for (const report of waiting.filter((report) => report.knownMs <= movement.atMs))
      state.report(report.movement, report.knownMs)
    waiting = waiting.filter((report) => report.knownMs > movement.atMs)
    const reservation = state.reserve(movement)
    state.describe(reservation, facts, values, index * featureCount)
    if (!isStopped) state.settle(reservation)
    if (!(knownMs > 0)) continue
    const report = { movement: reservation.movement, knownMs: Math.max(movement.atMs + 1, knownMs - earlierMs) }
    if (told === 'at once') state.report(report.movement, report.knownMs)
    else waiting.push(report)
  }
  return values
}

test('no feature uses a label before its time: told early or told when it is known, every feature is the same to the bit', () => {
  const frauds = payments.filter(({ knownMs }) => knownMs > 0 && knownMs < start + 25 * dayMs)
  assert.ok(frauds.length > 20, String(frauds.length))
  const [early, due] = [replay('at once'), replay('when known')]
  const differing = featureNames.filter((_, column) =>
    payments.some((_, row) => !Object.is(early[row * featureCount + column], due[row * featureCount + column])),
  )
  assert.deepEqual(differing, [])
  assert.notDeepEqual(bits(replay('when known', 2 * dayMs)), bits(due))
})

test('what is remembered of one customer, payee or device has a bound, whatever is tried', () => {
  const entities = createEntities()
  const state = createState(entities)
  for (let index = 0; index < 5_000; index++) {
    const word = `${index % 89}.${index},${index % 179}.5`
    const movement: Movement = {
      kind: 'send',
      payer: index % 2 === 0 ? 'ada' : `payer ${index}`,
      payee: index % 2 === 0 ? `payee ${index}` : 'bob',
      context:
        index % 3 === 0
          ? { device: word, network: word, place: word, category: word }
          : { ...unknownContext, device: 'one', place: '1,1', network: 'one', category: 'one' },
      currency: 'EUR',
      minor: 1 + index,
      atMs: start + index * minuteMs,
    }
    const reservation = state.reserve(movement)
    state.settle(reservation)
    state.report(reservation.movement, movement.atMs + dayMs)
  }
  assert.ok(largest('account') <= 2 * 6_900 + 512 * 28 + 16 * 40 + 2 * 256 * 24, `account ${largest('account')}`)
  assert.ok(largest('owner') <= 200 + 48 * 40 + 64 * 24, `owner ${largest('owner')}`)
  for (const kind of ['device', 'network', 'place'] as const)
    assert.ok(largest(kind) <= 960 + 16 * 40 + 64 * 24, `${kind} ${largest(kind)}`)
  assert.ok(largest('category') <= 3_000 + 16 * 40, `category ${largest('category')}`)

  function largest(kind: Kind): number {
    return Math.max(...[...entities.held(kind)].map(bytesOf))
  }
})

/** Bytes of numbers that an entity holds, one of the lists of frauds counting three numbers each. */
const bytesOf = (part: unknown): number => {
  if (part === null || typeof part !== 'object') return 0
  if (ArrayBuffer.isView(part)) return part.byteLength
  if (Array.isArray(part)) return 24 * part.length
  return Object.values(part).reduce((sum: number, inner) => sum + bytesOf(inner), 0)
}
