import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { isSqlError } from '#platform/database'
import { createLane } from '#platform/lane'
import { Refusal } from '#platform/refusal'
import { createTransfers, poster } from './create-transfers.ts'
import { movingBook } from './test-moving-book.ts'
import { createTickets, type Tickets } from './tickets.ts'
import type { MovingTransfer, Transfer } from './transfer.ts'

const large = 128
type Book = Awaited<ReturnType<typeof movingBook>>

const many = (of: () => MovingTransfer): MovingTransfer[] => Array.from({ length: large }, of)

/** Begins a batch in a transaction that stays open, so that the book is held until `end` is called or the test is over. */
const beginBatch = async (it: Book, transfers: readonly Transfer[], tickets: Tickets | null) => {
  const begun = Promise.withResolvers<void>()
  const ending = Promise.withResolvers<void>()
  const answer = it.connect().transaction(async (tx) => {
    const results = await createTransfers(tx, transfers, null, tickets)
    begun.resolve()
    await ending.promise
    return results
  })
  await Promise.race([begun.promise, answer])
  return { answer, end: ending.resolve, [Symbol.dispose]: ending.resolve }
}

const waitUntilOneWaits = async (it: Book): Promise<void> => {
  for (let tries = 0; tries < 1000; tries++) {
    const [{ waiting }] = await it.db.query<{ waiting: number }>(
      "select count(*)::integer as waiting from pg_locks where locktype = 'advisory' and not granted",
    )
    if (waiting > 0) return
    await wait(5)
  }
  throw new Error('nobody waits for the book')
}

const customers = async (it: Book): Promise<(bigint | undefined)[]> => Promise.all(it.accounts.map(it.balance))

test('a batch that waited for the one before it sees what that one has booked, and keeps what it read meanwhile', async () => {
  await using it = await movingBook(1000n, 0n, 1000n, 0n)
  const [ada, bob, cleo, dan] = it.accounts
  const tickets = createTickets(41n)
  using first = await beginBatch(
    it,
    many(() => it.move(ada, bob, 7n)),
    tickets,
  )
  // Ada has 104 left after the first batch, so 14 of these are covered; Cleo is in neither batch's way.
  const second = createTransfers(
    it.connect(),
    [...many(() => it.move(ada, dan, 7n)), ...many(() => it.move(cleo, dan, 2n))],
    null,
    tickets,
  )
  await waitUntilOneWaits(it)
  first.end()
  const results = [...(await first.answer), ...(await second)]

  const count = (result: string) => results.filter((one) => one === result).length
  assert.deepEqual([count('ok'), count('exceeds_credits')], [large + 14 + large, large - 14])
  assert.deepEqual(await customers(it), [6n, 896n, 744n, 354n])
  assert.equal((await it.ledger.prove()).breach, null)
})

for (const [who, tickets] of [
  ['a batch of another lane', createTickets(1_000n)],
  ['a batch of no lane', null],
] as const)
  test(`what ${who} booked in between is read again, whatever the lane's own batch before said`, async () => {
    await using it = await movingBook(1000n, 0n)
    const [ada, bob] = it.accounts
    const own = createTickets(41n)
    assert.deepEqual(
      new Set(
        await createTransfers(
          it.db,
          many(() => it.move(it.opening, bob, 1n)),
          null,
          own,
        ),
      ),
      new Set(['ok']),
    )
    using stranger = await beginBatch(
      it,
      many(() => it.move(ada, bob, 7n)),
      tickets,
    )
    const waiting = createTransfers(
      it.connect(),
      many(() => it.move(ada, it.opening, 7n)),
      null,
      own,
    )
    await waitUntilOneWaits(it)
    stranger.end()
    await stranger.answer
    const results = await waiting

    assert.equal(results.filter((result) => result === 'ok').length, 14)
    assert.deepEqual(await customers(it), [6n, 1024n])
    assert.equal((await it.ledger.prove()).breach, null)
  })

