import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { openDatabase } from '#platform/database'
import { testDatabase } from '#testing/cluster'
import { accountFlag, createLedger, houseAccount, type Transfer, transferCode } from './index.ts'

const at = new Date(Date.UTC(2026, 2, 2))
const rupees = 356

/** A ledger with customers' accounts, each funded with so many paise. */
const book = async (...funds: bigint[]) => {
  const db = openDatabase(await testDatabase(), 8)
  const ledger = createLedger(db, () => at)
  await ledger.open()
  const accounts = funds.map(() => randomUUID())
  const customer = { ledger: rupees, code: 2010, flags: accountFlag.debitsMustNotExceedCredits }
  await ledger.createAccounts(
    db,
    accounts.map((id) => ({ id, ...customer })),
    at,
  )
  const transfer = (
    debit: string,
    credit: string,
    amount: bigint,
    kind: 'posted' | 'pending' = 'posted',
    id: string = randomUUID(),
  ) => ({ kind, id, debit, credit, amount, ledger: rupees, code: transferCode.send, bookedAt: at }) satisfies Transfer
  const create = (...transfers: Transfer[]) => ledger.createTransfers(db, transfers)
  const opening = houseAccount('opening', 'INR')
  await create(...accounts.flatMap((id, index) => (funds[index] > 0n ? [transfer(opening, id, funds[index])] : [])))
  return {
    db,
    ledger,
    accounts,
    transfer,
    create,
    end: (kind: 'post' | 'void', pending: string, amount?: bigint, id: string = randomUUID()): Transfer => ({
      kind,
      id,
      pending,
      amount,
      bookedAt: at,
    }),
    seen: async (id: string) => (await ledger.balances([id])).get(id),
    prove: () => ledger.prove(),
    [Symbol.asyncDispose]: () => db.close(),
  }
}

test('a hold sets money aside, and posting a part of it releases the rest', async () => {
  await using it = await book(1000n, 0n)
  const [ada, bob] = it.accounts
  const hold = it.transfer(ada, bob, 600n, 'pending')

  assert.deepEqual(await it.create(hold), ['ok'])
  assert.deepEqual(await it.seen(ada), { balance: 1000n, onHold: 600n, available: 400n, isFrozen: false })
  assert.deepEqual(await it.create(it.transfer(ada, bob, 401n)), ['exceeds_credits'])
  assert.deepEqual(await it.create(it.end('post', hold.id, 250n)), ['ok'])
  assert.deepEqual(await it.seen(ada), { balance: 750n, onHold: 0n, available: 750n, isFrozen: false })
  assert.equal((await it.prove()).breach, null)
})

test('a hold ends once: posted or voided, in one batch or in two', async () => {
  await using it = await book(1000n, 0n)
  const [ada, bob] = it.accounts
  const [one, other] = [it.transfer(ada, bob, 300n, 'pending'), it.transfer(ada, bob, 300n, 'pending')]
  await it.create(one, other)

  assert.deepEqual(await it.create(it.end('void', one.id), it.end('post', one.id)), [
    'ok',
    'pending_transfer_already_voided',
  ])
  assert.deepEqual(await it.create(it.end('post', other.id)), ['ok'])
  assert.deepEqual(await it.create(it.end('void', other.id)), ['pending_transfer_already_posted'])
  assert.deepEqual(await it.seen(bob), { balance: 300n, onHold: 0n, available: 300n, isFrozen: false })
  assert.equal((await it.prove()).breach, null)
})

test('a hold can be placed and posted in one batch', async () => {
  await using it = await book(1000n, 0n)
  const [ada, bob] = it.accounts
  const hold = it.transfer(ada, bob, 300n, 'pending')

  assert.deepEqual(await it.create(hold, it.end('post', hold.id), it.end('post', hold.id)), [
    'ok',
    'ok',
    'pending_transfer_already_posted',
  ])
  assert.equal((await it.prove()).breach, null)
})

test('the items of a batch see those before them', async () => {
  await using it = await book(100n, 0n, 0n)
  const [ada, bob, cleo] = it.accounts
  assert.deepEqual(
    await it.create(it.transfer(ada, bob, 80n), it.transfer(ada, cleo, 30n), it.transfer(bob, cleo, 80n)),
    ['ok', 'exceeds_credits', 'ok'],
  )
})

