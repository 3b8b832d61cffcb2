import assert from 'node:assert/strict'
import { test } from 'node:test'
import { movingBook } from './test-moving-book.ts'

const refusal = (code: string) => ({ name: 'Refusal', code })

type Book = Awaited<ReturnType<typeof movingBook>>
const close = (it: Book, id: string) => it.db.transaction((tx) => it.ledger.closeAccount(tx, id))

test('an account is closed when it is empty and has no holds, and takes part in nothing after that', async () => {
  await using it = await movingBook(100n, 0n)
  const [ada, bob] = it.accounts
  const hold = it.move(ada, bob, 40n, { kind: 'pending' })
  await it.create(hold)

  await assert.rejects(close(it, bob), refusal('account-has-holds'))
  await it.create(it.end('void', hold.id))
  await assert.rejects(close(it, ada), refusal('account-not-empty'))
  await close(it, bob)
  await close(it, bob)
  assert.deepEqual(await it.create(it.move(ada, bob, 1n), it.move(bob, ada, 1n)), [
    'credit_account_already_closed',
    'debit_account_already_closed',
  ])
  await it.ledger.reopenAccount(it.db, bob)
  assert.deepEqual(await it.create(it.move(ada, bob, 1n)), ['ok'])
})

test('an account whose closing is rolled back stays open', async () => {
  await using it = await movingBook(100n, 0n)
  const [ada, bob] = it.accounts
  const rolledBack = it.db.transaction(async (tx) => {
    await it.ledger.closeAccount(tx, bob)
    throw new Error('the paper was not signed')
  })
  await assert.rejects(rolledBack, /not signed/)
  assert.deepEqual(await it.create(it.move(ada, bob, 1n)), ['ok'])
})

test('fifty transfers against a closing: each is in the book before it, or refused', async () => {
  for (let round = 0; round < 3; round++) {
    await using it = await movingBook(1000n, 0n)
    const [ada, bob] = it.accounts
    // Each leaves the account as empty as it was, so the closing may come between any two of them.
    const there = () => it.create({ ...it.move(ada, bob, 10n), isLinked: true }, it.move(bob, ada, 10n))
    const before = Array.from({ length: 12 * round }, there)
    const closing = close(it, bob)
    const after = Array.from({ length: 50 - 12 * round }, there)
    const results = await Promise.all([...before, ...after])
    await closing

    const booked = results.filter((result) => result.join() === 'ok,ok').length
    const refused = results.filter((result) => result.join() === 'credit_account_already_closed,linked_event_failed')
    assert.equal(booked + refused.length, 50, JSON.stringify(results))
    const [{ count }] = await it.db.query<{ count: number }>(
      'select count(*)::integer as count from ledger.transfer where credit_account = $1',
      [bob],
    )
    assert.equal(count, booked)
    assert.deepEqual(await there(), ['credit_account_already_closed', 'linked_event_failed'])
    assert.equal((await it.ledger.prove()).breach, null)
  }
})

test('money that arrives first keeps the account open, and then is not lost in it', async () => {
  for (let round = 0; round < 3; round++) {
    await using it = await movingBook(1000n, 0n)
    const [ada, bob] = it.accounts
    const one = () => it.create(it.move(ada, bob, 1n))
    const before = Array.from({ length: round }, one)
    const closing = close(it, bob).then(
      () => 'closed',
      (error: { code: string }) => error.code,
    )
    const results = await Promise.all([...before, ...Array.from({ length: 50 }, one)])
    const arrived = results.filter(([result]) => result === 'ok').length

    assert.equal(await it.balance(bob), BigInt(arrived))
    assert.equal(await closing, arrived === 0 ? 'closed' : 'account-not-empty')
    if (arrived > 0) assert.equal(arrived, results.length)
  }
})

test('fifty transfers against a freeze: what comes after it is refused, and nothing is half booked', async () => {
  for (let round = 0; round < 3; round++) {
    await using it = await movingBook(1000n, 0n)
    const [ada, bob] = it.accounts
    const one = () => it.create(it.move(ada, bob, 1n))
    const before = Array.from({ length: 12 * round }, one)
    const freezing = it.ledger.setFrozen(it.db, ada, true)
    const after = Array.from({ length: 50 - 12 * round }, one)
    await freezing
    const afterwards = await one()
    const results = (await Promise.all([...before, ...after])).flat()

    assert.deepEqual(afterwards, ['debit_account_frozen'])
    const booked = results.filter((result) => result === 'ok').length
    assert.equal(results.filter((result) => result === 'debit_account_frozen').length, 50 - booked)
    assert.deepEqual([await it.balance(bob), await it.balance(ada)], [BigInt(booked), 1000n - BigInt(booked)])
    assert.equal((await it.ledger.prove()).breach, null)
  }
})
