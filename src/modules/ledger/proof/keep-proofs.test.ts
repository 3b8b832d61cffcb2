import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '#platform/database'
import { dayMs, hourMs } from '#platform/time'
import { testBank } from '#testing/bank'
import { testDatabase } from '#testing/cluster'
import { createLedger } from '../index.ts'

/** Two servers of one bank, over one database. */
const twoServers = async () => {
  const connection = await testDatabase()
  let nowMs = Date.UTC(2026, 2, 2)
  const clock = () => new Date(nowMs)
  const [one, other] = [openDatabase(connection, 4), openDatabase(connection, 4)]
  return {
    db: one,
    first: createLedger(one, clock).proofs,
    second: createLedger(other, clock).proofs,
    pass: (ms: number) => {
      nowMs += ms
    },
    [Symbol.asyncDispose]: async () => {
      await one.close()
      await other.close()
    },
  }
}

/** Holds the lock of the proof, as a server does that is at it. */
const whileSomebodyProves = async (bank: Awaited<ReturnType<typeof twoServers>>, work: () => Promise<void>) =>
  bank.db.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock(ledger.proof_lock())')
    await work()
  })

test('a bank that was never proved says so, and proves its books when it is due, once for all servers', async () => {
  await using bank = await twoServers()
  assert.deepEqual(await bank.first.last(), { last: null, isRunning: false })

  assert.equal((await bank.first.proveWhenDue(dayMs))?.proved, true)
  bank.pass(dayMs - hourMs)
  assert.equal(await bank.second.proveWhenDue(dayMs), null)
  bank.pass(hourMs)
  assert.equal((await bank.second.proveWhenDue(dayMs))?.proved, true)
  assert.deepEqual((await bank.first.last()).last?.at, new Date(Date.UTC(2026, 2, 3)))
})

test('while one server proves, others see it and do not begin', async () => {
  await using bank = await twoServers()
  await whileSomebodyProves(bank, async () => {
    assert.equal((await bank.second.last()).isRunning, true)
    assert.equal(await bank.second.proveWhenDue(dayMs), null)
  })
  assert.equal((await bank.second.last()).isRunning, false)
  assert.equal((await bank.second.last()).last, null)
})

test('whoever asks for a proof while another runs gets the one after it', async () => {
  await using bank = await twoServers()
  let asked: Promise<unknown> = Promise.resolve()
  await whileSomebodyProves(bank, async () => {
    asked = Promise.all([bank.second.proveNow(), bank.second.proveNow()])
    assert.equal(await Promise.race([asked, sleep(100, 'waits')]), 'waits')
  })
  await asked
  const [{ count }] = await bank.db.query<{ count: bigint }>('select count(*) from ledger.proof_result')
  assert.equal(count, 1n)
})

test('a bank that stops breaks its proof off', async () => {
  await using bank = await twoServers()
  await bank.db.transaction(async (tx) => {
    await tx.query('lock table ledger.transfer in access exclusive mode')
    const refused = assert.rejects(bank.second.proveNow(), { code: 'not-ready' })
    while (!(await bank.first.last()).isRunning) await sleep(5)
    await bank.second.stop()
    await refused
  })
  assert.deepEqual(await bank.first.last(), { last: null, isRunning: false })
})

test('the last proof is there to be measured', async () => {
  await using bank = await testBank()
  const read = new Map<string, () => number | Promise<number>>()
  bank.ledger.measure({ gauge: (name, _help, value) => read.set(name, value) })
  const values = () => Promise.all([...read.values()].map((value) => value()))

  assert.deepEqual(await values(), [Number.NaN, Number.NaN, Number.NaN])
  const { seconds } = await bank.ledger.proofs.proveNow()
  assert.deepEqual(await values(), [1, bank.clock().getTime() / 1000, seconds])
  await bank.db.query('alter table ledger.account drop constraint account_debits_limit')
  await bank.ledger.proofs.proveNow()
  assert.deepEqual((await values())[0], 0)
})

test('a broken book is kept with its offender, and only the newest hundred results are', async () => {
  await using bank = await twoServers()
  await bank.db.query(
    `insert into ledger.proof_result (proved_at, seconds, transfers, accounts, ledgers)
     select '2026-01-01', 1, 1, 1, '[]' from generate_series(1, 150)`,
  )
  await bank.db.query('alter table ledger.transfer disable trigger transfer_is_immutable')
  await bank.first.proveNow()

  const { last } = await bank.first.last()
  assert.deepEqual(
    [last?.proof.proved, last?.proof.breach?.offender],
    [false, 'trigger transfer_is_immutable on ledger.transfer'],
  )
  const [{ count }] = await bank.db.query<{ count: bigint }>('select count(*) from ledger.proof_result')
  assert.equal(count, 100n)
})

test('staff who may prove the books see the last proof and can ask for one; others may not', async () => {
  await using bank = await testBank()
  const ada = await bank.holder('Ada', 100n)
  const analyst = await bank.person('analyst', 'Ines')
  const teller = await bank.person('teller', 'Tom')

  assert.deepEqual((await bank.ask(analyst, 'GET', '/v1/books/proof')).body, { last: null, isRunning: false })
  const proved = await bank.ask(analyst, 'POST', '/v1/books/proof')
  assert.deepEqual([proved.status, proved.body.proved, proved.body.transfers], [200, true, 1])
  const { last } = (await bank.ask(analyst, 'GET', '/v1/books/proof')).body
  assert.deepEqual(last, { at: bank.clock().toISOString(), proof: proved.body })
  for (const person of [teller, ada]) assert.equal((await bank.ask(person, 'GET', '/v1/books/proof')).status, 403)
})
