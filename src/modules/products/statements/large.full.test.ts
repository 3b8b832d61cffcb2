import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { houseAccount, transferCode } from '#modules/ledger'
import { dayMs } from '#platform/time'
import { type Holder, password, type TestBank, testBank } from '#testing/bank'

/** The last tenth of them on the second day: camt.053, which is eight times the bytes, is written of that day alone. */
const lines = 1_000_000
const linesOfSecondDay = lines / 10
const linesInBatch = 5000

const fill = async (bank: TestBank, { product }: Holder) => {
  const cash = houseAccount('cash', 'INR')
  const hourAgo = bank.clock().getTime() - 60 * 60_000
  for (let first = 0; first < lines; first += linesInBatch) {
    const day = first < lines - linesOfSecondDay ? hourAgo - dayMs : hourAgo
    await bank.ledger.createTransfers(
      bank.db,
      Array.from({ length: linesInBatch }, (_, index) => ({
        kind: 'posted' as const,
        id: bank.newId(),
        debit: cash,
        credit: product,
        amount: BigInt(1 + (index % 900)),
        ledger: 356,
        code: transferCode.deposit,
        bookedAt: new Date(day + Math.floor((first / lines) * 3_000_000)),
      })),
    )
  }
}

const mebi = 1024 * 1024

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Bytes that somebody still holds. What waits to be collected is the collector's own choice, and grows where it has little time. */
const held = (): number => {
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

const bytesBetweenLooks = 8 * mebi

/** Reads a statement over a connection; tells its size, how long it took, and how far memory in use rose above the beginning. */
const measure = async (address: string, { headers, product }: Holder, format: string, from: string, to: string) => {
  const before = held()
  let peak = before
  const began = performance.now()
  const answer = await fetch(`${address}/v1/products/${product}/statement-files`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json', origin: address },
    body: JSON.stringify({ from, to, format, language: 'en', proof: { password } }),
  })
  assert.equal(answer.status, 200)
  let [bytes, breaks, looks] = [0, 0, 0]
  for await (const piece of answer.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += piece.length
    for (const byte of piece) if (byte === 10) breaks++
    if (bytes < looks * bytesBetweenLooks) continue
    looks++
    peak = Math.max(peak, held())
  }
  return {
    bytes,
    breaks,
    seconds: (performance.now() - began) / 1000,
    risen: (peak - before) / mebi,
    peak: peak / mebi,
  }
}

test('a statement of very many lines is written while it is read, in memory that does not grow with it', async (context) => {
  await using bank = await testBank()
  const ada = await bank.holder('Ada')
  await fill(bank, ada)
  const address = await bank.http.server.listen({ host: '127.0.0.1', port: 0 })
  const [first, second] = [new Date(bank.clock().getTime() - dayMs), bank.clock()].map((at) =>
    at.toISOString().slice(0, 10),
  )
  for (const [format, from, many] of [
    ['csv', first, lines],
    ['camt.053', second, linesOfSecondDay],
  ] as const) {
    const { bytes, breaks, seconds, risen, peak } = await measure(address, ada, format, from, second)
    if (format === 'csv') assert.equal(breaks, many + 3)
    context.diagnostic(
      `${format}: ${many} lines, ${Math.round(bytes / mebi)} MiB in ${seconds.toFixed(1)} s, ${Math.round(many / seconds)} lines/s; memory rose by ${Math.round(risen)} MiB to ${Math.round(peak)} MiB`,
    )
    assert.ok(risen < 32, `memory rose by ${risen} MiB`)
  }
})