test('a row that changed while a batch waited, by a hand that does not know the lock, is not overwritten: the batch comes again', async () => {
  await using it = await movingBook(1000n, 0n, 1000n)
  const [ada, bob, cleo] = it.accounts
  const tickets = createTickets(41n)
  using first = await beginBatch(
    it,
    many(() => it.move(ada, bob, 1n)),
    tickets,
  )
  const transfers = many(() => it.move(cleo, bob, 1n))
  const second = createTransfers(it.connect(), transfers, null, tickets).catch((error: unknown) => error)
  await waitUntilOneWaits(it)
  await it.db.query('update ledger.account set flags = flags | 4 where id = $1', [cleo])
  first.end()
  await first.answer
  const failure = await second

  assert.ok(isSqlError(failure) && failure.code === '40001', String(failure))
  assert.deepEqual(new Set(await createTransfers(it.db, transfers, null, tickets)), new Set(['debit_account_frozen']))
  assert.deepEqual(await customers(it), [872n, 128n, 1000n])
  assert.equal((await it.ledger.prove()).breach, null)
})

test('an account is frozen between two large batches and not in the middle of one', async () => {
  await using it = await movingBook(1000n, 0n)
  const [ada, bob] = it.accounts
  using first = await beginBatch(
    it,
    many(() => it.move(ada, bob, 1n)),
    null,
  )
  let isFrozen = false
  const freezing = it.ledger.setFrozen(it.connect(), ada, true).then(() => {
    isFrozen = true
  })
  await waitUntilOneWaits(it)
  assert.equal(isFrozen, false)
  first.end()
  await first.answer
  await freezing

  assert.deepEqual(await it.create(it.move(ada, bob, 1n)), ['debit_account_frozen'])
  assert.equal((await it.ledger.prove()).breach, null)
})

test('two lanes with large batches, lone transfers and freezes meet at the same accounts, and every answer is true', async () => {
  await using it = await movingBook(1_000_000n, 1_000_000n, 1_000_000n, 1_000_000n, 1000n, 0n)
  const [ada, bob, cleo, dan, poor, frozen] = it.accounts
  const refusalOf = (result: string) => new Refusal('not-posted', 422, result)
  const lanes = [5n, 5_000_000n].map((first) =>
    createLane<Transfer>(it.connect(), [poster((transfer) => transfer, refusalOf, first)], {
      batch: 300,
      waiting: 4096,
      inFlight: 2,
    }),
  )
  const hot = [ada, bob, cleo, dan]
  const told = new Map<string, number>()
  const tell = (result: string) => told.set(result, (told.get(result) ?? 0) + 1)
  const ask = async (turn: number) => {
    const [from, to] = [hot[turn % 4], hot[(turn + 1 + (turn % 3)) % 4]]
    const transfer =
      turn % 10 === 0 ? it.move(poor, to, 3n) : turn % 10 === 1 ? it.move(from, frozen, 1n) : it.move(from, to, 2n)
    await lanes[turn % 2].join(transfer).then(
      () => tell('ok'),
      (refusal: unknown) => tell(refusal instanceof Refusal ? refusal.message : String(refusal)),
    )
  }
  const callers = Array.from({ length: 1200 }, async (_, caller) => {
    for (let round = 0; round < 4; round++) await ask(caller * 7 + round)
  })
  const others = (async () => {
    for (let turn = 0; turn < 60; turn++) {
      const [result] = await it.create(it.move(ada, bob, 1n))
      tell(`alone ${result}`)
      await it.ledger.setFrozen(it.db, frozen, turn % 2 === 0)
    }
  })()
  await Promise.all([...callers, others])
  await Promise.all(lanes.map((lane) => lane.drain()))

  const [{ booked }] = await it.db.query<{ booked: number }>(
    'select count(*)::integer as booked from ledger.transfer where debit_account <> $1',
    [it.opening],
  )
  assert.equal(booked, (told.get('ok') ?? 0) + 60, JSON.stringify([...told]))
  assert.equal(told.get('alone ok'), 60)
  // 333 times three is what there is.
  assert.equal(await it.balance(poor), 1n)
  assert.deepEqual(
    [...told.keys()].filter((result) => !/ok$|^exceeds_credits$|^credit_account_frozen$/.test(result)),
    [],
  )
  assert.equal((await it.ledger.prove()).breach, null)
})
