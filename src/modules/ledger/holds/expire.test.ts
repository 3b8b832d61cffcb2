import assert from 'node:assert/strict'
import { test } from 'node:test'
import { minuteMs, secondMs } from '#platform/time'
import { createLedger } from '../index.ts'
import { movingBook } from '../test-moving-book.ts'
import { expireHolds, expiringAtOnce, expiryId } from './expire.ts'

const expiries = async ({ db }: Awaited<ReturnType<typeof movingBook>>): Promise<string[]> =>
  (await db.query<{ id: string }>('select id from ledger.transfer where kind = 4 order by seq')).map(({ id }) => id)

test('a hold is released at its time, and not a millisecond before', async () => {
  await using it = await movingBook(1000n, 0n)
  const [ada, bob] = it.accounts
  const hold = it.hold(ada, bob, 300n, 60)
  await it.create(hold)

  it.pass(minuteMs - 1)
  assert.deepEqual([await it.ledger.countDueHolds(), await it.ledger.expireHolds()], [0, 0])
  assert.equal(await it.onHold(ada), 300n)
  it.pass(1)
  assert.deepEqual([await it.ledger.countDueHolds(), await it.ledger.expireHolds()], [1, 1])
  assert.deepEqual([await it.onHold(ada), await it.balance(ada), await it.ledger.countDueHolds()], [0n, 1000n, 0])
  assert.deepEqual(await expiries(it), [expiryId(hold.id)])
  assert.equal(await it.ledger.expireHolds(), 0)
  assert.equal((await it.ledger.prove()).breach, null)
})

test('once its time has come a hold is neither posted nor voided, even before the job has run', async () => {
  await using it = await movingBook(1000n, 0n)
  const [ada, bob] = it.accounts
  const [one, other] = [it.hold(ada, bob, 300n, 60), it.hold(ada, bob, 200n, 60)]
  await it.create(one, other)
  it.pass(minuteMs)

  const late = ['pending_transfer_expired', 'pending_transfer_expired']
  assert.deepEqual(await it.create(it.end('post', one.id), it.end('void', other.id)), late)
  assert.equal(await it.ledger.expireHolds(), 2)
  assert.deepEqual(await it.create(it.end('post', one.id), it.end('void', other.id)), late)
  assert.equal(await it.balance(bob), 0n)
})

test('a hold without a timeout, and one that was posted or voided in time, is left alone', async () => {
  await using it = await movingBook(1000n, 0n)
  const [ada, bob] = it.accounts
  const [posted, voided] = [it.hold(ada, bob, 300n, 60), it.hold(ada, bob, 200n, 60)]
  await it.create(posted, voided, it.move(ada, bob, 50n, { kind: 'pending' }))
  it.pass(minuteMs - 1)
  await it.create(it.end('post', posted.id), it.end('void', voided.id))
  it.pass(secondMs)

  assert.deepEqual([await it.ledger.countDueHolds(), await it.ledger.expireHolds()], [0, 0])
  assert.deepEqual([await it.balance(bob), await it.onHold(ada)], [300n, 50n])
})

test('what came due while no server ran is released after the restart', async () => {
  await using it = await movingBook(1000n, 0n)
  const [ada, bob] = it.accounts
  await it.create(it.hold(ada, bob, 300n, 60))
  it.pass(60 * minuteMs)

  const restarted = createLedger(it.connect(), it.clock)
  await restarted.open()
  assert.equal(await restarted.expireHolds(), 1)
  assert.equal(await it.onHold(ada), 0n)
})

test('more holds than one batch takes are all released in one turn', async () => {
  await using it = await movingBook(100_000n, 0n)
  const [ada, bob] = it.accounts
  const count = 2 * expiringAtOnce + 7
  await it.create(...Array.from({ length: count }, (_, index) => it.hold(ada, bob, 1n, 60 + (index % 3))))
  it.pass(2 * minuteMs)

  assert.equal(await it.ledger.expireHolds(), count)
  assert.deepEqual([await it.onHold(ada), await it.ledger.countDueHolds()], [0n, 0])
  assert.equal((await it.ledger.prove()).breach, null)
})

test('two processes that release the same holds at once release each once', async () => {
  await using it = await movingBook(100_000n, 0n)
  const [ada, bob] = it.accounts
  const count = expiringAtOnce + 50
  await it.create(...Array.from({ length: count }, () => it.hold(ada, bob, 1n, 60)))
  it.pass(2 * minuteMs)

  const other = it.connect()
  const counts = await Promise.all([
    expireHolds(it.db, it.clock()),
    expireHolds(other, it.clock()),
    expireHolds(it.db, it.clock()),
  ])
  assert.equal(
    counts.reduce((sum, one) => sum + one),
    count,
  )
  assert.equal(new Set(await expiries(it)).size, count)
  assert.equal((await it.ledger.prove()).breach, null)
})

test('a hold that is posted in the instant it is released ends once', async () => {
  await using it = await movingBook(100_000n, 0n)
  const [ada, bob] = it.accounts
  const holds = Array.from({ length: 60 }, () => it.hold(ada, bob, 10n, 60))
  await it.create(...holds)
  it.pass(minuteMs - 1)
  // The merchant's message was sent in the last millisecond; it and the job meet at the database.
  const posts = holds.map((hold) => it.end('post', hold.id))
  it.pass(1)
  const [expired, ...results] = await Promise.all([it.ledger.expireHolds(), ...posts.map((post) => it.create(post))])

  const posted = results.filter(([result]) => result === 'ok').length
  assert.equal(posted + expired, holds.length)
  assert.deepEqual([await it.balance(bob), await it.onHold(ada)], [BigInt(posted) * 10n, 0n])
  assert.equal((await it.ledger.prove()).breach, null)
})

test('a clock that is set back releases nothing too early and nothing twice', async () => {
  await using it = await movingBook(1000n, 0n)
  const [ada, bob] = it.accounts
  await it.create(it.hold(ada, bob, 300n, 60))
  it.pass(minuteMs)
  assert.equal(await it.ledger.expireHolds(), 1)
  it.pass(-30 * secondMs)
  await it.create(it.hold(ada, bob, 200n, 60))
  assert.equal(await it.ledger.expireHolds(), 0)
  assert.equal(await it.onHold(ada), 200n)
  it.pass(3 * minuteMs)
  assert.equal(await it.ledger.expireHolds(), 1)
  assert.equal((await it.ledger.prove()).breach, null)
})

test('a frozen account gets its held money back all the same', async () => {
  await using it = await movingBook(1000n, 0n)
  const [ada, bob] = it.accounts
  await it.create(it.hold(ada, bob, 300n, 60))
  await it.ledger.setFrozen(it.db, ada, true)
  it.pass(minuteMs)
  assert.equal(await it.ledger.expireHolds(), 1)
  assert.equal(await it.onHold(ada), 0n)
})
