import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, open, readFile, rm, rmdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { isUnreachable, openDatabase } from '#platform/database'
import { uuidv7, uuidv8 } from '#platform/id'
import type { Proof } from '#wire/ledger'
import type { CardPayment, CardResult } from '#wire/payments'
import { findFreePort, type RunningBank, startBank } from './running-bank.ts'

const accounts = Array.from({ length: 20 }, (_, index) => uuidv8(Buffer.alloc(16, index + 1)))
const key = `bsk_${'d'.repeat(43)}`
const perRequest = 100

type Answer = { status: number; type: string | null; body: { code?: string; results?: CardResult[] } & Partial<Proof> }

/** A small disk that only it and those who enter its namespace see; `outside` is the way to it from here. */
const makeDisk = async (place: string) => {
  const script = 'mount -t tmpfs -o size=220m,mode=755 bank-test "$1" && echo ready && exec sleep 300'
  const keeper = spawn('unshare', ['--mount', 'sh', '-c', script, 'sh', place], { stdio: ['ignore', 'pipe', 'ignore'] })
  const ended = once(keeper, 'exit')
  const isReady = await Promise.race([once(keeper.stdout, 'data').then(() => true), ended.then(() => false)])
  if (!isReady) return undefined
  const outside = (path: string) => `/proc/${keeper.pid}/root${path}`
  const ballast = outside(join(place, 'ballast'))
  return {
    outside,
    wrapper: ['nsenter', `--mount=/proc/${keeper.pid}/ns/mnt`, '--'],
    fill: () => fillUp(ballast),
    free: () => rm(ballast),
    remove: async () => {
      keeper.kill('SIGKILL')
      await ended
    },
  }
}

const fillUp = async (file: string) => {
  await using ballast = await open(file, 'w')
  for (const size of [1 << 20, 1 << 12]) {
    const piece = Buffer.alloc(size)
    for (let isFull = false; !isFull; ) {
      isFull = await ballast.write(piece).then(
        ({ bytesWritten }) => bytesWritten < size,
        (error: NodeJS.ErrnoException) => error.code === 'ENOSPC' || Promise.reject(error),
      )
    }
  }
}

/** Makes PostgreSQL begin a new file of its log, again and again, until it cannot. */
const exhaustLog = async (dataFolder: string) => {
  const [, , , port, host] = (await readFile(join(dataFolder, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')
  const password = (await readFile(join(dataFolder, 'postgres.password'), 'utf8')).trim()
  const db = openDatabase({ host, port: Number(port), user: 'bank', password, database: 'bank' }, 1)
  try {
    for (let files = 0; files < 50; files++)
      await db.query(`select pg_switch_wal(), pg_logical_emit_message(true, 'test', repeat('x', 1000))`)
    assert.fail('the log of PostgreSQL went on without room')
  } catch (error) {
    assert.ok(isUnreachable(error), `${error}`)
  } finally {
    await db.close()
  }
}

const createCaller =
  (port: number) =>
  async (method: 'POST' | 'PUT', path: string, body?: object): Promise<Answer> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      body: (await response.json()) as Answer['body'],
    }
  }

const newPayments = (): CardPayment[] =>
  Array.from({ length: perRequest }, (_, index) => {
    const at = new Date()
    const [from, to] = [accounts[index % accounts.length], accounts[(index + 7) % accounts.length]]
    const amount = { currency: 'USD', minor: '3' } as const
    return { id: uuidv7(at.getTime(), randomBytes(10)), from, to, amount, at: at.toISOString() }
  })

/** Every request ever made, and the states that were acknowledged. */
class Customer {
  readonly requests: CardPayment[][] = []
  readonly acknowledged = new Map<string, CardResult['state']>()
  readonly call: ReturnType<typeof createCaller>

  constructor(call: ReturnType<typeof createCaller>) {
    this.call = call
  }

  async send(payments: CardPayment[]): Promise<Answer> {
    const answer = await this.call('PUT', '/v1/card-payments', { payments })
    for (const result of answer.body.results ?? []) {
      const before = this.acknowledged.get(result.id)
      if (before !== undefined) assert.deepEqual([result.state, result.isRepeat], [before, true])
      this.acknowledged.set(result.id, result.state)
    }
    return answer
  }

  /** Pays until the bank refuses, and answers what it said then. */
  async payUntilRefused(): Promise<Answer> {
    for (;;) {
      const payments = newPayments()
      this.requests.push(payments)
      const answer = await this.send(payments)
      if (answer.status !== 200) return answer
    }
  }

  async sendAllAgain() {
    for (const payments of this.requests) assert.equal((await this.send(payments)).status, 200)
  }

  /** One transfer for each payment that moved money or set it aside, and one opening balance an account. */
  async checkBooks() {
    const { body } = await this.call('POST', '/v1/books/proof')
    assert.equal(body.breach, null)
    const booked = [...this.acknowledged.values()].filter((state) => state === 'settled' || state === 'in_review')
    assert.equal(body.transfers, booked.length + accounts.length)
  }
}

const hasEnded = (bank: RunningBank) => Promise.race([bank.ended.then(() => true), sleep(10).then(() => false)])

test('a disk that fills under load is refused plainly, nothing is half written, and with room again all goes on', {
  timeout: 120_000,
}, async (context) => {
  const place = await mkdtemp(join(tmpdir(), 'bank-disk-'))
  const disk = await makeDisk(place)
  if (!disk) {
    await rmdir(place)
    return context.skip('only root may make a small disk to fill')
  }
  const port = await findFreePort()
  const settings = {
    MODE: 'production',
    BANK_SECRET: 'x'.repeat(40),
    BANK_ORIGIN: `http://localhost:${port}`,
    SERVICE_KEY: key,
  }
  const start = () => startBank(join(place, 'data'), port, settings, disk.wrapper)
  const customer = new Customer(createCaller(port))
  let bank: RunningBank | undefined
  try {
    bank = await start()
    const party = { kind: 'current', currency: 'USD', opening: '100000000', openedAt: '2026-01-01T00:00:00.000Z' }
    const parties = accounts.map((id, index) => ({ id, name: `Party ${index}`, ...party }))
    assert.equal((await customer.call('POST', '/v1/products/import', { parties })).status, 200)

    await disk.fill()
    const refused = await customer.payUntilRefused()
    assert.deepEqual([refused.status, refused.body.code], [503, 'no-room'])
    assert.match(refused.type ?? '', /problem\+json/)
    await disk.free()
    await customer.sendAllAgain()
    await customer.checkBooks()
    assert.equal(await hasEnded(bank), false)

    // Left full until PostgreSQL has no room for its own log either, it ends.
    await disk.fill()
    await exhaustLog(disk.outside(join(place, 'data')))
    assert.equal(await bank.ended, 1)
    assert.match(bank.said(), /^The disk is full, so the database ended[^\n]*$/m)
    await disk.free()
    bank = await start()
    await customer.sendAllAgain()
    await customer.checkBooks()
  } finally {
    if (bank && !(await hasEnded(bank))) process.kill(-bank.pid, 'SIGTERM')
    await bank?.ended
    await disk.remove()
    await rmdir(place)
  }
})
