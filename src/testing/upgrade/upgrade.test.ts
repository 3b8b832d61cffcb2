import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { afterEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { accountCode, accountFlag, createLedger, houseAccount, type Transfer, transferCode } from '#modules/ledger'
import type { Database, Query } from '#platform/database'
import { migrateBank } from '../../app.ts'
import { databaseAt, versions } from './old-database.ts'
import { type OldServer, serverOf } from './old-servers.ts'

const noon = Date.UTC(2026, 2, 2, 12)
const at = (minutes = 0) => new Date(noon + minutes * 60_000)
const opening = houseAccount('opening', 'INR')
const house = { id: opening, ledger: 356, code: accountCode.opening, flags: 0 }

const move = (debit: string, credit: string, amount: bigint, minutes = 0, kind: 'posted' | 'pending' = 'posted') =>
  ({
    kind,
    id: randomUUID(),
    debit,
    credit,
    amount,
    ledger: 356,
    code: transferCode.send,
    bookedAt: at(minutes),
  }) satisfies Transfer
const end = (kind: 'post' | 'void', pending: string, minutes: number, amount?: bigint): Transfer => ({
  kind,
  id: randomUUID(),
  pending,
  amount,
  bookedAt: at(minutes),
})

const open: Database[] = []
afterEach(() => Promise.all(open.splice(0).map((db) => db.close())))

/** A book that a server of that version has kept: funded accounts, holds posted, voided and open, booking times out of order. */
const oldBook = async (version: number) => {
  const db = await databaseAt(version)
  open.push(db)
  const server = serverOf(version, db)
  const ids = [randomUUID(), randomUUID(), randomUUID()]
  const [ada, bob, cleo] = ids
  const flags = accountFlag.debitsMustNotExceedCredits
  const accounts = [house, ...ids.map((id) => ({ id, ledger: 356, code: accountCode.current, flags }))]
  await server.createAccounts(db, accounts, at(-10_000))
  const holds = [0, 1, 2].map((index) => move(ada, bob, 100n + BigInt(index), index, 'pending'))
  const batches = [
    ids.map((id) => move(opening, id, 10_000n, -100)),
    [move(ada, bob, 10n, 50), move(bob, cleo, 20n, 10), move(cleo, ada, 30n, -50), move(ada, cleo, 5n, 60)],
    holds,
    [end('post', holds[0].id, 70, 40n), end('void', holds[1].id, 20)],
    [move(bob, ada, 7n, 61), move(bob, cleo, 3n, 65)],
  ]
  for (const batch of batches) assert.deepEqual(new Set(await server.createTransfers(db, batch)), new Set(['ok']))
  return { db, server, ids, openHold: holds[2], plain: batches[1][0] as Transfer & { amount: bigint } }
}

const counters = (db: Query) =>
  db.query('select id, debits_pending, debits_posted, credits_pending, credits_posted from ledger.account order by id')

const newLedger = (db: Database) => createLedger(db, () => at(100))

const proved = async (db: Database) => assert.equal((await newLedger(db).prove()).breach, null)

const earlier = (await versions()).slice(0, -1)

for (const version of earlier) {
  test(`from version ${version}: migrated to now, every balance is what it was, and the books are proved`, async () => {
    const { db, ids, openHold, plain } = await oldBook(version)
    const before = await counters(db)
    assert.ok((await migrateBank(db)) > 0)
    assert.deepEqual(await counters(db), before)
    await proved(db)
    assert.equal(await migrateBank(db), 0)

    const ledger = newLedger(db)
    await ledger.open()
    const [ada, bob] = ids
    const undo: Transfer = { kind: 'reverse', id: randomUUID(), reverses: plain.id, bookedAt: at(100) }
    const answers = await ledger.createTransfers(db, [end('post', openHold.id, 100), undo, move(ada, bob, 1n, 100)])
    assert.deepEqual(answers, ['ok', 'ok', 'ok'])
    await proved(db)
  })

  test(`beside a server of version ${version}, a new one writes to the same accounts: each id counts once`, async () => {
    const { db, server, ids } = await oldBook(version)
    await migrateBank(db)
    const ledger = newLedger(db)
    const [ada, bob, cleo] = ids
    const total = async () => [...(await ledger.balances(ids)).values()].reduce((sum, { balance }) => sum + balance, 0n)
    const before = await total()

    const rounds = Array.from({ length: 12 }, (_, round) => ({
      old: [move(ada, bob, 3n, 100 + round), move(bob, cleo, 2n, 100), move(cleo, ada, 1n, 100, 'pending')],
      young: [move(cleo, bob, 3n, 100), move(bob, ada, 2n, 100 + round), move(ada, cleo, 1n, 100, 'pending')],
    }))
    const written = await Promise.all(
      rounds.flatMap(({ old, young }) => [server.createTransfers(db, old), ledger.createTransfers(db, young)]),
    )
    assert.deepEqual(new Set(written.flat()), new Set(['ok']))

    // Each is asked again of the other, and each ends the other's holds.
    const [{ old, young }] = rounds
    assert.deepEqual(await ledger.createTransfers(db, old), ['exists', 'exists', 'exists'])
    assert.deepEqual(await server.createTransfers(db, young), ['exists', 'exists', 'exists'])
    assert.deepEqual(await server.createTransfers(db, [end('post', young[2].id, 120)]), ['ok'])
    assert.deepEqual(await ledger.createTransfers(db, [end('void', old[2].id, 120)]), ['ok'])

    await server.createAccounts(db, [{ ...house, id: randomUUID() }, house], at(100))
    const shown = await server.history(db, ada)
    assert.ok(shown.includes(old[0].id) && shown.includes(young[1].id))
    await server.freeze(db, cleo)
    assert.deepEqual(await ledger.createTransfers(db, [move(ada, cleo, 1n, 130)]), ['credit_account_frozen'])
    assert.equal(await total(), before)
    await proved(db)
  })

  test(`while a server of version ${version} works, the tables are migrated under it, and it does not notice`, async () => {
    const { db, server, ids } = await oldBook(version)
    const isDone = { value: false }
    const working = [0, 1, 2].map((index) => workOn(db, server, ids, index, isDone))
    await migrateBank(db).finally(() => {
      isDone.value = true
    })
    const batches = (await Promise.all(working)).flat()
    assert.deepEqual(new Set(batches), new Set(['ok']))
    await proved(db)
  })
}

/** Batches of an old server, one after the other, before, during and after the migration. */
const workOn = async (
  db: Database,
  server: OldServer,
  ids: readonly string[],
  from: number,
  isDone: { value: boolean },
) => {
  const codes: string[] = []
  for (let more = 5; more > 0; more -= isDone.value ? 1 : 0) {
    const [one, other] = [ids[from], ids[(from + 1) % ids.length]]
    const hold = move(one, other, 1n, 100, 'pending')
    codes.push(...(await db.transaction((tx) => server.createTransfers(tx, [move(one, other, 2n, 100), hold]))))
    codes.push(...(await server.createTransfers(db, [end('post', hold.id, 100), move(other, one, 3n, 100)])))
  }
  return codes
}

test('what version 1 booked out of order is marked late, and each account knows its newest booking time', async () => {
  const { db } = await oldBook(1)
  await migrateBank(db)
  const rows = await db.query<{ debit: string; credit: string; booked: Date; late: boolean }>(
    'select debit_account as debit, credit_account as credit, booked_at as booked, is_late as late from ledger.transfer order by seq',
  )
  const newest = new Map<string, number>()
  const expected = rows.map(({ debit, credit, booked }) => {
    const isLate = [debit, credit].some((id) => booked.getTime() < (newest.get(id) ?? -Infinity))
    for (const id of [debit, credit]) newest.set(id, Math.max(booked.getTime(), newest.get(id) ?? -Infinity))
    return isLate
  })
  assert.deepEqual(
    rows.map((row) => row.late),
    expected,
  )
  assert.ok(new Set(expected).size === 2)
  const seen = await db.query<{ id: string; at: Date }>('select id, last_booked_at as at from ledger.account')
  assert.deepEqual(new Map(seen.map((row) => [row.id, row.at.getTime()])), newest)
})

test('of a migration and a batch that wait for each other it is the migration that steps back, and readers go on', async () => {
  const { db, server, ids } = await oldBook(1)
  const [ada, bob] = ids
  let migrating: Promise<number> | undefined
  const codes = await db.transaction(async (tx) => {
    await tx.query('select from ledger.transfer limit 1')
    migrating = migrateBank(db)
    migrating.catch(() => {})
    // It wants the tables alone and cannot have them while this transaction has read one; others must not wait behind it.
    await untilSomebodyWaits(db)
    for (const _ of [1, 2, 3]) await db.query('select count(*) from ledger.transfer')
    return server.createTransfers(tx, [move(ada, bob, 1n, 100)])
  })
  assert.deepEqual(codes, ['ok'])
  assert.ok(((await migrating) ?? 0) > 0)
  await proved(db)
})

const untilSomebodyWaits = async (db: Database) => {
  for (let tries = 0; tries < 1000; tries++) {
    const rows = await db.query(
      `select from pg_locks where not granted and relation is not null and database = (select oid from pg_database where datname = current_database())`,
    )
    if (rows.length > 0) return
    await sleep(5)
  }
  assert.fail('nobody waits for a table')
}
