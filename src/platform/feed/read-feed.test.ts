import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDatabase, type Query } from '#platform/database'
import { testDatabase } from '#testing/cluster'
import { untilOthersEnded } from '#testing/others-ended'
import { type FeedRow, goOnFrom, numberedFirst, type Place, readEnd, readOn } from './read-feed.ts'

const row = (seq: bigint, oldest: bigint, next: bigint) => ({
  seq,
  oldest,
  next,
  person: null,
})

const from = (seq: bigint): Place => ({ seq, hole: null })

test('reading waits at a hole until all who may yet fill it have ended', () => {
  const first = goOnFrom(from(1n), [row(2n, 10n, 12n), row(4n, 10n, 12n)])
  assert.deepEqual([first.told.map(({ seq }) => seq), first.place], [[2n], { seq: 2n, hole: { seq: 3n, until: 12n } }])
  const second = goOnFrom(first.place, [row(4n, 11n, 15n)])
  assert.deepEqual([second.told, second.place], [[], first.place])
  const filled = goOnFrom(second.place, [row(3n, 12n, 15n), row(4n, 12n, 15n)])
  assert.deepEqual([filled.told.length, filled.place], [2, from(4n)])
  const given = goOnFrom(second.place, [row(4n, 12n, 15n)])
  assert.deepEqual([given.told.length, given.place], [1, from(4n)])
})

const source = { table: 'told.news', columns: 'seq, person, kind' }

const openNews = async () => {
  const db = openDatabase(await testDatabase(), 4)
  await db.query('create schema told')
  await db.query('create table told.news (seq bigint generated always as identity primary key, person uuid, kind text)')
  return db
}

const write = (query: Query, kind: string) =>
  query.query(`insert into told.news (kind) select $1 from ${numberedFirst} where mine.id is not null`, [kind])

test('a row whose transaction is slower than a later one is told, and in its place', async () => {
  const db = await openNews()
  let place: Place = { seq: (await readEnd(db, source)).seq, hole: null }
  const heard: string[] = []
  const read = async () => {
    const { told, place: next } = await readOn<FeedRow & { kind: string }>(db, source, place)
    place = next
    heard.push(...told.map(({ kind }) => kind))
  }
  let goOn = () => {}
  const held = new Promise<void>((resume) => {
    goOn = resume
  })
  let written = () => {}
  const isWritten = new Promise<void>((resume) => {
    written = resume
  })
  const slow = db.transaction(async (tx) => {
    await write(tx, 'held')
    written()
    await held
  })
  await isWritten
  await write(db, 'stopped')
  await read()
  await read()
  assert.deepEqual(heard, [])
  goOn()
  await slow
  await read()
  assert.deepEqual(heard, ['held', 'stopped'])

  await db
    .transaction(async (tx) => {
      await write(tx, 'expired')
      throw new Error('given up')
    })
    .catch(() => {})
  await write(db, 'gone')
  await read()
  await untilOthersEnded(db)
  await read()
  assert.deepEqual(heard, ['held', 'stopped', 'gone'])
  await db.close()
})
