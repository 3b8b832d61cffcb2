import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type TestBook, testBook } from './test-book.ts'
import { change } from './test-deed.ts'

const period = /^nothing has changed in a closed period/

const closeJanuary = `
  insert into ledger.period (through, kind, closed_at, closed_by, transfers, fingerprint)
    select through, 'day', now(), gen_random_uuid(), f.transfers, f.fingerprint
      from unnest(array['2026-01-05', '2026-01-31']::date[]) through, ledger.fingerprint(through) f;
  update ledger.closing set closed_through = '2026-01-31'`

const late: readonly [what: string, sql: (book: TestBook) => string, detail: RegExp][] = [
  [
    'moved out of',
    ({ ids }) => change(ids.fundBob, "booked_at = '2026-02-01'"),
    /2 transfers when it was closed, 1 now/,
  ],
  [
    'moved within',
    ({ ids }) => change(ids.fundBob, "booked_at = booked_at + interval '1 microsecond'"),
    /another fingerprint/,
  ],
  ['given another value date in', ({ ids }) => change(ids.fundBob, "value_date = '2025-12-31'"), /another fingerprint/],
]

for (const [what, sql, detail] of late) {
  test(`a transfer ${what} a closed period is named by the proof`, async () => {
    await using book = await testBook()
    await book.tamper(closeJanuary)
    assert.equal((await book.prove()).breach, null)

    await book.tamper(sql(book))

    const { breach } = await book.prove()
    assert.match(breach?.rule ?? '', period)
    assert.equal(breach?.offender, '2026-01-31')
    assert.match(breach?.detail ?? '', detail)
  })
}

test('a book that was opened again behind the back of its closings is named by the proof', async () => {
  await using book = await testBook()
  await book.tamper(closeJanuary)
  await book.tamper("update ledger.closing set closed_through = '2025-12-31'")

  const { breach } = await book.prove()
  assert.match(breach?.rule ?? '', /^the book is closed up to the day/)
  assert.match(breach?.detail ?? '', /closed up to 2025-12-31, by the closings up to 2026-01-31/)
})

test('the fingerprint of a period does not depend on settings of the session', async () => {
  await using book = await testBook()
  const read = (settings: string) =>
    book.db.transaction(async (tx) => {
      await tx.script(settings)
      const [row] = await tx.query<{ transfers: bigint; fingerprint: string }>(
        "select * from ledger.fingerprint('2026-12-31')",
      )
      return row
    })
  const first = await read("set local timezone = 'UTC'; set local datestyle = 'ISO'")
  assert.equal(first.transfers, 17n)
  assert.deepEqual(
    await read(
      "set local timezone = 'Asia/Kolkata'; set local datestyle = 'German'; set local bytea_output = 'escape'",
    ),
    first,
  )
})
