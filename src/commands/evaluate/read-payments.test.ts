import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { parseHundredths, parseTime } from './cells.ts'
import { generatedContext, parseColumns } from './columns.ts'
import { type LabeledPayment, mostRefused, readPayments } from './read-payments.ts'

let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'payments-'))
})
after(() => rm(folder, { recursive: true }))

const put = async (name: string, lines: readonly string[]) => {
  const file = join(folder, name)
  await writeFile(file, lines.join('\n'))
  return file
}

const read = async (files: readonly string[], columns?: string, context: readonly string[] = []) => {
  const payments: LabeledPayment[] = []
  const refused: [number, string][] = []
  const onRefused = (_: string, line: number, why: string) => refused.push([line, why])
  const plan = { files, context, columns: columns === undefined ? undefined : parseColumns(columns), onRefused }
  for await (const batch of readPayments(plan)) payments.push(...batch)
  return { payments, refused }
}

const header = 'TRANSACTION_ID,TX_DATETIME,CUSTOMER_ID,TERMINAL_ID,TX_AMOUNT,TX_FRAUD,TX_FRAUD_SCENARIO'

const card = { kind: 'card', currency: 'XXX' } as const

test('the handbook’s columns are recognized', async () => {
  const { payments } = await read([await put('a.csv', [header, '7,2018-04-01 00:00:31,596,3156,57.16,1,2'])])
  assert.deepEqual(payments, [
    {
      atMs: Date.UTC(2018, 3, 1, 0, 0, 31),
      payer: '596',
      payee: '3156',
      minor: 5716,
      isFraud: true,
      ...card,
      context: [],
    },
  ])
})

test('other columns are named, a payee need not be there, and context columns come along', async () => {
  const file = await put('b.csv', ['when;who;how much;bad;kind', '1522540831;"K 1";$12.5;no;food'])
  const { payments } = await read([file], 'time=when,payer=who,amount=how much,label=bad', ['kind'])
  assert.deepEqual(payments, [
    { atMs: 1522540831000, payer: 'K 1', payee: null, minor: 1250, isFraud: false, ...card, context: ['food'] },
  ])
})

test('a file that npm run generate wrote is recognized, cash without a payee too', async () => {
  const columns = 'id,time,payer,payee,amount,currency,kind,device,network,place,category,label,known_at,scenario'
  const line = '9-p1,2026-01-01T00:00:31.000Z,9-1,,20.00,EUR,withdrawal,d1,n1,"28.70,77.10",,1,,takeover'
  const file = await put('g.csv', [columns, line])
  const context = generatedContext(columns.split(','))
  assert.deepEqual(context, ['device', 'network', 'place', 'category'])
  assert.deepEqual(generatedContext(header.split(',')), [])
  const { payments } = await read([file], undefined, context)
  assert.deepEqual(payments, [
    {
      ...{ atMs: Date.UTC(2026, 0, 1, 0, 0, 31), payer: '9-1', payee: null, minor: 2000, isFraud: true },
      ...{ kind: 'withdrawal', currency: 'EUR', context: ['d1', 'n1', '28.70,77.10', ''] },
    },
  ])
})

test('files are put in the order of their time', async () => {
  const later = await put('1.csv', [header, '2,2018-05-01 00:00:00,1,1,1,0,0'])
  const earlier = await put('2.csv', [header, '1,2018-04-01 00:00:00,1,1,1,0,0'])
  const { payments } = await read([later, earlier])
  assert.deepEqual(
    payments.map(({ atMs }) => new Date(atMs).getUTCMonth()),
    [3, 4],
  )
})

test('lines that are broken or out of order are left out and told', async () => {
  const lines = [
    '1,2018-04-02 00:00:00,1,2,5,0,0',
    '2,2018-04-01 23:59:59,1,2,5,0,0',
    '3,soon,1,2,5,0,0',
    '4,2018-04-02 00:00:00,1,2,five,0,0',
    '5,2018-04-02 00:00:00,1,2,5,maybe,0',
    '6,2018-04-02 00:00:00,1,2,5,0',
    '7,2018-04-02 00:00:00,,2,5,0,0',
    '8,2018-04-02 00:00:00,1,2,5,0,0',
  ]
  const { payments, refused } = await read([await put('c.csv', [header, ...lines])])
  assert.equal(payments.length, 2)
  assert.deepEqual(refused, [
    [3, 'it is older than a payment before it'],
    [4, '"soon" is no time from 1970 on'],
    [5, '"five" is no amount'],
    [6, '"maybe" is no label: 0 or 1, true or false, yes or no'],
    [7, 'it has 6 columns instead of 7'],
    [8, 'it names no payer'],
  ])
})

test('files with too many broken lines are refused, and so are files of something else', async () => {
  const broken = Array.from({ length: mostRefused + 1 }, () => '1,never,1,2,5,0,0')
  const file = await put('d.csv', [header, '1,2018-04-02 00:00:00,1,2,5,0,0', ...broken])
  await assert.rejects(read([file]), /More than 1000 lines were left out, the last one line 1003/)
  await assert.rejects(
    read([await put('e.csv', ['url,phishing', 'http://a,0'])]),
    /which column is the time, the payer/,
  )
  await assert.rejects(read([file], 'time=WHEN'), /has no column WHEN; it has TRANSACTION_ID/)
  await assert.rejects(read([await put('f.csv', [header, ...broken])]), /cannot be read as payments/)
  assert.throws(() => parseColumns('when=a'), /"when=a" is none of them/)
})

test('times are read as they are usually written', () => {
  const noon = Date.UTC(2024, 0, 31, 12)
  const texts = ['2024-01-31 12:00:00', '2024-01-31T12:00Z', '2024-01-31T17:30:00.000+05:30', '1706702400']
  for (const text of [...texts, '1706702400000', '1706702400000000', '1706702400.0'])
    assert.equal(parseTime(text), noon)
  assert.equal(parseTime('2024-01-31'), Date.UTC(2024, 0, 31))
  for (const text of ['2024-02-30 12:00:00', '2024-01-31 24:00:00', '', 'noon', '-5'])
    assert.equal(parseTime(text), null)
})

test('amounts are read to the nearest hundredth', () => {
  const amounts = [
    '85.64999999999999',
    '83.10000000000001',
    '146',
    '$2.5',
    '-0.29',
    '1e3',
    '0.004',
    '1.005',
    '',
    '1,5',
    'x',
  ]
  assert.deepEqual(amounts.map(parseHundredths), [8565, 8310, 14600, 250, 29, 100000, 0, 101, null, null, null])
})
