import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { createSealing, secretKeeper } from '#platform/sealing'
import { secondMs } from '#platform/time'
import { seededBytes, testBank } from '#testing/bank'
import { signCheckpoint } from '../notes/note.ts'
import { signersOfCheckpoints } from '../sequencer/rotate.ts'
import { readCheckpoints } from './checkpoints.ts'
import type { Fault } from './fault.ts'
import type { LogSource } from './source.ts'
import { verifyLog } from './verify-log.ts'

const openLog = async () => {
  const bank = await testBank()
  const grow = async (leaves: number) => {
    await bank.db.transaction(async (tx) => {
      for (let turn = 0; turn < leaves; turn++) await bank.audit.append(tx, { kind: 'mark', fields: { turn } })
    })
    await bank.audit.sequence()
    bank.pass(2 * secondMs)
  }
  const files: LogSource = async (path) => {
    const { statusCode, rawPayload } = await bank.http.server.inject({ url: `/log/${path}` })
    return statusCode === 200 ? rawPayload : undefined
  }
  /** The log as it is served, but for one file. */
  const but =
    (name: string, text: string): LogSource =>
    async (path) =>
      path === name ? Buffer.from(text) : files(path)
  const notes = async (): Promise<string[]> => JSON.parse(((await files('checkpoints?after=0')) ?? '').toString())
  const sealing = createSealing({
    db: bank.db,
    randomBytes: seededBytes(3),
    keeper: secretKeeper(bank.secret, seededBytes(4)),
  })
  await sealing.refresh()
  const signers = () => bank.db.transaction((tx) => signersOfCheckpoints(tx, { sealing }))
  return { bank, grow, files, but, notes, signers, [Symbol.asyncDispose]: () => bank[Symbol.asyncDispose]() }
}

const faultsOf = async (source: LogSource) => (await verifyLog(source)).faults.map(({ check, place }) => [check, place])

test('every checkpoint of a log is held against the keys of its time, through two changes of keys', async () => {
  await using log = await openLog()
  for (let round = 0; round < 3; round++) {
    await log.grow(3)
    await log.grow(2)
    if (round < 2) assert.equal(await log.bank.audit.rotateKeys(), true)
  }
  const { faults, checkpoints, keys } = await verifyLog(log.files)
  assert.deepEqual([faults, keys.length], [[], 3])
  assert.ok(checkpoints >= 6)
})

test('keys that were retired sign nothing any more, not even the right tree', async () => {
  await using log = await openLog()
  await log.grow(3)
  const old = await log.signers()
  await log.bank.audit.rotateKeys()
  await log.grow(4)
  await log.grow(4)
  const [last] = await log.bank.db.query<{ size: bigint; root: Buffer; at: Date; origin: string }>(
    'select c.size, c.root, c.at, t.origin from audit.checkpoint c, audit.tree t order by c.size desc limit 1',
  )
  assert.ok(last)
  const head = { ...last, size: Number(last.size) }
  assert.deepEqual(await faultsOf(log.but('checkpoint', signCheckpoint(head, await log.signers()))), [])
  const stolen = signCheckpoint(head, old)
  assert.deepEqual(await faultsOf(log.but('checkpoint', stolen)), [['signature', head.size - 1]])
  const [young] = await log.signers()
  assert.deepEqual(await faultsOf(log.but('checkpoint', signCheckpoint(head, [young, old[1]]))), [
    ['signature', head.size - 1],
  ])
})

test('an older checkpoint whose signature, root or shape was changed is found, whatever the last one says', async () => {
  await using log = await openLog()
  for (let turn = 0; turn < 3; turn++) await log.grow(2)
  const notes = await log.notes()
  const sizes = notes.map((note) => Number(note.split('\n')[1]))
  const second = notes[1] ?? ''
  const place = (sizes[1] ?? 0) - 1
  const withSecond = (note: string) =>
    log.but('checkpoints?after=0', JSON.stringify(notes.map((each, index) => (index === 1 ? note : each))))
  assert.deepEqual(await faultsOf(withSecond(second)), [])
  // The Ed25519 signature of another checkpoint of the same log.
  const lines = second.split('\n')
  lines[4] = notes[0]?.split('\n')[4] ?? ''
  assert.deepEqual(await faultsOf(withSecond(lines.join('\n'))), [['signature', place]])
  lines[4] = second.split('\n')[4] ?? ''
  lines[2] = createHash('sha256').update('other').digest('base64')
  assert.deepEqual(await faultsOf(withSecond(lines.join('\n'))), [
    ['signature', place],
    ['root', place],
  ])
  const faults: Fault[] = []
  assert.equal((await readCheckpoints(withSecond('nothing'), faults)).length, 0)
  assert.deepEqual(
    faults.map(({ check }) => check),
    ['shape'],
  )
})

test('who answers with the same checkpoints again and again has no more', async () => {
  await using log = await openLog()
  for (let turn = 0; turn < 3; turn++) await log.grow(1)
  const notes = await log.notes()
  const always: LogSource = async () => Buffer.from(JSON.stringify(notes))
  const faults: Fault[] = []
  const read = await readCheckpoints(always, faults)
  assert.deepEqual([read.length, faults], [notes.length, []])
  const backward: LogSource = async () => Buffer.from(JSON.stringify(notes.toReversed()))
  assert.equal((await readCheckpoints(backward, faults)).length, 1)
})

test('a log that goes by another name than the witness knows is not the log that it watched', async () => {
  await using log = await openLog()
  await log.grow(2)
  const { checkpoint } = await verifyLog(log.files)
  assert.ok(checkpoint)
  assert.deepEqual((await verifyLog(log.files, { kept: checkpoint })).faults, [])
  const { faults } = await verifyLog(log.files, { kept: { ...checkpoint, origin: 'other.test/log' } })
  assert.deepEqual(
    faults.map(({ check, detail }) => [check, detail]),
    [['fork', `the log was called other.test/log and is called ${checkpoint.origin}`]],
  )
})
