import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { openDatabase } from '#platform/database'
import { createSealing, secretKeeper } from '#platform/sealing'
import { testBank } from '#testing/bank'
import { testDatabase } from '#testing/cluster'
import { insertPerson } from './create-person.ts'
import { findByEmail, hashesOfEmail } from './emails.ts'
import { sealOld } from './seal-old.ts'
import { personEmail, readingReason, sealedFields } from './sealed-fields.ts'
import { password, testIdentity } from './test-identity.ts'

type Query = Awaited<ReturnType<typeof testIdentity>>['db']

/** Every row of every table, as text. */
const dump = async (db: Query): Promise<string> => {
  const tables = await db.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  )
  assert.ok(tables.length > 30)
  const parts: string[] = []
  for (const { name } of tables) {
    const rows = await db.query<{ row: string }>(`select t::text as row from ${name} t`)
    parts.push(...rows.map(({ row }) => `${name} ${row}`))
  }
  return parts.join('\n')
}

const standsIn = (text: string, value: string) =>
  [value, Buffer.from(value).toString('hex'), Buffer.from(value).toString('base64')].some((form) => text.includes(form))

test('no email and no phone number stands in the database in clear, nor one of before', async () => {
  await using bank = await testBank()
  const ada = await bank.holder('Ada', 1_000n)
  for (const number of ['+919876543210', '+4915112345678', null]) {
    const { status } = await bank.ask(ada, 'PUT', '/v1/me/phone', { number, proof: { password } })
    assert.equal(status, 200)
  }
  const given = { email: 'Mary.Jones@Example.com', name: 'Mary Jones', password, language: 'en' }
  await bank.ask(null, 'POST', '/v1/registrations', given)
  const text = await dump(bank.db)
  assert.ok(standsIn(text, 'Mary Jones'), 'the dump is one')
  for (const value of ['mary.jones@example.com', 'Mary.Jones', 'ada@bank.test', '9876543210', '15112345678', password])
    assert.equal(standsIn(text, value), false, value)
})

/** People and phones as the version before wrote them. */
const oldPeople = async (db: Query, count: number) => {
  await db.query(
    `insert into identity.person (id, kind, name, email, language, created_at)
     select gen_random_uuid(), 'customer', 'Person ' || n, 'person' || n || '@bank.test', 'en', now()
       from generate_series(1, $1::integer) n`,
    [count],
  )
  await db.query(`insert into identity.phone (person, number, set_at)
    select id, '+9198765' || lpad(number::text, 5, '0'), now() from identity.person`)
}

const openOld = async (count: number) => {
  const connection = await testDatabase()
  const db = openDatabase(connection, 4)
  const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes))
  const sealing = createSealing({
    db,
    randomBytes: random,
    keeper: secretKeeper('a secret of a test, quite long enough', random),
  })
  await oldPeople(db, count)
  return { connection, db, sealing, random, [Symbol.asyncDispose]: () => db.close() }
}

test('what a version before wrote in clear is sealed and emptied, and its people are found as before', async () => {
  await using old = await openOld(450)
  const seen: number[] = []
  assert.equal(await sealOld(old, (done) => seen.push(done)), 0)
  assert.equal(seen.at(-1), 1800, 'each row is sealed, then emptied')
  const text = await dump(old.db)
  assert.equal(standsIn(text, 'person7@bank.test') || standsIn(text, '+9198765'), false)
  const [row] = await old.db.query<{ id: string; email_sealed: Buffer }>(
    'select id, email_sealed from identity.person where email_hash = any($1)',
    [await hashesOfEmail(old.sealing, ' Person7@Bank.Test ')],
  )
  assert.equal(await old.sealing.open(personEmail, row.id, row.email_sealed), 'person7@bank.test')
})

