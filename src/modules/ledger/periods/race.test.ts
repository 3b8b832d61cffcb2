import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { dayMs } from '#platform/time'
import { createLedger } from '../index.ts'
import { movingBook } from '../test-moving-book.ts'

const farah = randomUUID()
const lastMoment = new Date(Date.UTC(2026, 2, 2, 23, 59, 59, 999))

const countClosed = async (db: Awaited<ReturnType<typeof movingBook>>['db']): Promise<number> => {
  const [{ count }] = await db.query<{ count: number }>(
    'select count(*)::integer as count from ledger.transfer where booked_at <= $1',
    [lastMoment],
  )
  return count
}

/** Until someone waits for the book. */
const waitForLock = async (db: Awaited<ReturnType<typeof movingBook>>['db']): Promise<void> => {
  const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event = 'advisory'`
  while ((await db.query(waiting)).length === 0) await wait(10)
}

test('batches that book into the last moment of a day while it is closed are in the book before it or refused', async () => {
  await using it = await movingBook(1_000_000n, 1_000_000n, 1_000_000n, 1_000_000n)
  it.pass(dayMs)
  let isClosed = false
  const seen = { ok: 0, period_closed: 0, late: 0 }
  const teller = async (from: string, to: string) => {
    for (let turn = 0; turn < 100 && seen.period_closed < 4000; turn++) {
      const wasClosed = isClosed
      const results = await it.create(
        ...Array.from({ length: 400 }, () => it.move(from, to, 1n, { bookedAt: lastMoment })),
      )
      for (const result of results) {
        assert.ok(result === 'ok' || result === 'period_closed', result)
        seen[result]++
        if (result === 'ok' && wasClosed) seen.late++
      }
    }
  }
  const [ada, bob, cleo, dan] = it.accounts
  const booking = [teller(ada, bob), teller(bob, ada), teller(cleo, dan), teller(dan, cleo), teller(ada, dan)]
  await wait(150)
  await it.periods.close('2026-03-02', farah)
  isClosed = true
  const whenClosed = await countClosed(it.db)
  await Promise.all(booking)

  assert.ok(seen.ok > 0 && seen.period_closed > 0, JSON.stringify(seen))
  assert.equal(seen.late, 0)
  assert.equal(await countClosed(it.db), whenClosed)
  assert.equal((await it.ledger.prove()).breach, null)
})

test('a batch under way is waited for, and what it books is part of the period', async () => {
  await using it = await movingBook(1000n, 0n)
  it.pass(dayMs)
  const [ada, bob] = it.accounts
  const other = it.connect()
  let end = () => {}
  const isToEnd = new Promise<void>((resolve) => {
    end = resolve
  })
  let begun = () => {}
  const hasBegun = new Promise<void>((resolve) => {
    begun = resolve
  })
  const batch = other.transaction(async (tx) => {
    const results = await createLedger(other, it.clock).createTransfers(tx, [
      it.move(ada, bob, 1n, { bookedAt: lastMoment }),
    ])
    begun()
    await isToEnd
    return results
  })
  await hasBegun
  let isClosed = false
  const closing = it.periods.close('2026-03-02', farah).then(() => {
    isClosed = true
  })
  await wait(100)
  const wasClosed = isClosed
  end()
  assert.deepEqual([await batch, wasClosed], [['ok'], false])
  await closing
  await it.periods.count()
  assert.equal((await it.periods.find()).rows[0].transfers, 2n)
})

test('a booking that does not end holds up the closing for two seconds, and payments no longer than that', async () => {
  await using it = await movingBook(1000n, 0n)
  it.pass(dayMs)
  const [ada, bob] = it.accounts
  const other = it.connect()
  const begun = Promise.withResolvers<void>()
  const end = Promise.withResolvers<void>()
  const stuck = other.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock_shared(ledger.book_lock())')
    begun.resolve()
    await end.promise
  })
  await begun.promise
  const closing = it.periods.close('2026-03-02', farah).then(
    () => 'closed',
    (error: { code: string }) => error.code,
  )
  await waitForLock(it.db)
  const from = performance.now()
  const results = await it.create(it.move(ada, bob, 1n))
  const waitedMs = performance.now() - from
  const became = await closing
  end.resolve()
  await stuck
  assert.deepEqual([results, became], [['ok'], 'books-busy'])
  assert.ok(waitedMs < 10_000)
  assert.equal((await it.periods.find()).closed, null)
})
