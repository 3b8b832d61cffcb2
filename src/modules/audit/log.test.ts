import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { test } from 'node:test'
import { minuteMs, secondMs } from '#platform/time'
import { testBank } from '#testing/bank'
import { writeReceipt } from './index.ts'
import { integrate } from './sequencer/sequence.ts'
import type { TreeRow } from './tables.ts'
import { proveConsistency } from './tree/prove.ts'
import { tilesOf } from './tree/stored.ts'
import { nodePrimitives } from './verifier/primitives.ts'
import { checkReceipt, isConsistent, readCheckpoint, readKey, readNote, signersOf } from './wire.ts'

const openLog = async () => {
  const bank = await testBank()
  const get = async (path: string) => {
    const { statusCode, body, rawPayload, headers } = await bank.http.server.inject({ url: `/log/${path}` })
    return { status: statusCode, body, bytes: rawPayload, headers }
  }
  const keys = async (): Promise<string[]> =>
    JSON.parse((await get('keys')).body).keys.flatMap(({ content }: { content: { keys: string[] } }) => content.keys)
  const receiptOf = async (id: string) => {
    const row = await bank.ledger.leafOf(id)
    assert.ok(row)
    return bank.audit.receiptOf('transfer', row)
  }
  return { bank, get, keys, receiptOf, audit: bank.audit, db: bank.db }
}

test('a payment is a leaf in the transaction that moves the money, and has its place in the tree a moment later', async () => {
  await using log = await openWhole()
  const { bank, receiptOf, audit } = log
  const [ada, bob] = [await bank.holder('Ada', 100n), await bank.holder('Bob')]
  await bank.send(ada, bob, 40n, bank.newId())
  const id = bank.newId()
  await bank.send(ada, bob, 2n, id)

  await assert.rejects(receiptOf(id), { code: 'not-in-log-yet' })
  assert.ok((await audit.sequence()) >= 3)
  assert.equal(await audit.sequence(), 0)

  const receipt = await receiptOf(id)
  assert.deepEqual([receipt.leaf.id, receipt.leaf.amount, receipt.leaf.debit], [id, '2', ada.product])
  const checked = await checkReceipt(nodePrimitives, writeReceipt(receipt), await log.keys())
  assert.equal(checked.fault, null)
  assert.equal(checked.signedAt, Date.UTC(2026, 2, 2, 9) / 1000)
})

const openWhole = async () => {
  const log = await openLog()
  return { ...log, [Symbol.asyncDispose]: () => log.bank[Symbol.asyncDispose]() }
}

test('every kind of transfer, in batches and alone, is rebuilt from its row as the log has it', async () => {
  await using log = await openWhole()
  const { bank, audit } = log
  const [ada, bob] = [await bank.holder('Ada', 10_000n), await bank.holder('Bob')]
  await Promise.all(Array.from({ length: 150 }, () => bank.send(ada, bob, 3n, bank.newId())))
  const { ledger: book, code } = { ledger: 356, code: 3 }
  const at = bank.clock()
  const moving = { debit: ada.product, credit: bob.product, ledger: book, code, bookedAt: at }
  const [hold, part, one, two, undone] = Array.from({ length: 5 }, () => bank.newId())
  await bank.db.transaction(async (tx) => {
    const results = await bank.ledger.createTransfers(tx, [
      { ...moving, kind: 'pending', id: hold, amount: 50n, timeoutSeconds: 60 },
      { kind: 'post', id: part, pending: hold, amount: 20n, bookedAt: at },
      { ...moving, kind: 'posted', id: one, amount: 1n, isLinked: true, valueDate: '2026-02-27' },
      { ...moving, kind: 'posted', id: two, amount: 99_999_999n, balancing: 'debit' },
      { kind: 'reverse', id: undone, reverses: one, bookedAt: at },
    ])
    assert.deepEqual(results.slice(0, 3), ['ok', 'ok', 'ok'])
  })
  await audit.sequence()
  let rows = 0
  for await (const leaves of bank.ledger.leaves()) {
    for (const leaf of leaves) {
      rows++
      assert.equal((await audit.receiptOf('transfer', leaf)).leaf.place, leaf.ref.toString())
    }
  }
  assert.ok(rows > 155)
})

test('a transfer that is rolled back leaves no leaf', async () => {
  await using log = await openWhole()
  const { bank, audit, db } = log
  await audit.sequence()
  const [ada, bob] = [await bank.holder('Ada', 100n), await bank.holder('Bob')]
  await audit.sequence()
  const transfer = {
    kind: 'posted',
    id: bank.newId(),
    debit: ada.product,
    credit: bob.product,
    amount: 1n,
    ledger: 356,
    code: 3,
    bookedAt: bank.clock(),
  } as const
  await assert.rejects(
    db.transaction(async (tx) => {
      assert.deepEqual(await bank.ledger.createTransfers(tx, [transfer]), ['ok'])
      throw new Error('no')
    }),
    /no/,
  )
  assert.equal(await audit.sequence(), 0)
})

