import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { dayMs, hourMs, minuteMs } from '#platform/time'
import { movingBook } from '../test-moving-book.ts'

const [farah, priya] = [randomUUID(), randomUUID()]
const refusal = (code: string) => ({ name: 'Refusal', code })

/** A book whose 2 March, with one transfer between its two customers, is closed. It is 3 March. */
const closedBook = async () => {
  const it = await movingBook(1000n, 0n)
  const [ada, bob] = it.accounts
  await it.create(it.move(ada, bob, 100n))
  it.pass(dayMs)
  await it.periods.close('2026-03-02', farah)
  return { ...it, ada, bob }
}

test('a day can be closed once it is over in UTC, and not a millisecond before', async () => {
  await using it = await movingBook(1000n, 0n)
  it.pass(15 * hourMs - 1)
  await assert.rejects(it.periods.close('2026-03-02', farah), refusal('period-not-over'))
  it.pass(1)
  const closed = await it.periods.close('2026-03-02', farah)
  assert.deepEqual([closed.through, closed.kind, closed.closed_by], ['2026-03-02', 'day', farah])
})

test('a month is closed by its last day, February in a leap year too', async () => {
  await using it = await movingBook()
  const closed = await it.periods.close('2024-02', farah)
  assert.deepEqual([closed.through, closed.kind], ['2024-02-29', 'month'])
  await assert.rejects(it.periods.close('2026-03', farah), refusal('period-not-over'))
})

test('nothing books into a closed period, and the first moment after it is open', async () => {
  await using it = await closedBook()
  const { ada, bob } = it
  const lastMoment = new Date(Date.UTC(2026, 2, 2, 23, 59, 59, 999))
  const midnight = new Date(Date.UTC(2026, 2, 3))

  assert.deepEqual(
    await it.create(
      it.move(ada, bob, 1n, { bookedAt: lastMoment }),
      it.move(ada, bob, 1n, { bookedAt: lastMoment, isImported: true }),
      it.move(ada, bob, 1n, { bookedAt: midnight }),
    ),
    ['period_closed', 'period_closed', 'ok'],
  )
})

test('a late correction books today, with the old value date', async () => {
  await using it = await closedBook()
  const correction = it.move(it.ada, it.bob, 7n, { valueDate: '2026-03-02' })
  assert.deepEqual(await it.create(correction), ['ok'])
  const [row] = await it.db.query(`select booked_at, value_date::text from ledger.transfer where id = $1`, [
    correction.id,
  ])
  assert.deepEqual(row, { booked_at: it.clock(), value_date: '2026-03-02' })
})

test('closing goes only forward; the same day closed again is the same closing', async () => {
  await using it = await closedBook()
  const again = await it.periods.close('2026-03-02', priya)
  assert.equal(again.closed_by, farah)
  await assert.rejects(it.periods.close('2026-03-01', farah), refusal('period-already-closed'))
  await assert.rejects(it.periods.close('2026-02', farah), refusal('period-already-closed'))
  assert.equal((await it.periods.events(null, 10)).length, 1)
})

test('two people who close the same day at once make one closing', async () => {
  await using it = await movingBook()
  const closings = await Promise.all(Array.from({ length: 8 }, () => it.periods.close('2026-02', farah)))
  assert.equal(new Set(closings.map((one) => one.closed_at.toISOString())).size, 1)
  assert.equal((await it.periods.find()).rows.length, 1)
})

test('what was booked is counted after the closing, also when the first attempt was lost', async () => {
  await using it = await closedBook()
  assert.equal((await it.periods.find()).rows[0].fingerprint, null)
  await it.create(it.move(it.ada, it.bob, 5n))

  await it.periods.count()
  const [period] = (await it.periods.find()).rows
  assert.equal(period.transfers, 2n)
  const [now] = await it.db.query<{ transfers: bigint; fingerprint: string }>(
    `select transfers, fingerprint::text from ledger.fingerprint('2026-03-02')`,
  )
  assert.deepEqual([period.transfers, period.fingerprint], [now.transfers, now.fingerprint])
  await it.periods.count()
  assert.deepEqual((await it.periods.find()).rows[0], period)
})

test('two who count at once agree', async () => {
  await using it = await closedBook()
  await Promise.all([it.periods.count(), it.periods.count()])
  assert.equal((await it.periods.find()).rows[0].transfers, 2n)
})

test('a period that is opened while it is being counted gets no count', async () => {
  await using it = await closedBook()
  let commit = () => {}
  const opening = it.db.transaction(async (tx) => {
    await tx.query('update ledger.period set reopened_at = $1', [it.clock()])
    await new Promise<void>((resolve) => {
      commit = resolve
    })
  })
  await wait(50)
  const counting = it.periods.count()
  await wait(50)
  commit()
  await Promise.all([opening, counting])
  assert.equal((await it.periods.find()).rows[0].fingerprint, null)
})