test('the same id is one transfer; with another content it is refused by what differs', async () => {
  await using it = await book(1000n, 0n, 0n)
  const [ada, bob, cleo] = it.accounts
  const first = it.transfer(ada, bob, 10n)

  assert.deepEqual(await it.create(first, first), ['ok', 'exists'])
  assert.deepEqual(
    await it.create(
      first,
      { ...first, amount: 11n },
      { ...first, credit: cleo },
      { ...first, debit: cleo },
      { ...first, kind: 'pending' },
    ),
    [
      'exists',
      'exists_with_different_amount',
      'exists_with_different_credit_account_id',
      'exists_with_different_debit_account_id',
      'exists_with_different_flags',
    ],
  )
  assert.equal((await it.seen(bob))?.balance, 10n)
})

test('what cannot be booked is answered by name', async () => {
  await using it = await book(1000n, 0n)
  const [ada, bob] = it.accounts
  const nobody = randomUUID()
  const hold = it.transfer(ada, bob, 5n, 'pending')
  await it.create(hold)
  assert.deepEqual(
    await it.create(
      it.transfer(ada, ada, 1n),
      it.transfer(ada, nobody, 1n),
      it.transfer(nobody, bob, 1n),
      it.transfer(ada, bob, 0n),
      { ...it.transfer(ada, bob, 1n), ledger: 840 },
      it.transfer(ada, houseAccount('cash', 'USD'), 1n),
      it.end('post', nobody),
      it.end('post', hold.id, 6n),
      it.end('void', hold.id, 4n),
    ),
    [
      'accounts_must_be_different',
      'credit_account_not_found',
      'debit_account_not_found',
      'amount_must_not_be_zero',
      'transfer_must_have_the_same_ledger_as_accounts',
      'accounts_must_have_the_same_ledger',
      'pending_transfer_not_found',
      'exceeds_pending_transfer_amount',
      'pending_transfer_has_different_amount',
    ],
  )
  assert.deepEqual(await it.create(it.transfer(houseAccount('opening', 'INR'), bob, 9_223_372_036_854_775_807n)), [
    'overflows_debits_posted',
  ])
})

test('a frozen account takes part in nothing, but a hold on it can be released', async () => {
  await using it = await book(1000n, 0n)
  const [ada, bob] = it.accounts
  const hold = it.transfer(ada, bob, 5n, 'pending')
  await it.create(hold)
  await it.ledger.setFrozen(it.db, ada, true)

  assert.deepEqual(
    await it.create(
      it.transfer(ada, bob, 1n),
      it.transfer(bob, ada, 1n),
      it.end('post', hold.id),
      it.end('void', hold.id),
    ),
    ['debit_account_frozen', 'credit_account_frozen', 'debit_account_frozen', 'ok'],
  )
})

test('a transfer can be neither changed nor deleted', async () => {
  await using it = await book(1000n, 0n)
  for (const sql of [
    'update ledger.transfer set amount = 1',
    'delete from ledger.transfer',
    'truncate ledger.transfer cascade',
  ])
    await assert.rejects(it.db.query(sql), /never changed or deleted/)
})

test('many batches over the same hot accounts at once: nothing deadlocks, nothing is lost', async () => {
  await using it = await book(...Array.from({ length: 6 }, () => 10_000n))
  const pick = (index: number) => it.accounts[index % it.accounts.length]
  const batch = (shift: number) =>
    Array.from({ length: 50 }, (_, index) =>
      it.transfer(pick(index * 7 + shift), pick(index * 5 + shift + 1 + (index % 2)), BigInt(1 + (index % 9))),
    ).filter((transfer) => transfer.debit !== transfer.credit)

  const results = await Promise.all(Array.from({ length: 24 }, (_, shift) => it.create(...batch(shift))))

  assert.deepEqual(new Set(results.flat()), new Set(['ok']))
  const balances = await it.ledger.balances(it.accounts)
  assert.equal(
    [...balances.values()].reduce((sum, { balance }) => sum + balance, 0n),
    60_000n,
  )
  assert.equal((await it.prove()).breach, null)
})

test('history pages give every entry once, newest first, with the balance after it', async () => {
  await using it = await book(1000n, 0n)
  const [ada, bob] = it.accounts
  await it.create(...Array.from({ length: 9 }, (_, index) => it.transfer(ada, bob, BigInt(index + 1))))

  const pages = []
  let before: bigint | undefined
  for (let page = 0; page < 6; page++) {
    const entries = await it.ledger.entries([ada, bob], { limit: 4, before })
    pages.push(...entries)
    before = entries.at(-1)?.seq
  }

  assert.equal(pages.length, 19)
  assert.equal(new Set(pages.map((entry) => `${entry.transfer} ${entry.account}`)).size, 19)
  assert.deepEqual(
    pages.filter((entry) => entry.account === ada).map((entry) => entry.balance),
    [955n, 964n, 972n, 979n, 985n, 990n, 994n, 997n, 999n, 1000n],
  )
})
