import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isUnreachable, openDatabase, type Tx } from '#platform/database'
import { testDatabase } from '#testing/cluster'

const many = `copy (select i, repeat('x', i % 500) from generate_series(1, 60000) i) to stdout`

const open = async () => {
  const db = openDatabase(await testDatabase(), 2)
  return { ...db, [Symbol.asyncDispose]: db.close }
}

const join = async (chunks: AsyncIterable<Buffer>) => {
  const parts: Buffer[] = []
  for await (const chunk of chunks) parts.push(chunk)
  return Buffer.concat(parts)
}

async function* cut(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

test('rows that go out come in again, in order, however they are cut', async () => {
  await using db = await open()
  const bytes = await db.transaction((tx) => join(tx.copyOut(many)))
  const lines = bytes.toString().slice(0, -1).split('\n')
  assert.equal(lines.length, 60_000)
  assert.ok(lines.every((line, index) => line === `${index + 1}\t${'x'.repeat((index + 1) % 500)}`))

  await db.query('create table copied (number bigint, text text)')
  const comeIn = (part: Buffer, size: number) =>
    db.transaction((tx) => tx.copyIn('copy copied from stdin', cut(part, size)))
  assert.equal(await comeIn(bytes, 65_536), 60_000)
  assert.equal(await comeIn(Buffer.from(`${lines.slice(0, 50).join('\n')}\n`), 1), 50)
  assert.equal(await comeIn(Buffer.alloc(0), 1), 0)
  const wide = Buffer.from(`7\t${'w'.repeat(3_000_000)}\n`)
  assert.equal(await comeIn(wide, 1_000_000), 1)
  const back = await db.transaction((tx) =>
    join(tx.copyOut(`copy (select * from copied where number = 7 order by length(text) desc limit 1) to stdout`)),
  )
  assert.ok(back.equals(wide))
})

test('a reader that takes its time is waited for', async () => {
  await using db = await open()
  await db.transaction(async (tx) => {
    let bytes = 0
    const before = process.memoryUsage().arrayBuffers
    for await (const chunk of tx.copyOut(many)) {
      if (bytes === 0) {
        await new Promise((resolve) => setTimeout(resolve, 500))
        assert.ok(process.memoryUsage().arrayBuffers - before < 6_000_000, 'nobody gathers what is not read')
      }
      bytes += chunk.length
    }
    assert.ok(bytes > 14_000_000)
  })
})

test('a reader that stops early, a bad statement and bad rows are told, and the next statement works', async () => {
  await using db = await open()
  await db.query('create table copied (number bigint)')
  const stopEarly = (tx: Tx) =>
    (async () => {
      for await (const chunk of tx.copyOut(many)) if (chunk.length > 0) throw new Error('enough')
    })()
  await assert.rejects(db.transaction(stopEarly), /enough/)
  await assert.rejects(
    db.transaction((tx) => join(tx.copyOut('copy nowhere to stdout'))),
    { code: '42P01' },
  )
  const bad = (text: string) => db.transaction((tx) => tx.copyIn('copy copied from stdin', cut(Buffer.from(text), 8)))
  await assert.rejects(bad(`1\n2\nthree\n${'4\n'.repeat(100_000)}`), { code: '22P02' })
  await assert.rejects(
    db.transaction((tx) => tx.copyIn('copy nowhere from stdin', cut(Buffer.alloc(0), 1))),
    { code: '42P01' },
  )
  assert.deepEqual(await db.query('select count(*) from copied'), [{ count: 0n }])
})

test('rows whose source fails are not kept', async () => {
  await using db = await open()
  await db.query('create table copied (number bigint)')
  async function* failing() {
    yield Buffer.from('1\n2\n')
    throw new Error('the file is damaged')
  }
  await assert.rejects(
    db.transaction((tx) => tx.copyIn('copy copied from stdin', failing())),
    /the file is damaged/,
  )
  assert.deepEqual(await db.query('select count(*) from copied'), [{ count: 0n }])
})

test('a connection that breaks meanwhile is told to whoever reads or writes', async () => {
  await using db = await open()
  await db.query('create table copied (number bigint)')
  const pidOf = async (tx: Tx) => (await tx.query<{ pid: number }>('select pg_backend_pid() as pid'))[0]?.pid
  const end = (pid?: number) => db.query('select pg_terminate_backend($1, 5000)', [pid])
  const reading = db.transaction(async (tx) => {
    const pid = await pidOf(tx)
    let isFirst = true
    for await (const _ of tx.copyOut(many.replace('60000', '2000000'))) {
      if (isFirst) await end(pid)
      isFirst = false
    }
  })
  await assert.rejects(reading, isUnreachable)
  const writing = db.transaction(async (tx) => {
    const pid = await pidOf(tx)
    async function* rows() {
      yield Buffer.from('1\n')
      await end(pid)
      for (let turn = 0; turn < 1000; turn++) yield Buffer.from('2\n'.repeat(1000))
    }
    return tx.copyIn('copy copied from stdin', rows())
  })
  await assert.rejects(writing, isUnreachable)
  assert.deepEqual(await db.query('select count(*) from copied'), [{ count: 0n }])
})
