import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { after, before, test } from 'node:test'
import { type Database, openDatabase } from '#platform/database'
import { testDatabase } from '#testing/cluster'
import { accountResults, transferResults } from '../results.ts'
import { scriptOf, simulateDatabase } from './simulation.ts'

// Most seeds are the same in every run, so that what is reached does not hang on luck; the others look further.
const fixedSeeds = 450
const freshSeeds = 50

let db: Database
let simulation: ReturnType<typeof simulateDatabase>

before(async () => {
  db = openDatabase(await testDatabase(), 2)
  simulation = simulateDatabase(db)
})
after(() => db.close())

const playAll = async (seeds: readonly number[]) => {
  for (const seed of seeds) {
    const failure = await simulation.play(seed)
    assert.equal(failure, null, failure?.report)
  }
}

test('the database answers every batch of 450 random sequences as the model does, and holds the same balances after it', async () => {
  await playAll(Array.from({ length: fixedSeeds }, (_, index) => index + 1))
})

test('nor does it matter from how many items on a batch has the book alone: so do all of two and more in 150 sequences', async () => {
  const other = openDatabase(await testDatabase(), 2)
  try {
    await other.query(
      `create or replace function ledger.large_batch() returns integer language sql immutable parallel safe as 'select 2'`,
    )
    const alone = simulateDatabase(other)
    for (let seed = 1; seed <= 150; seed++) {
      const failure = await alone.play(seed)
      assert.equal(failure, null, failure?.report)
    }
  } finally {
    await other.close()
  }
})

test('every result that a transfer or an account can have came up in those sequences', (context) => {
  const { results, accountResults: ofAccounts, batches, items } = simulation.simulated
  const unseen = (names: object, counts: object) => Object.values(names).filter((name) => !Object.hasOwn(counts, name))

  context.diagnostic(
    `${batches} batches, ${items} items: ${JSON.stringify(results)}, accounts ${JSON.stringify(ofAccounts)}`,
  )
  assert.deepEqual(unseen(transferResults, results), [])
  assert.deepEqual(unseen(accountResults, ofAccounts), [])
})

test('the database agrees with the model in 50 sequences that nobody has tried before', async (context) => {
  const from = randomInt(1000, 2 ** 31 - freshSeeds)
  context.diagnostic(`seeds from ${from}`)
  await playAll(Array.from({ length: freshSeeds }, (_, index) => from + index))
})

test('after all of them the counters of every account follow from the transfers alone, and debits equal credits', async () => {
  const wrong = await db.query(
    `
    with leg as (
      select debit_account as account, kind, amount, id, pending_id, 1 as side from ledger.transfer
      union all select credit_account, kind, amount, id, pending_id, -1 from ledger.transfer),
    counted as (
      select account,
        coalesce(sum(amount) filter (where side = 1 and kind in (0, 2, 5)), 0) as debits_posted,
        coalesce(sum(amount) filter (where side = -1 and kind in (0, 2, 5)), 0) as credits_posted,
        coalesce(sum(amount) filter (where side = 1 and is_held), 0) as debits_pending,
        coalesce(sum(amount) filter (where side = -1 and is_held), 0) as credits_pending
        from (select *, kind = 1 and not exists (select from ledger.transfer e where e.pending_id = leg.id) as is_held from leg) l
       group by account)
    select id from ledger.account a left join counted c on c.account = a.id
     where (a.debits_posted, a.credits_posted, a.debits_pending, a.credits_pending) is distinct from
           (coalesce(c.debits_posted, 0), coalesce(c.credits_posted, 0), coalesce(c.debits_pending, 0), coalesce(c.credits_pending, 0))`,
  )
  const ledgers = await db.query<{ ledger: number }>(
    `select ledger from ledger.account group by ledger
     having sum(debits_posted) <> sum(credits_posted) or sum(debits_pending) <> sum(credits_pending)`,
  )

  assert.deepEqual([wrong, ledgers], [[], []])
})

test('and the proof finds nothing wrong with the book', async () => {
  const { breach } = await simulation.prove()

  assert.equal(breach, null)
})

test('a seed is the same sequence every time, and another seed another one', () => {
  assert.deepEqual(scriptOf(7, 1), scriptOf(7, 1))
  assert.notDeepEqual(scriptOf(7, 1).steps, scriptOf(8, 1).steps)
})
