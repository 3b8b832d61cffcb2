import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Database } from '#platform/database'
import { dayMs, hourMs, minuteMs } from '#platform/time'
import { untilOthersEnded } from '#testing/others-ended'
import { factsOf, type Movement, movementOf } from '../attempt.ts'
import { featureCount } from '../features/catalog.ts'
import { createState, type FraudState, type Reservation } from '../features/state.ts'
import { type Attempt, type FraudParts, featureNames, readShippedModel } from '../index.ts'
import { attempting, idOf, start, sureModel, type TestFraud, testFraud } from '../test-fraud.ts'
import { assertAlike, look } from '../test-look.ts'

const calm = sureModel(0.001, await readShippedModel())

const names = ['ada', 'bob', 'cyd', 'dan', 'eve', 'fay']

/** One thing that happens; `gap` is the time since the one before. */
const step = fc.record({
  what: fc.constantFrom(
    'pay',
    'pay',
    'pay',
    'refuse',
    'announce',
    'report',
    'clear',
    'sign in',
    'fold',
    'follow',
    'kill',
  ),
  payer: fc.constantFrom(...names),
  payee: fc.constantFrom(...names),
  device: fc.constantFrom('phone', 'laptop', null),
  network: fc.constantFrom('home', 'office', 'cafe'),
  minor: fc.integer({ min: 100, max: 900_000 }),
  gap: fc.integer({ min: minuteMs, max: 2 * dayMs }),
})
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

const attemptOf = ({ payer, payee, device, network, minor }: Step, payment: string, atMs: number): Attempt => {
  const attempt = attempting({ payment, payer, payee: payee === payer ? null : payee, minor: BigInt(minor), atMs })
  const place = network === 'cafe' ? '12.9,77.6' : null
  return { ...attempt, context: { device, network, place, category: network } }
}

/** The same things happen to a process that can hold almost nothing, and to a memory that holds everything and was never away. */
const play = async (first: TestFraud, steps: readonly Step[], lived: FraudState) => {
  let [bank, atMs] = [first, start]
  const paid: { attempt: Attempt; reservation: Reservation }[] = []
  for (const [index, each] of steps.entries()) {
    atMs += each.gap
    const attempt = attemptOf(each, `${index}`, atMs)
    const last = paid.at(-index % 3)
    const label = { payment: last?.attempt.payment ?? '', isFraud: each.what === 'report', knownAt: new Date(atMs) }
    if (each.what === 'pay') {
      await bank.pay(attempt)
      const reservation = lived.reserve(movementOf(attempt))
      lived.settle(reservation)
      paid.push({ attempt, reservation })
    } else if (each.what === 'refuse') await assert.rejects(bank.pay(attempt, { isRefused: true }))
    else if (each.what === 'announce') {
      await bank.pay({ ...attempt, settlesLater: true })
      const reservation = lived.reserve(movementOf(attempt))
      await bank.conclude({ payment: attempt.payment, outcome: 'settled' })
      lived.settle(reservation)
    } else if (each.what === 'report' || each.what === 'clear') {
      if (last) await teach(bank, lived, last.reservation.movement, label)
    } else if (each.what === 'sign in') {
      const event = { person: idOf(each.payer), change: 'signedIn', atMs, context: attempt.context } as const
      await bank.fraud.observe([event])
      lived.observe(event)
    } else if (each.what === 'fold') await bank.fraud.fold()
    else if (each.what === 'follow') await bank.fraud.follow()
    // The process is gone between two statements; another one goes on, with nothing but the database.
    else bank = await bank.another()
  }
  return { bank, atMs }
}

const reported = new WeakMap<FraudState, Map<string, number>>()

const teach = async (
  bank: TestFraud,
  lived: FraudState,
  movement: Movement,
  label: { payment: string; isFraud: boolean; knownAt: Date },
) => {
  await bank.fraud.learn([label])
  const known = reported.get(lived) ?? new Map<string, number>()
  reported.set(lived, known)
  const knownMs = known.get(label.payment)
  if (label.isFraud && knownMs === undefined) {
    lived.report(movement, label.knownAt.getTime())
    known.set(label.payment, label.knownAt.getTime())
  } else if (!label.isFraud && knownMs !== undefined) {
    lived.retract(movement, knownMs)
    known.delete(label.payment)
  }
}

const expected = (lived: FraudState, attempt: Attempt): Float32Array => {
  const values = new Float32Array(featureCount)
  const reservation = lived.reserve(movementOf(attempt))
  lived.describe(reservation, factsOf(attempt), values)
  lived.withdraw(reservation)
  return values
}

const nexts = (atMs: number): Attempt[] =>
  names.map((payer, index) =>
    attemptOf(
      { what: 'pay', payer, payee: names[(index + 1) % 6], device: 'phone', network: 'home', minor: 5_000, gap: 0 },
      `next ${payer}`,
      atMs + hourMs,
    ),
  )

