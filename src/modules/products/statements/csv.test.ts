import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { textCell, writeCsv } from './csv.ts'
import type { Line, Statement } from './statement.ts'

const seed = 20_261_127

/** Reads CSV as RFC 4180 says, and nothing else; throws where it is none. */
const parseCsv = (given: string): string[][] => {
  const rows: string[][] = []
  let [row, at]: [string[], number] = [[], 0]
  while (at < given.length) {
    let cell = ''
    if (given[at] === '"') {
      for (at++; given[at] !== '"' || given[at + 1] === '"'; at++) {
        if (at >= given.length) throw new Error('a quote is not closed')
        if (given[at] === '"') at++
        cell += given[at]
      }
      at++
    } else while (at < given.length && given[at] !== ',' && given[at] !== '\r') cell += given[at++]
    row.push(cell)
    if (given[at] === ',') at++
    else if (given.startsWith('\r\n', at)) {
      rows.push(row)
      row = []
      at += 2
    } else throw new Error(`a cell ends at ${at} with ${JSON.stringify(given[at])}`)
  }
  return rows
}

const statementOf = (lines: readonly Line[]): Statement => ({
  id: '00000000-0000-7000-8000-000000000001',
  period: { from: '2026-03-01', to: '2026-03-31' },
  made: new Date('2026-04-01T00:00:00.000Z'),
  owner: 'Ada',
  account: { number: '123456789012', name: 'Everyday', currency: 'INR' },
  sums: { opening: 100n, closing: 100n, in: { count: 0, total: 0n }, out: { count: 0, total: 0n } },
  lines: (async function* () {
    yield lines
  })(),
})

const lineOf = (who: string, note: string): Line => ({
  number: 1,
  transfer: '00000000-0000-7000-8000-000000000002',
  bookedAt: new Date('2026-03-02T09:10:11.123Z'),
  kind: 'send',
  side: 'out',
  amount: 123_456n,
  balance: -50n,
  who,
  note,
})

const readAll = async (statement: Statement, language: 'en' | 'hi' = 'en') => {
  let whole = ''
  for await (const piece of writeCsv(statement, language)) whole += piece
  assert.equal(whole[0], '\uFEFF')
  return parseCsv(whole.slice(1))
}

test('a statement in CSV has a head, the opening balance, a row for each entry, and the closing balance', async () => {
  const rows = await readAll(statementOf([lineOf('Bob, the "builder"', 'two\r\nlines')]))
  assert.deepEqual(rows, [
    ['No.', 'Date', 'Time (UTC)', 'Kind', 'Details', 'Note', 'Out', 'In', 'Balance', 'Currency', 'Reference'],
    ['', '2026-03-01', '', 'Opening balance', '', '', '', '', '1.00', 'INR', ''],
    [
      '1',
      '2026-03-02',
      '09:10:11',
      'Transfer',
      'Bob, the "builder"',
      'two\r\nlines',
      '1234.56',
      '',
      '-0.50',
      'INR',
      '00000000-0000-7000-8000-000000000002',
    ],
    ['', '2026-03-31', '', 'Closing balance', '', '', '', '', '1.00', 'INR', ''],
  ])
  assert.equal((await readAll(statementOf([]), 'hi'))[1][3], 'शुरुआती बाकी')
})

test('nothing that people wrote is a formula to a spreadsheet, and every text comes back whole', async () => {
  const dangerous = fc.constantFrom('=', '+', '-', '@', '\t=', '\r=', ' =', '＝', '＋', '－', '＠', '|', '%', '\n+', '')
  await fc.assert(
    fc.asyncProperty(dangerous, fc.string({ unit: 'grapheme' }), async (head, rest) => {
      const given = head + rest
      const [, , row] = await readAll(statementOf([lineOf(given, given)]))
      assert.ok(row[4] === given || row[4] === `'${given}`, row[4])
      assert.doesNotMatch(row[4], /^\s*[=+\-@＝＋－＠|%]|^[\t\r\n]/u)
      assert.equal(row[5], row[4])
    }),
    {
      seed,
      examples: [
        ['=', "cmd|'/c calc'!A1"],
        ['@', 'SUM(1+1)*cmd'],
        ['', 'plain'],
      ],
    },
  )
  assert.equal(textCell('plain'), 'plain')
})
