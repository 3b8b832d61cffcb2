import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Database, openDatabase } from '#platform/database'
import { testDatabase } from '#testing/cluster'

const kinds: [kind: string, isPipelined: boolean][] = [
  ['whose statements take turns', false],
  ['that is pipelined', true],
]
const open = new Map<boolean, Database>()
let db: Database
before(async () => {
  const connection = await testDatabase()
  for (const [, isPipelined] of kinds) open.set(isPipelined, openDatabase(connection, 2, { isPipelined }))
  db = open.get(false) as Database
  await db.query('create table public.noted (name text primary key, value integer not null check (value < 100))')
})
after(() => Promise.all([...open.values()].map((each) => each.close())))

const noted = async (prefix: string) =>
  (await db.query<{ name: string }>('select name from public.noted where name like $1 order by 1', [`${prefix}%`])).map(
    ({ name }) => name,
  )
const insert = 'insert into public.noted values ($1, $2)'
/** The driver asks a value for its words, and this one has none. */
const unwritable = {
  toPostgres: () => {
    throw new Error('no words for it')
  },
}

for (const [kind, isPipelined] of kinds) {
  const name = isPipelined ? 'p' : 's'
  const transact = (work: Parameters<Database['transaction']>[0]) =>
    (open.get(isPipelined) as Database).transaction(work)

  test(`in a transaction ${kind}, what is sent is there at the commit`, async () => {
    const answer = await transact(async (tx) => {
      for (const at of [1, 2, 3]) tx.send(insert, [`${name}a${at}`, at])
      return 'done'
    })
    assert.deepEqual([answer, await noted(`${name}a`)], ['done', [`${name}a1`, `${name}a2`, `${name}a3`]])
  })

  test(`in a transaction ${kind}, a question comes after what was sent before it`, async () => {
    const found = await transact(async (tx) => {
      tx.send(insert, [`${name}d1`, 1])
      return tx.query<{ name: string }>('select name from public.noted where name = $1', [`${name}d1`])
    })
    assert.deepEqual(found, [{ name: `${name}d1` }])
  })

  test(`a transaction ${kind} fails with what was sent first of all that failed, and leaves nothing`, async () => {
    const failing = transact(async (tx) => {
      tx.send(insert, [`${name}b1`, 1])
      tx.send(insert, [`${name}b2`, 100])
      tx.send(insert, [`${name}b3`, 3])
    })
    await assert.rejects(failing, { code: '23514' })
    assert.deepEqual(await noted(`${name}b`), [])
    await transact(async (tx) => tx.send(insert, [`${name}b4`, 4]))
    assert.deepEqual(await noted(`${name}b`), [`${name}b4`])
  })

  test(`a value that cannot be written undoes a transaction ${kind}, although the server never hears of it`, async () => {
    const failing = transact(async (tx) => {
      tx.send(insert, [`${name}c1`, 1])
      tx.send(insert, [`${name}c2`, unwritable])
    })
    await assert.rejects(failing, /no words for it/)
    assert.deepEqual(await noted(`${name}c`), [])
    // Neither does it spoil the connection.
    for (const at of [3, 4, 5]) await transact(async (tx) => tx.send(insert, [`${name}c${at}`, at]))
    assert.equal((await noted(`${name}c`)).length, 3)
  })
}

const connectionsOfQuick = async () => {
  const pids = await Promise.all(
    Array.from({ length: 40 }, async () => {
      const [{ pid }] = await db.quick.query<{ pid: number }>('select pg_backend_pid() as pid')
      return pid
    }),
  )
  return [...new Set(pids)]
}

test('reads of one turn share a connection, and each has its own answer', async () => {
  assert.equal((await connectionsOfQuick()).length, 1)
  const answers = await Promise.all(
    Array.from({ length: 200 }, async (_, at) => {
      const [row] = await db.quick.query<{ at: number }>('select $1::integer as at', [at])
      return row?.at
    }),
  )
  assert.deepEqual(
    answers,
    Array.from({ length: 200 }, (_, at) => at),
  )
})

test('a read that fails fails alone', async () => {
  const ask = (value: unknown) => db.quick.query('select 1 / $1::integer as answer', [value])
  const settled = await Promise.allSettled([ask(1), ask(0), ask(1)])
  assert.deepEqual(
    settled.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  )
})

test('a read whose values cannot be written spoils nothing for those that come later', async () => {
  const ask = (value: unknown) => db.quick.query('select 2 * $1::integer as answer', [value])
  for (let tries = 0; tries < 4; tries++) {
    await assert.rejects(ask(unwritable), /no words for it/)
    assert.deepEqual(await ask(tries), [{ answer: 2 * tries }])
  }
})

test('where a shared connection ends, those on it are told, and the next read has another', async () => {
  const waiting = Promise.allSettled([1, 2].map(() => db.quick.query('select pg_sleep(20)')))
  const sleeping = "datname = current_database() and query = 'select pg_sleep(20)' and pid <> pg_backend_pid()"
  let ended = 0
  while (ended === 0) {
    const rows = await db.query(`select pg_terminate_backend(pid) from pg_stat_activity where ${sleeping}`)
    ended = rows.length
  }
  for (const each of await waiting) assert.equal(each.status, 'rejected')
  for (let tries = 0; tries < 4; tries++) assert.deepEqual(await db.quick.query('select 7 as answer'), [{ answer: 7 }])
})
