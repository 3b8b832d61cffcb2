import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDatabase } from '#platform/database'
import { testDatabase } from '#testing/cluster'
import { untilOthersEnded } from '#testing/others-ended'
import { goOnFrom, type Place, readEnd, readOn } from './read-feed.ts'
import { type Alert, writeAlerts } from './write.ts'

const row = (seq: bigint, oldest: bigint, next: bigint) => ({
  seq,
  oldest,
  next,
  at: new Date(0),
  person: null,
  kind: 'held',
  payment: null,
  data: {},
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

const alert = (kind: Alert['kind']): Alert => ({
  person: null,
  kind,
  at: new Date(0),
  payment: null,
  money: null,
  expectedLoss: null,
})

test('an alert whose transaction is slower than a later one is told, and in its place', async () => {
  const db = openDatabase(await testDatabase(), 4)
  let place: Place = { seq: (await readEnd(db)).seq, hole: null }
  const heard: string[] = []
  const read = async () => {
    const { told, place: next } = await readOn(db, place)
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
    await writeAlerts(tx, [alert('held')])
    written()
    await held
  })
  await isWritten
  await writeAlerts(db, [alert('stopped')])
  await read()
  await read()
  assert.deepEqual(heard, [])
  goOn()
  await slow
  await read()
  assert.deepEqual(heard, ['held', 'stopped'])

  await db
    .transaction(async (tx) => {
      await writeAlerts(tx, [alert('expired')])
      throw new Error('given up')
    })
    .catch(() => {})
  await writeAlerts(db, [alert('gone')])
  await read()
  await untilOthersEnded(db)
  await read()
  assert.deepEqual(heard, ['held', 'stopped', 'gone'])
  await db.close()
})
