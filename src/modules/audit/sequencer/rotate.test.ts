import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayMs } from '#platform/time'
import { testBank } from '#testing/bank'
import { verifyOwn } from '../index.ts'

const keptFor = (keyDays: number) => testBank({ keeping: { anchors: [], anchorHours: 24, witnesses: [], keyDays } })

test('the keys of the log are new after as many days as one says, and not before', async () => {
  await using bank = await keptFor(30)
  await bank.audit.sequence()
  bank.pass(29 * dayMs)
  assert.equal(await bank.audit.rotateWhenDue(), false)
  bank.pass(dayMs)
  assert.deepEqual([await bank.audit.rotateWhenDue(), await bank.audit.rotateWhenDue()], [true, false])
  bank.pass(30 * dayMs)
  assert.equal(await bank.audit.rotateWhenDue(), true)
  await bank.holder('Ada', 5n)
  await bank.audit.sequence()
  const { keys, faults } = await verifyOwn(bank.db, [])
  assert.deepEqual([keys.length, faults], [3, []])
})

test('zero days are for ever', async () => {
  await using bank = await keptFor(0)
  bank.pass(9999 * dayMs)
  assert.equal(await bank.audit.rotateWhenDue(), false)
})

test('a key that nobody before it announced is not one of the log', async () => {
  await using bank = await keptFor(1)
  await bank.audit.sequence()
  const first = (await verifyOwn(bank.db, [])).keys[0].texts
  bank.pass(2 * dayMs)
  await bank.audit.rotateWhenDue()
  await bank.audit.sequence()
  assert.deepEqual((await verifyOwn(bank.db, [], { firstKeys: first })).faults, [])
  // Somebody who has seized the database makes keys of their own and has them announce themselves.
  await bank.db.transaction(async (tx) => {
    await tx.script('set local session_replication_role = replica')
    await tx.query(
      `update audit.sheaf set content = replace(content, content::jsonb -> 'signatures' -> 0 ->> 'signature', content::jsonb -> 'signatures' -> 1 ->> 'signature')
        where kind = 'keys' and id = (select max(id) from audit.sheaf where kind = 'keys')`,
    )
  })
  const { faults } = await verifyOwn(bank.db, [], { firstKeys: first })
  assert.ok(faults.some(({ check }) => check === 'keys'))
})

test('while another server extends the tree the keys stay as they are', async () => {
  await using bank = await keptFor(1)
  await bank.audit.sequence()
  await bank.db.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1)', [0x74726565])
    assert.equal(await bank.audit.rotateKeys(), false)
  })
  assert.equal(await bank.audit.rotateKeys(), true)
})

test('whatever has piled up gets its places in one go, and new keys are announced below the last checkpoint of the old ones', async () => {
  await using bank = await keptFor(1)
  const pileUp = () =>
    bank.db.query(
      "select audit.append('mark', null, null, sha256(int8send(n))) from generate_series(1::bigint, 4200) n",
    )
  await bank.audit.sequence()
  await pileUp()
  assert.equal(await bank.audit.sequence(), 4200)
  await pileUp()
  assert.equal(await bank.audit.rotateKeys(), true)
  assert.equal(await bank.audit.sequence(), 0)
  const [{ is_below }] = await bank.db.query<{ is_below: boolean }>(
    `select max(s.first_index) < (select max(until) from audit.signing_key) as is_below from audit.sheaf s where kind = 'keys'`,
  )
  assert.equal(is_below, true)
  const { faults, keys } = await verifyOwn(bank.db, [])
  assert.deepEqual([faults, keys.length], [[], 2])
})