test('a closing cannot be changed by any hand, and the log of it neither', async () => {
  await using it = await closedBook()
  await it.periods.count()
  for (const statement of [
    `update ledger.period set through = '2026-03-01'`,
    'update ledger.period set fingerprint = fingerprint + 1',
    `update ledger.period set closed_by = '${priya}'`,
    'delete from ledger.period',
    'truncate ledger.period',
    `update ledger.period_event set person = '${priya}'`,
    'delete from ledger.period_event',
  ])
    await assert.rejects(it.db.query(statement), /never changed or deleted/, statement)
})

test('who asks for a reopening cannot grant it; a second person can, and it is all on record', async () => {
  await using it = await closedBook()
  const id = randomUUID()
  const asked = { id, through: '2026-03-02', reason: 'The rent of Bob is missing.', person: farah }
  await it.periods.ask(asked)
  const grant = { id, outcome: 'granted', note: 'I have seen the contract.' } as const

  await assert.rejects(it.periods.end({ ...grant, person: farah }), refusal('second-person-needed'))
  assert.equal((await it.periods.find()).closed, '2026-03-02')
  it.pass(minuteMs)
  const granted = await it.periods.end({ ...grant, person: priya })
  assert.deepEqual([granted.outcome, granted.ended_by], ['granted', priya])
  assert.deepEqual(await it.periods.end({ ...grant, person: priya }), granted)

  assert.equal((await it.periods.find()).closed, null)
  const missing = it.move(it.ada, it.bob, 3n, { bookedAt: new Date(Date.UTC(2026, 2, 2, 12)) })
  assert.deepEqual(await it.create(missing), ['ok'])
  const again = await it.periods.close('2026-03-02', farah)
  await it.periods.count()
  assert.equal(again.reopened_at, null)
  assert.deepEqual(
    (await it.periods.find()).rows.map((row) => [row.transfers, row.reopened_at !== null]),
    [
      [3n, false],
      [null, true],
    ],
  )
  assert.deepEqual(
    (await it.periods.events(null, 10)).map(({ what, person, reason }) => [what, person, reason]),
    [
      ['closed', farah, ''],
      ['reopening granted', priya, 'I have seen the contract.'],
      ['reopening asked', farah, 'The rent of Bob is missing.'],
      ['closed', farah, ''],
    ],
  )
})

test('the tables themselves refuse a grant by the person who asked', async () => {
  await using it = await closedBook()
  const id = randomUUID()
  await it.periods.ask({ id, through: '2026-03-02', reason: 'Because I say so.', person: farah })
  await assert.rejects(
    it.db.query(
      `update ledger.reopening set outcome = 'granted', ended_by = asked_by, ended_at = now() where id = $1`,
      [id],
    ),
    /reopening_needs_two_people/,
  )
})

test('a request waits alone, may be withdrawn by who asked and denied by somebody else, and then opens nothing', async () => {
  await using it = await closedBook()
  const ask = (id: string) => it.periods.ask({ id, through: '2026-03-02', reason: 'A slip is missing.', person: farah })
  const [first, second] = [randomUUID(), randomUUID()]
  const asked = await ask(first)

  assert.deepEqual(await ask(first), asked)
  await assert.rejects(ask(second), refusal('reopening-waits'))
  await assert.rejects(
    it.periods.end({ id: first, outcome: 'withdrawn', person: priya, note: '' }),
    refusal('not-your-request'),
  )
  await it.periods.end({ id: first, outcome: 'withdrawn', person: farah, note: '' })
  await ask(second)
  await it.periods.end({ id: second, outcome: 'denied', person: priya, note: 'Book it today.' })
  await assert.rejects(
    it.periods.end({ id: second, outcome: 'granted', person: priya, note: 'Well then.' }),
    refusal('reopening-ended'),
  )
  assert.equal((await it.periods.find()).closed, '2026-03-02')
})

test('an id names one request for good, and only a closing that stands can be opened', async () => {
  await using it = await closedBook()
  const request = { id: randomUUID(), through: '2026-03-02', reason: 'A slip is missing.', person: farah }
  await it.periods.ask(request)
  await assert.rejects(it.periods.ask({ ...request, reason: 'Another one.' }), refusal('id-taken'))
  await assert.rejects(
    it.periods.ask({ ...request, id: randomUUID(), through: '2026-03-01' }),
    refusal('no-such-period'),
  )
  await assert.rejects(
    it.periods.end({ id: randomUUID(), outcome: 'denied', person: priya, note: 'No.' }),
    refusal('no-such-reopening'),
  )
})

test('opening a day opens every later one, and leaves the earlier ones closed', async () => {
  await using it = await movingBook()
  it.pass(5 * dayMs)
  for (const day of ['2026-03-02', '2026-03-03', '2026-03-05']) await it.periods.close(day, farah)
  const id = randomUUID()
  await it.periods.ask({ id, through: '2026-03-03', reason: 'Two slips are missing.', person: farah })
  await it.periods.end({ id, outcome: 'granted', person: priya, note: 'I saw them.' })

  const { closed, rows } = await it.periods.find()
  assert.equal(closed, '2026-03-02')
  assert.deepEqual(
    rows.map((row) => [row.through, row.reopened_at === null]),
    [
      ['2026-03-05', false],
      ['2026-03-03', false],
      ['2026-03-02', true],
    ],
  )
})
