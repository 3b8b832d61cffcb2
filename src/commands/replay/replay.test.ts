import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type TestBank, testBank } from '#testing/bank'
import { replay } from '../replay.ts'

const columns = 'TRANSACTION_ID,TX_DATETIME,CUSTOMER_ID,TERMINAL_ID,TX_AMOUNT,TX_FRAUD,TX_FRAUD_SCENARIO'
const startMs = Date.UTC(2018, 3, 1)
const key = `bsk_${'k'.repeat(43)}`

/** Twelve days of twenty customers at ten terminals; every hundredth payment is a fraud. */
const line = (id: number) => {
  const at = new Date(startMs + id * 400_000).toISOString().slice(0, 19).replace('T', ' ')
  const isFraud = id % 100 === 99
  return `${id},${at},${id % 20},${(id * 7) % 10},${isFraud ? 900 : 10 + (id % 30)}.25,${isFraud ? 1 : 0},0`
}
const lines = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => line(from + index))

let bank: TestBank
let address: string
let folder: string
before(async () => {
  bank = await testBank()
  const scopes = ['products:import', 'cards:pay', 'labels:write', 'books:prove'] as const
  await bank.identity.createServiceClientWithKey(bank.newId(), 'replay', scopes, key)
  address = await bank.http.server.listen({ host: '127.0.0.1', port: 0 })
  folder = await mkdtemp(join(tmpdir(), 'replay-'))
})
after(async () => {
  await bank[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

const run = async (
  content: string[],
  environment: Record<string, string> = {},
  stopAfter = Number.POSITIVE_INFINITY,
) => {
  const [file, json] = [join(folder, 'payments.csv'), join(folder, 'out.json')]
  await writeFile(file, [columns, ...content].join('\n'))
  let said = ''
  const stopping = new AbortController()
  const code = await replay({
    args: [file, '--json', json],
    environment: { BANK_URL: address, SERVICE_KEY: key, ...environment },
    projectFolder: folder,
    output: {
      write: (text: string) => {
        said += text
        // A line of progress comes after each batch; whoever watches stops it then.
        if (Number(/([\d,]+) payments/.exec(text)?.[1].replace(',', '') ?? 0) >= stopAfter) stopping.abort()
        return true
      },
    },
    stopping: stopping.signal,
    now: () => Date.now(),
    uptimeMs: () => 0,
  })
  return { code, said, result: JSON.parse(await readFile(json, 'utf8')) }
}

const countTransfers = async () => {
  const [row] = await bank.db.query<{ cards: bigint }>('select count(*) as cards from ledger.transfer where code = 4')
  return Number(row.cards)
}

test('a replay that is stopped in the middle and started again goes on without a double payment', async () => {
  const half = await run(lines(0, 1300))
  assert.equal(half.result.payments, 1300)
  const settledAfterHalf = await countTransfers()

  const whole = await run([...lines(0, 2600), '2600,2018-04-13 00:00:00,1,1,0.0,0,0', 'broken'])
  const settled = await countTransfers()
  const again = await run([...lines(0, 2600), '2600,2018-04-13 00:00:00,1,1,0.0,0,0', 'broken'])

  const { seconds: _one, per_second: _other, ...figures } = whole.result
  assert.deepEqual([figures.payments, figures.skipped, figures.refused, figures.proved], [2600, 2, 0, true])
  assert.ok(settled > settledAfterHalf && settledAfterHalf > 1000)
  assert.equal(figures.verdicts.allow, settled)
  assert.equal(await countTransfers(), settled)
  const { seconds: _a, per_second: _b, ...repeated } = again.result
  assert.deepEqual(repeated, figures)
  assert.match(whole.said, /payments\.csv, line 2603: it has too few columns; skipped/)
  assert.equal(whole.code, 0)
})

test('every payment has its own booking time, and no stopped payment moved money', async () => {
  const rows = await bank.db.query<{ booked_at: Date; state: string }>(
    `select t.booked_at, p.state from ledger.transfer t join payments.payment p on p.id = t.id where t.kind = 0 and t.code = 4`,
  )
  assert.ok(rows.every((row) => row.state === 'settled' && row.booked_at.getUTCFullYear() === 2018))
})

test('a bank that is not there and a key that is not known are one plain line each', async () => {
  await assert.rejects(
    run(lines(0, 5), { BANK_URL: 'http://127.0.0.1:9' }),
    /No bank answers at http:\/\/127\.0\.0\.1:9/,
  )
  await assert.rejects(run(lines(0, 5), { SERVICE_KEY: `bsk_${'x'.repeat(43)}` }), /does not know the key/)
})

test('a replay that is told to stop answers its batch, says how to go on, and writes no result', async () => {
  await rm(join(folder, 'out.json'), { force: true })
  await assert.rejects(run(lines(0, 5000), {}, 1000), { code: 'ENOENT' })
  const settled = await countTransfers()
  assert.ok(settled >= 2600 && settled < 5000, `${settled} are settled`)
})
