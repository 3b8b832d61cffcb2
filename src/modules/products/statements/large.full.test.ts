import assert from 'node:assert/strict'
import { test } from 'node:test'
import { houseAccount, transferCode } from '#modules/ledger'
import { type Holder, password, type TestBank, testBank } from '#testing/bank'

/** With 1,000,000 it takes some minutes; what it measured then stands in docs/decisions/0044. */
const lines = 100_000
const linesInBatch = 5000

const fill = async (bank: TestBank, { product }: Holder) => {
  const cash = houseAccount('cash', 'INR')
  const at = bank.clock().getTime() - 60 * 60_000
  for (let first = 0; first < lines; first += linesInBatch)
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
        bookedAt: new Date(at + Math.floor((first / lines) * 3_000_000)),
      })),
    )
}

const mebi = 1024 * 1024

/** Reads a statement over a connection; tells its size, how long it took, and how far memory rose above the beginning. */
const measure = async (address: string, { headers, product }: Holder, format: string) => {
  global.gc?.()
  const before = process.memoryUsage().rss
  let peak = before
  const began = performance.now()
  const answer = await fetch(`${address}/v1/products/${product}/statement-files`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json', origin: address },
    body: JSON.stringify({ from: '2026-03-01', to: '2026-03-02', format, language: 'en', proof: { password } }),
  })
  assert.equal(answer.status, 200)
  let [bytes, breaks] = [0, 0]
  for await (const piece of answer.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += piece.length
    for (const byte of piece) if (byte === 10) breaks++
    peak = Math.max(peak, process.memoryUsage.rss())
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
  for (const format of ['csv', 'camt.053']) {
    const { bytes, breaks, seconds, risen, peak } = await measure(address, ada, format)
    if (format === 'csv') assert.equal(breaks, lines + 3)
    context.diagnostic(
      `${format}: ${lines} lines, ${Math.round(bytes / mebi)} MiB in ${seconds.toFixed(1)} s, ${Math.round(lines / seconds)} lines/s; memory rose by ${Math.round(risen)} MiB to ${Math.round(peak)} MiB`,
    )
    assert.ok(risen < 160, `memory rose by ${risen} MiB`)
  }
})