test('two sequencers never extend the tree together', async () => {
  await using log = await openWhole()
  const { bank, audit, db } = log
  const [ada, bob] = [await bank.holder('Ada', 1000n), await bank.holder('Bob')]
  await Promise.all(Array.from({ length: 40 }, () => bank.send(ada, bob, 1n, bank.newId())))
  await db.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1)', [0x74726565])
    assert.equal(await audit.sequence(), 0)
  })
  const turns = await Promise.all(Array.from({ length: 6 }, () => audit.sequence()))
  assert.equal(turns.filter((leaves) => leaves > 0).length, 1)
  const [{ places, leaves }] = await db.query<{ places: bigint; leaves: bigint }>(
    'select count(distinct first_index) as places, count(*) as leaves from audit.sheaf where first_index is not null',
  )
  assert.equal(places, leaves)
})

test('a sequencer that knows another size than the tree has writes nothing', async () => {
  await using log = await openWhole()
  const { bank, audit, db } = log
  await bank.holder('Cleo', 1n)
  await audit.sequence()
  await bank.holder('Dara', 1n)
  const before = await db.query('select * from audit.checkpoint')
  const [tree] = await db.query<TreeRow>('select * from audit.tree')
  const stale = { ...tree, size: tree.size - 1n }
  await assert.rejects(
    db.transaction((tx) => integrate(tx, { clock: bank.clock, keys: async () => [] }, stale)),
    /somebody else/,
  )
  assert.deepEqual(await db.query('select * from audit.checkpoint'), before)
  assert.ok((await audit.sequence()) > 0)
})

test('checkpoints are consistent with each other, whatever the clock does', async () => {
  await using log = await openWhole()
  const { bank, audit, db } = log
  const [ada, bob] = [await bank.holder('Ada', 1000n), await bank.holder('Bob')]
  for (const step of [secondMs, -10 * minuteMs, 1, -secondMs, minuteMs]) {
    bank.pass(step)
    await bank.send(ada, bob, 1n, bank.newId())
    await audit.sequence()
  }
  const rows = await db.query<{ size: bigint; root: Buffer; at: Date; note: string }>(
    'select * from audit.checkpoint order by size',
  )
  assert.ok(rows.length >= 5)
  for (const [index, later] of rows.entries()) {
    if (index === 0) continue
    const earlier = rows[index - 1]
    assert.ok(later.at >= earlier.at, 'time runs backward')
    const [one, other] = [earlier, later].map(({ size, root }) => ({ size: Number(size), root }))
    const proof = await proveConsistency(one.size, other.size, tilesOf(db))
    assert.equal(await isConsistent(nodePrimitives, one, other, proof), true)
  }
})

test('a checkpoint is a signed note by two keys, and is served with tiles that give its root', async () => {
  await using log = await openWhole()
  const { bank, audit, get } = log
  const [ada, bob] = [await bank.holder('Ada', 1000n), await bank.holder('Bob')]
  await Promise.all(Array.from({ length: 300 }, () => bank.send(ada, bob, 1n, bank.newId())))
  await audit.sequence()
  const served = await get('checkpoint')
  assert.equal(served.headers['cache-control'], 'public, max-age=1')
  const note = readNote(served.body)
  const checkpoint = note && readCheckpoint(note.body)
  assert.ok(note && checkpoint && checkpoint.size > 300)
  assert.equal(checkpoint.origin, 'localhost:3000/log')
  const keys = await Promise.all((await log.keys()).slice(0, 2).map((key) => readKey(nodePrimitives, key)))
  assert.equal(
    (
      await signersOf(
        nodePrimitives,
        note,
        keys.filter((key) => key !== null),
      )
    )?.length,
    2,
  )

  const full = await get('tile/0/000')
  assert.deepEqual(
    [full.status, full.bytes.length, full.headers['cache-control']],
    [200, 8192, 'public, max-age=31536000, immutable'],
  )
  const [last, rest] = [Math.floor(checkpoint.size / 256), checkpoint.size % 256]
  assert.equal((await get(`tile/0/00${last}.p/${rest}`)).bytes.length, rest * 32)
  assert.equal((await get(`tile/0/00${last}.p/${rest + 1}`)).status, 404)
  const bundle = (await get('tile/entries/000')).bytes
  assert.equal(bundle.length, 256 * 34)
  const first = hash('sha256', Buffer.concat([Buffer.of(0), bundle.subarray(2, 34)]), 'buffer')
  assert.deepEqual(first, Buffer.from(full.bytes.subarray(0, 32)))
  assert.equal((await get('tile/1/000.p/1')).bytes.length, 32)
  assert.equal((await get('tile/0/../../v1')).status, 404)
})