test('while a server of the version before is there it finds everybody, also those who register now; then the clear goes', async () => {
  await using bank = await openOld(2)
  const before = new pg.Client({ ...bank.connection, application_name: 'bankserver' })
  await before.connect()
  const findByOld = async (email: string) =>
    (await before.query('select id from identity.person where email = $1', [email])).rows.length
  const register = (email: string) =>
    bank.db.transaction((tx) => {
      const person = { id: randomUUID(), kind: 'customer', name: 'New', email, language: 'en', roles: [] } as const
      return insertPerson(tx, bank.sealing, { ...person, at: new Date() }, '$argon2id$')
    })
  assert.equal(await sealOld(bank), 4, 'sealed, and not emptied')
  assert.equal(await register('new@bank.test'), true)
  assert.deepEqual([await findByOld('person1@bank.test'), await findByOld('new@bank.test')], [1, 1])
  await before.query(`insert into identity.person (id, kind, name, email, language, created_at)
    values (gen_random_uuid(), 'customer', 'By the old one', 'late@bank.test', 'en', now())`)
  assert.notEqual(await findByEmail(bank.db, bank.sealing, 'Late@bank.test'), null)
  for (const taken of ['late@bank.test', 'New@bank.test', 'person2@bank.test'])
    assert.equal(await register(taken), false, taken)
  await before.end()
  // The database sees it go a moment later.
  for (let left = 50; left > 0 && (await sealOld(bank)) > 0; left--) await sleep(50)
  assert.equal(standsIn(await dump(bank.db), 'bank.test'), false)
  for (const taken of ['late@bank.test', 'new@bank.test', 'person2@bank.test'])
    assert.equal(await register(taken), false, taken)
})

test('no words of staff about a customer stand in the database in clear, nor those of before, and they are read as before', async () => {
  await using bank = await testIdentity()
  const [teller, farah] = [await bank.staff('teller', 'Tom'), await bank.staff('administrator', 'Farah')]
  const { id } = (await bank.register('asha@example.com')).body
  const look = (reason: string) => bank.ask({ method: 'GET', url: `/v1/customers/${id}`, cookie: teller, reason })
  await look('complaint;She%20fears%20her%20brother')
  // As the version before wrote it.
  await bank.db.query(`insert into identity.reading (at, reader, name, roles, people, what, detail, choice, reason)
    select at, reader, name, roles, people, what, detail, choice, 'Her landlord rang' from identity.reading`)
  const words = async () =>
    (await bank.ask({ method: 'GET', url: '/v1/readings', cookie: farah })).body.items.map(
      ({ reason }: { reason: string }) => reason,
    )
  assert.deepEqual(await words(), ['Her landlord rang', 'She fears her brother'])
  assert.equal(standsIn(await dump(bank.db), 'Her landlord'), true)
  assert.equal(await bank.identity.sealOld(), 0)
  const text = await dump(bank.db)
  for (const given of ['Her landlord', 'fears her', 'her brother']) assert.equal(standsIn(text, given), false, given)
  assert.deepEqual(await words(), ['Her landlord rang', 'She fears her brother'])
})

test('the log holds a hash of the words of a reading that nobody can guess', async () => {
  await using bank = await testIdentity()
  const teller = await bank.staff('teller')
  const { id } = (await bank.register('asha@example.com')).body
  for (const path of ['', '/phones'])
    await bank.ask({ method: 'GET', url: `/v1/customers/${id}${path}`, cookie: teller, reason: 'case;Case%207' })
  const [one, other] = await bank.db.query<{ seq: bigint; reason: string; reason_sealed: Buffer }>(
    'select seq, reason, reason_sealed from identity.reading order by seq',
  )
  const opened = await bank.options.sealing.open(readingReason, String(one.seq), one.reason_sealed)
  assert.match(opened, /^[0-9a-f]{64}Case 7$/)
  assert.equal(createHash('sha256').update(opened).digest('hex'), one.reason)
  assert.notEqual(one.reason, other.reason, 'the same words have another hash')
})

test('every column that is called sealed is rotated', async () => {
  await using bank = await testIdentity()
  const found = await bank.db.query<{ name: string }>(
    `select format('%s.%s.%s', table_schema, table_name, column_name) as name from information_schema.columns
      where table_schema = 'identity' and (column_name like '%\\_sealed' or column_name = 'sealed') order by 1`,
  )
  assert.deepEqual(
    found.map(({ name }) => name),
    sealedFields.map(({ table, column }) => `${table}.${column}`).sort(),
  )
})
