import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { houseAccount, transferCode } from '#modules/ledger'
import { currencies } from '#platform/money'
import { dayMs } from '#platform/time'
import { type TestBank, testBank } from '#testing/bank'
import { readSpan, type Span, sumSpan } from './span.ts'

const seed = 20_261_127
const start = Date.UTC(2026, 1, 1)

interface Moved {
  readonly hours: number
  readonly minor: number
  readonly isOut: boolean
}

/** Money goes in and out of an account, as it was booked: some of it long after its time. */
const move = async (bank: TestBank, account: string, moves: readonly Moved[]) => {
  const cash = houseAccount('cash', 'INR')
  for (const { hours, minor, isOut } of moves)
    await bank.ledger.createTransfers(bank.db, [
      {
        kind: 'posted',
        id: bank.newId(),
        debit: isOut ? account : cash,
        credit: isOut ? cash : account,
        amount: BigInt(minor),
        ledger: currencies.INR.ledger,
        code: transferCode.deposit,
        bookedAt: new Date(start + hours * 3_600_000),
      },
    ])
}

const read = async (bank: TestBank, account: string, span: Span, rowsAtOnce: number) => {
  await using snapshot = await bank.db.snapshot()
  const sums = await sumSpan(snapshot, account, span)
  const entries = []
  for await (const page of readSpan(snapshot, account, span, sums.opening, rowsAtOnce)) entries.push(...page)
  return { sums, entries }
}

const moves = fc.array(
  fc.record({ hours: fc.integer({ min: 0, max: 600 }), minor: fc.integer({ min: 1, max: 500 }), isOut: fc.boolean() }),
  { minLength: 1, maxLength: 30 },
)

test('whatever was booked when, a span has each entry once, in the order of time, and adds up from balance to balance', async () => {
  await using bank = await testBank()
  await fc.assert(
    fc.asyncProperty(
      moves,
      fc.nat({ max: 25 }),
      fc.nat({ max: 25 }),
      fc.integer({ min: 1, max: 4 }),
      async (all, first, days, rows) => {
        const account = bank.newId()
        const made = { id: account, ledger: currencies.INR.ledger, code: 2010, flags: 0 }
        await bank.ledger.createAccounts(bank.db, [made], new Date(start))
        await move(bank, account, all)
        const span = {
          from: new Date(start + first * dayMs),
          before: new Date(start + (first + days) * dayMs),
        }
        const { sums, entries } = await read(bank, account, span, rows)
        const known = await bank.db.query<{ id: string; sum: string }>(
          `select id, sum(case when credit_account = $1 then amount else -amount end) over (order by booked_at, seq)::text as sum, booked_at
             from ledger.transfer where debit_account = $1 or credit_account = $1 order by booked_at, seq`,
          [account],
        )
        const inside = await bank.db.query<{ id: string }>(
          `select id from ledger.transfer where (debit_account = $1 or credit_account = $1) and booked_at >= $2 and booked_at < $3
            order by booked_at, seq`,
          [account, span.from, span.before],
        )
        const balances = new Map(known.map(({ id, sum }) => [id, BigInt(sum)]))
        assert.deepEqual(
          entries.map(({ transfer, balance }) => [transfer, balance]),
          inside.map(({ id }) => [id, balances.get(id)]),
        )
        assert.equal(sums.closing - sums.opening, sums.in.total - sums.out.total)
        assert.equal(sums.in.count + sums.out.count, entries.length)
        assert.equal(entries.at(-1)?.balance ?? sums.opening, sums.closing)
      },
    ),
    { seed, numRuns: 25 },
  )
})

test('a span is one instant of the book: what is written meanwhile is not in it', async () => {
  await using bank = await testBank()
  const ada = await bank.holder('Ada', 1_000n)
  const span = { from: new Date(0), before: new Date(Date.UTC(2027, 0, 1)) }
  await using snapshot = await bank.db.snapshot()
  const { opening, closing } = await sumSpan(snapshot, ada.product, span)
  await bank.fund(ada.product, 500n)
  const entries = []
  for await (const page of readSpan(snapshot, ada.product, span, opening)) entries.push(...page)
  assert.deepEqual([entries.length, entries[0].balance, closing], [1, 1_000n, 1_000n])
})