test('a full tile that was served once is served without the database', async () => {
  await using log = await openWhole()
  const { bank, audit, get, db } = log
  const [ada, bob] = [await bank.holder('Ada', 1000n), await bank.holder('Bob')]
  await Promise.all(Array.from({ length: 300 }, () => bank.send(ada, bob, 1n, bank.newId())))
  await audit.sequence()
  const before = (await get('tile/0/000')).bytes
  await db.query('delete from audit.tile')
  assert.deepEqual((await get('tile/0/000')).bytes, before)
  assert.equal((await get('tile/entries/000')).status, 404)
})

test('a receipt from before new keys still verifies, and the old keys announced the new ones', async () => {
  await using log = await openWhole()
  const { bank, audit, receiptOf } = log
  const [ada, bob] = [await bank.holder('Ada', 1000n), await bank.holder('Bob')]
  const [before, after] = [bank.newId(), bank.newId()]
  await bank.send(ada, bob, 1n, before)
  await audit.sequence()
  const old = await receiptOf(before)
  assert.equal(await audit.rotateKeys(), true)
  // The last checkpoint is still one of the old keys.
  const between = await receiptOf(before)
  assert.deepEqual(between.keys, old.keys)
  await bank.send(ada, bob, 2n, after)
  await audit.sequence()
  const young = await receiptOf(after)
  assert.notDeepEqual(young.keys, old.keys)
  bank.pass(2 * secondMs)
  const keys = await log.keys()
  for (const receipt of [old, between, young, await receiptOf(before)])
    assert.equal((await checkReceipt(nodePrimitives, writeReceipt(receipt), keys)).fault, null)
  assert.equal((await checkReceipt(nodePrimitives, writeReceipt(young), old.keys)).fault, 'unknown-key')
  const [{ gone }] = await bank.db.query<{ gone: boolean }>(
    'select bool_and(private_key_sealed is null) as gone from audit.signing_key where until is not null',
  )
  assert.equal(gone, true)
})

test('the last checkpoint is signed for decades, once a day', async () => {
  await using log = await openWhole()
  const { bank, audit, db } = log
  await bank.holder('Emil', 1n)
  await audit.sequence()
  assert.deepEqual([await audit.archive(), await audit.archive()], [true, false])
  const [{ archive, note }] = await db.query<{ archive: string; note: string }>(
    'select archive, note from audit.checkpoint where archive is not null',
  )
  assert.equal(archive.split('\n\n')[0], note.split('\n\n')[0])
  assert.ok(archive.length > 7856)
})

test('a personal value that is forgotten cannot be guessed any more, and the log stays as it was', async () => {
  await using log = await openWhole()
  const { bank, audit, db, get } = log
  const subject = bank.newId()
  const deed = { kind: 'address-changed', fields: { person: subject }, personal: { subject, values: { city: 'Pune' } } }
  await db.transaction((tx) => audit.append(tx, deed))
  await audit.sequence()
  const guess = async (city: string) => {
    const [row] = await db.query<{ hash: string }>(
      "select encode(sha256(salt || convert_to($2, 'UTF8')), 'hex') as hash from audit.salt where subject = $1",
      [subject, JSON.stringify(city)],
    )
    return row?.hash
  }
  const [{ content }] = await db.query<{ content: string }>(
    "select content from audit.sheaf where kind = 'address-changed'",
  )
  assert.ok(!content.includes('Pune') && content.includes((await guess('Pune')) ?? 'nothing'))
  const before = (await get('checkpoint')).body
  assert.deepEqual(
    [await db.transaction((tx) => audit.forget(tx, subject)), await db.transaction((tx) => audit.forget(tx, subject))],
    [true, false],
  )
  assert.equal(await guess('Pune'), undefined)
  bank.pass(2 * secondMs)
  assert.equal(await audit.sequence(), 0)
  assert.equal((await get('checkpoint')).body, before)
})

test('nobody changes or deletes what is in the log', async () => {
  await using log = await openWhole()
  const { audit, db } = log
  await audit.sequence()
  for (const sql of [
    'update audit.sheaf set first_index = 77',
    "update audit.sheaf set kind = 'other'",
    'delete from audit.sheaf',
    'truncate audit.sheaf',
  ])
    await assert.rejects(db.query(sql), /never changed/)
})

test('a log goes on in another process where it was left', async () => {
  await using log = await openWhole()
  const { bank, audit, db } = log
  await bank.holder('Fay', 1n)
  await audit.sequence()
  const [{ size }] = await db.query<{ size: bigint }>('select size from audit.tree')
  const other = await bank.openSecond()
  await bank.holder('Gus', 1n)
  assert.ok((await other.audit.sequence()) > 0)
  const [grown] = await db.query<{ size: bigint }>('select size from audit.tree')
  assert.ok(grown.size > size)
})
