import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { testBank } from '#testing/bank'
import { openLines } from '#testing/lines'

const count = 250_000
const step = 1000
const megabyte = 1024 * 1024

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

/** Bytes that are in use after everything that can go has gone. */
const inUse = () => {
  collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

test('a stream of 250,000 transfers is written and answered in order, in the same memory from beginning to end', async () => {
  await using bank = await testBank()
  const program = await bank.service('ledger:write')
  const [ada, bob] = [bank.newId(), bank.newId()]
  const accounts = [ada, bob].map((id) => ({ id, currency: 'INR', code: 2010 }))
  await bank.ask(program, 'POST', '/v1/ledger/accounts', { accounts })
  const address = await bank.http.server.listen({ host: '127.0.0.1', port: 0 })
  const lines = openLines(address, '/v1/ledger/transfers', program.headers)
  const id = (number: number) => `019ce8f2-5a00-7000-8000-${number.toString(16).padStart(12, '0')}`
  const item = (number: number) => ({
    kind: 'posted',
    id: id(number),
    debit: ada,
    credit: bob,
    amount: { currency: 'INR', minor: '1' },
    code: 1,
  })

  const sendAll = async () => {
    for (let from = 0; from < count; from += step)
      await lines.send(...Array.from({ length: step }, (_, index) => item(from + index)))
    lines.finish()
  }
  const before = inUse()
  const sending = sendAll()
  const used: number[] = []
  for (let from = 0; from < count; from += step) {
    const answered = await lines.take(step)
    assert.equal(answered.length, step)
    for (const [index, { id: answeredId, result }] of answered.entries())
      assert.deepEqual([answeredId, result], [id(from + index), 'ok'])
    if (from % 25_000 === 0) used.push(inUse())
  }
  await sending

  assert.deepEqual(await lines.rest(), [])
  assert.equal(await bank.balance(bob), BigInt(count))
  const grown = used.map((bytes) => Math.round((bytes - before) / megabyte))
  assert.ok(Math.max(...grown) < 20, `grown by ${grown.join(', ')} MiB`)
})
