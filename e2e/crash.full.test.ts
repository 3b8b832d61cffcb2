import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { uuidv7, uuidv8 } from '#platform/id'
import type { Proof } from '#wire/ledger'
import type { CardPayment, CardResult } from '#wire/payments'
import { findFreePort, startBank } from './running-bank.ts'

const rounds = 4
const sendersAtOnce = 6
const paymentsAtOnce = 25
const accounts = Array.from({ length: 40 }, (_, index) => uuidv8(Buffer.alloc(16, index + 1)))
const key = `bsk_${'c'.repeat(43)}`

const createCaller =
  (port: number) =>
  async <Answer>(method: 'POST' | 'PUT', path: string, body?: object) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
    return (await response.json()) as Answer
  }
type Call = ReturnType<typeof createCaller>
type Results = { readonly results: readonly CardResult[] }

const pickAccount = () => randomBytes(1)[0] % accounts.length

const newPayment = (): CardPayment => {
  const from = pickAccount()
  const to = (from + 1 + (randomBytes(1)[0] % (accounts.length - 1))) % accounts.length
  const amount = { currency: 'USD', minor: String(1 + (randomBytes(1)[0] % 90)) } as const
  const at = new Date()
  return {
    id: uuidv7(at.getTime(), randomBytes(10)),
    from: accounts[from],
    to: accounts[to],
    amount,
    at: at.toISOString(),
  }
}

interface Told {
  /** Everything that was ever sent, answered or not. */
  readonly sent: CardPayment[]
  /** What the bank acknowledged. */
  readonly acknowledged: Map<string, CardResult>
}

/** Sends batch after batch until the bank is gone. */
const sendUntilGone = async (call: Call, told: Told) => {
  for (;;) {
    const payments = Array.from({ length: paymentsAtOnce }, newPayment)
    told.sent.push(...payments)
    try {
      const { results } = await call<Results>('PUT', '/v1/card-payments', { payments })
      for (const result of results) told.acknowledged.set(result.id, result)
    } catch {
      // The bank was killed: what becomes of these payments is what the test is about.
      return
    }
  }
}

const killDatabase = async (dataFolder: string) => {
  const file = await readFile(join(dataFolder, 'postgres', 'postmaster.pid'), 'utf8')
  process.kill(Number(file.split('\n')[0]), 'SIGKILL')
}

/** Sends everything again: each payment answers what it answered before, and those that were lost take effect now. */
const sendAllAgain = async (call: Call, told: Told) => {
  for (let start = 0; start < told.sent.length; start += 500) {
    const payments = told.sent.slice(start, start + 500)
    const { results } = await call<Results>('PUT', '/v1/card-payments', { payments })
    for (const result of results) {
      const before = told.acknowledged.get(result.id)
      if (before) assert.deepEqual([result.id, result.state, result.isRepeat], [before.id, before.state, true])
      told.acknowledged.set(result.id, result)
    }
  }
}

test('killed at random moments, bank and database lose nothing that was acknowledged and do nothing twice', async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'bank-crash-'))
  const port = await findFreePort()
  const call = createCaller(port)
  const told: Told = { sent: [], acknowledged: new Map() }
  const settings = {
    MODE: 'production',
    BANK_SECRET: 'x'.repeat(40),
    BANK_ORIGIN: `http://localhost:${port}`,
    SERVICE_KEY: key,
  }
  try {
    for (let round = 0; round < rounds; round++) {
      const bank = await startBank(dataFolder, port, settings)
      const party = { kind: 'current', currency: 'USD', opening: '100000', openedAt: '2026-01-01T00:00:00.000Z' }
      await call('POST', '/v1/products/import', {
        parties: accounts.map((id, index) => ({ id, name: `Party ${index}`, ...party })),
      })
      await sendAllAgain(call, told)
      const senders = Array.from({ length: sendersAtOnce }, () => sendUntilGone(call, told))
      await sleep(300 + (randomBytes(2).readUInt16BE() % 1500))
      if (round % 2 === 0) await killDatabase(dataFolder)
      process.kill(-bank.pid, 'SIGKILL')
      await Promise.all([bank.ended, ...senders])
    }

    const bank = await startBank(dataFolder, port, settings)
    await sendAllAgain(call, told)
    assert.ok(told.acknowledged.size > 500, `only ${told.acknowledged.size} payments were acknowledged`)
    const proof = await call<Proof>('POST', '/v1/books/proof')
    assert.equal(proof.breach, null)
    // One transfer for each payment that moved money or set it aside, and one opening balance an account.
    const booked = [...told.acknowledged.values()].filter(({ state }) => state === 'settled' || state === 'in_review')
    assert.equal(proof.transfers, booked.length + accounts.length)
    process.kill(-bank.pid, 'SIGTERM')
    await bank.ended
  } finally {
    await rm(dataFolder, { recursive: true, force: true })
  }
})