test('eviction, restarts and kills change no feature: memory is what lived through it all', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
      await using first = await testFraud(calm, { mostEntities: 3 })
      const lived = createState()
      const { bank, atMs } = await play(first, steps, lived)
      for (const next of nexts(atMs)) assertAlike(await look(bank.fraud, next), expected(lived, next), 'held')
      // Stored entities of another layout are none; the log makes them anew.
      await bank.db.query('delete from fraud.memory')
      await using anew = await bank.another({ mostEntities: 1_000 })
      for (const next of nexts(atMs)) assertAlike(await look(anew.fraud, next), expected(lived, next), 'from the log')
      if (bank !== first) await bank.db.close()
    }),
    { numRuns: 12 },
  )
})

test('however many accounts there are, a process holds as many as it may', async () => {
  await using bank = await testFraud(calm, { mostEntities: 60 })
  for (let from = 0; from < 300; from += 50) {
    const some = Array.from({ length: 50 }, (_, index) =>
      attempting({ payment: `${from + index}`, payer: `payer ${from + index}`, payee: `payee ${from + index}` }),
    )
    await bank.payAll(some)
    await bank.fraud.follow()
    assert.ok(bank.fraud.memory().entities <= 60, `${bank.fraud.memory().entities} are held`)
  }
  assert.equal(bank.fraud.memory().live, 0)
  const next = attempting({ payment: 'next', payer: 'payer 3', payee: 'payee 3' })
  assertAlike(await look(bank.fraud, next), await look(await bank.again(), next))
})

test('what is under way is never let go, however little may be held', async () => {
  await using bank = await testFraud(calm, { mostEntities: 1 })
  const open = await Promise.all(
    Array.from({ length: 40 }, (_, index) =>
      bank.fraud.assess(attempting({ payment: `${index}`, payer: `p${index}` })),
    ),
  )
  await bank.fraud.follow()
  const attempts = async (payer: string) =>
    (await look(bank.fraud, attempting({ payment: 'next', payer })))[featureNames.indexOf('attempts-1m')]
  assert.deepEqual([await attempts('p0'), await attempts('p39'), await attempts('new')], [2, 2, 1])
  for (const assessment of open) await assessment[Symbol.asyncDispose]()
  await bank.fraud.follow()
  assert.ok(bank.fraud.memory().entities <= 1)
  assert.deepEqual([await attempts('p0'), await attempts('p39')], [1, 1])
})

/** A database that is gone at the statement with this beginning. */
const failingAt = (db: Database, beginning: string): Database => ({
  ...db,
  transaction: (work) =>
    db.transaction((tx) =>
      work({
        ...tx,
        query: (text, values) => {
          if (text.trimStart().startsWith(beginning)) throw new Error('the connection is gone')
          return tx.query(text, values)
        },
      }),
    ),
})

test('a process that ends in the middle of folding leaves the entities as they were', async () => {
  await using bank = await testFraud(calm)
  for (let day = 0; day < 12; day++) {
    await bank.pay(attempting({ payment: `${day}`, atMs: start - (12 - day) * dayMs }))
    if (day === 5) await bank.fraud.fold()
  }
  const next = attempting({ payment: 'next' })
  const values = await look(bank.fraud, next)
  await untilOthersEnded(bank.db)
  for (const beginning of ['insert into fraud.entity', 'update fraud.memory']) {
    const parts: Partial<FraudParts> = { db: failingAt(bank.db, beginning) }
    await using dying = await bank.another(parts)
    await assert.rejects(dying.fraud.fold(), /connection is gone/)
    assertAlike(await look(await bank.again(), next), values, beginning)
  }
  await bank.fraud.fold()
  assertAlike(await look(await bank.again(), next), values)
})

test('after a restore into a server that has counted less, the log goes on', async () => {
  await using bank = await testFraud(calm)
  for (let day = 0; day < 5; day++) await bank.pay(attempting({ payment: `${day}`, atMs: start - (5 - day) * dayMs }))
  await bank.fraud.fold()
  await bank.db.query(`update fraud.change set xact = (9000000000 + seq)::text::xid8`)
  await bank.db.query(`update fraud.memory set xact = '9000000003', seq = 3`)
  await using restored = await bank.another()
  await using other = await bank.another()
  const next = attempting({ payment: 'next' })
  await look(other.fraud, next)
  await restored.pay(attempting({ payment: 'one more' }))
  await other.fraud.follow()
  const attempts = (await look(other.fraud, next))[featureNames.indexOf('times-paid')]
  assert.equal(attempts, 6)
  assertAlike(await look(other.fraud, next), await look(restored.fraud, next))
})

test('what a server of the version before decided beside others is remembered from the next start on', async () => {
  await using bank = await testFraud(calm)
  for (let day = 0; day < 5; day++) await bank.pay(attempting({ payment: `${day}`, atMs: start - (5 - day) * dayMs }))
  const next = attempting({ payment: 'next' })
  const values = await look(bank.fraud, next)
  await bank.db.query(`delete from fraud.change where payment = $1`, [idOf('payment 4')])
  await bank.db.query(`update fraud.decision set is_logged = false where payment = $1`, [idOf('payment 4')])
  assertAlike(await look(await bank.again(), next), values)
})
