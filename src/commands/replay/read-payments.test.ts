import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { type Line, readPayments } from './read-payments.ts'

const header = 'TRANSACTION_ID,TX_DATETIME,CUSTOMER_ID,TERMINAL_ID,TX_AMOUNT,TX_FRAUD,TX_FRAUD_SCENARIO'
let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'replay-'))
})
after(() => rm(folder, { recursive: true }))

const read = async (content: string | Buffer, name = 'payments.csv') => {
  const file = join(folder, name)
  await writeFile(file, content)
  const lines: Line[] = []
  for await (const line of readPayments(file, () => {})) lines.push(line)
  return lines
}

test('a line becomes a payment with its own time and exact cents', async () => {
  assert.deepEqual(await read(`${header}\n7,2018-04-01 00:00:31,596,3156,57.16,1,2\n`), [
    {
      kind: 'payment',
      payment: {
        transaction: '7',
        at: new Date('2018-04-01T00:00:31.000Z'),
        customer: '596',
        terminal: '3156',
        minor: 5716n,
        isFraud: true,
      },
    },
  ])
})

test('amounts that a tool wrote as floating numbers are rounded to the cent', async () => {
  const amounts = ['85.64999999999999', '83.10000000000001', '146', '146.0', '0.005', '0.0049']
  const lines = await read(
    [header, ...amounts.map((amount, id) => `${id},2018-04-01 00:00:31,1,2,${amount},0,0`)].join('\n'),
  )
  assert.deepEqual(
    lines.map((line) => (line.kind === 'payment' ? line.payment.minor : line.kind)),
    [8565n, 8310n, 14600n, 14600n, 1n, 'zero'],
  )
})

test('a gzipped file, Windows line ends, other column orders and no last line end are all read', async () => {
  const text =
    'TX_FRAUD,TERMINAL_ID,CUSTOMER_ID,TX_AMOUNT,TX_DATETIME,TRANSACTION_ID\r\n0,9,8,1.5,2018-04-01T10:00:00,3'
  const [line] = await read(gzipSync(text), 'payments.csv.gz')
  assert.ok(line.kind === 'payment')
  assert.deepEqual([line.payment.transaction, line.payment.minor, line.payment.terminal], ['3', 150n, '9'])
})

test('each broken line is told with its number and why, and the others are read', async () => {
  const lines = await read(
    [
      header,
      '1,2018-04-01 00:00:31,1,2,5,0,0',
      '2,yesterday,1,2,5,0,0',
      '3,2018-04-01 00:00:31,1,2,-5,0,0',
      '4,2018-04-01',
      '5,2018-04-01 00:00:31,1,2,5,maybe,0',
      '6,2018-02-31 00:00:31,1,2,0,0,0',
    ].join('\n'),
  )
  assert.deepEqual(
    lines.map((line) => (line.kind === 'broken' ? [line.line, line.why] : line.kind)),
    [
      'payment',
      [3, '"yesterday" is no time'],
      [4, '"-5" is no amount'],
      [5, 'it has too few columns'],
      [6, 'TX_FRAUD is neither 0 nor 1'],
      'zero',
    ],
  )
})

test('a file of another shape is refused with the columns it lacks', async () => {
  await assert.rejects(
    read('url,phishing\nhttp://a,0\n'),
    /lacks TRANSACTION_ID, TX_DATETIME, CUSTOMER_ID, TERMINAL_ID, TX_AMOUNT, TX_FRAUD/,
  )
  await assert.rejects(read(''), /is empty/)
  await assert.rejects(read(gzipSync(header).subarray(0, 20), 'cut.csv.gz'), /damaged/)
  await assert.rejects(read('x'.repeat(1_000_000)), /never ends|lacks/)
})
