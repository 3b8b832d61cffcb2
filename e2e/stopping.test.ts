import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { type Database, openDatabase } from '#platform/database'
import { uuidv7 } from '#platform/id'
import { createProgress } from '#platform/progress'
import { testDatabase } from '#testing/cluster'
import { createApp } from '../src/app.ts'

const key = `bsk_${'k'.repeat(43)}`
const newId = () => uuidv7(Date.now(), randomBytes(10))
const amount = (minor: string) => ({ currency: 'INR', minor })

/** The whole app on a database of its own, with a service client that can call it. */
const startApp = async () => {
  const connection = await testDatabase()
  const app = await createApp({
    config: {
      mode: 'production',
      host: '127.0.0.1',
      port: 0,
      dataFolder: tmpdir(),
      origin: 'http://127.0.0.1',
      hasSecureCookies: false,
      trustedProxies: [],
      bankUrl: 'http://127.0.0.1',
      proveEveryHours: 0,
      kioskLocks: [],
      modelsFolder: undefined,
      ratesFrom: undefined,
      correspondent: undefined,
      bankCode: 'BSRVINBB',
      limitRaiseHours: 24,
      recoveryWaitHours: 24,
      allowsPrivateCallbacks: false,
      mailFrom: undefined,
      smsFrom: undefined,
      keyFile: undefined,
      keyService: undefined,
      tls: undefined,
      logAnchors: [],
      logAnchorHours: 24,
      logStampAuthorities: undefined,
      logWitnesses: [],
      logKeyDays: 0,
      logLevel: 'silent',
    },
    secrets: {
      bankSecret: 'a secret of a test, quite long enough',
      serviceKey: key,
      metricsToken: undefined,
      mailUrl: undefined,
      smsUrl: undefined,
    },
    connection,
    clock: () => new Date(),
    progress: createProgress({ write: () => true }, Date.now),
  })
  const address = await app.listen()
  const call = (method: string, path: string, body: object): Promise<Response> =>
    fetch(`${address}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  return { app, address, call, database: openDatabase(connection, 2) }
}

const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await wait(10)
}

const waitsForLock = async (database: Database): Promise<boolean> => {
  const rows = await database.query<{ waits: boolean }>(
    `select exists (select from pg_locks join pg_database d on d.oid = database
       where d.datname = current_database() and not granted)
     or exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock') as waits`,
  )
  return rows[0]?.waits === true
}

const isRefused = (address: string): Promise<boolean> =>
  fetch(`${address}/health/live`).then(
    () => false,
    () => true,
  )

test('a bank that is told to stop takes nothing new and answers the payment that is under way', async () => {
  const { app, address, call, database } = await startApp()
  const [payer, shop] = [newId(), newId()]
  const party = { name: 'Everyday', kind: 'current', currency: 'INR', openedAt: new Date().toISOString() }
  const parties = [
    { ...party, id: payer, opening: '10000' },
    { ...party, id: shop, opening: '0' },
  ]
  assert.equal((await call('POST', '/v1/products/import', { parties })).status, 200)
  const payment = { id: newId(), from: payer, to: shop, amount: amount('100'), at: new Date().toISOString() }

  const { answer, stopped } = await database.transaction(async (tx) => {
    await tx.query('select from ledger.account where id = $1 for update', [payer])
    const answer = call('PUT', '/v1/card-payments', { payments: [payment] })
    await until(() => waitsForLock(database))
    const stopped = app.close()
    await until(() => isRefused(address))
    return { answer, stopped }
  })

  const { results } = (await (await answer).json()) as { results: { state: string }[] }
  assert.equal(results[0]?.state, 'settled')
  await stopped
  const rows = await database.query<{ posted: string }>(
    'select credits_posted as posted from ledger.account where id = $1',
    [shop],
  )
  assert.equal(String(rows[0]?.posted), '100')
  await database.close()
})
