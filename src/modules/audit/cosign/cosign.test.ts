import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { dayMs, hourMs, secondMs } from '#platform/time'
import { seededBytes, testBank } from '#testing/bank'
import { keepCheckpoint, verifyLog, witnessKey } from '../index.ts'

const openWitnessed = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bank-test-witness-'))
  const file = join(folder, 'kept')
  const [name, randomBytes] = ['witness.test', seededBytes(9)]
  const key = await witnessKey(file, name, randomBytes)
  const bank = await testBank({ keeping: { anchors: [], anchorHours: 24, witnesses: [key], keyDays: 0 } })
  const source = async (path: string) => {
    const { statusCode, rawPayload } = await bank.http.server.inject({ url: `/log/${path}` })
    return statusCode === 200 ? rawPayload : undefined
  }
  const sign = async (who = name) => {
    const note = (await source('checkpoint'))?.toString() ?? ''
    return keepCheckpoint(note, {
      file: who === name ? file : join(folder, who),
      name: who,
      now: bank.clock(),
      randomBytes,
    })
  }
  const handIn = (note: string) => bank.ask(null, 'POST', '/v1/audit/cosignatures', { note })
  const dispose = async () => {
    await bank[Symbol.asyncDispose]()
    await rm(folder, { recursive: true })
  }
  return { bank, key, file, name, source, sign, handIn, [Symbol.asyncDispose]: dispose }
}

test('what a witness signed is taken in once, served with the checkpoint, and shown to staff', async () => {
  await using world = await openWitnessed()
  const { bank, key, source, sign, handIn, file } = world
  await bank.holder('Ada', 100n)
  await bank.audit.sequence()
  const administrator = await bank.person('administrator', 'Farah')
  const before = await bank.ask(administrator, 'GET', '/v1/audit/standing')
  assert.deepEqual(before.body.witnesses, [{ name: 'witness.test', last: null }])

  const signed = await sign()
  assert.deepEqual([(await handIn(signed)).body, (await handIn(signed)).body], [{ taken: 1 }, { taken: 0 }])
  assert.equal((await source('cosigned'))?.toString(), signed)
  assert.equal(await readFile(file, 'utf8'), signed)
  const { body } = await bank.ask(administrator, 'GET', '/v1/audit/standing')
  const [{ last }] = body.witnesses
  assert.ok(last.size > 0 && last.size <= body.size)
  assert.equal(last.at, bank.clock().toISOString())
  assert.equal((await bank.ask(await bank.holder('Bob'), 'GET', '/v1/audit/standing')).status, 403)

  const log = await verifyLog(source, { witnesses: [key] })
  assert.deepEqual(log.faults, [])
  assert.equal(log.claims, 1)
})

test('who asks for a witness finds out when none has signed, or another one', async () => {
  await using world = await openWitnessed()
  const { bank, key, source, sign, handIn } = world
  await bank.audit.sequence()
  const [fault] = (await verifyLog(source, { witnesses: [key] })).faults
  assert.deepEqual([fault?.check, fault?.detail], ['witness', 'no checkpoint is signed by the witness witness.test'])
  await handIn(await sign())
  await bank.db.query("update audit.cosignature set line = overlay(line placing 'B' from 60 for 1)")
  bank.pass(2 * secondMs)
  assert.equal((await verifyLog(source, { witnesses: [key] })).faults[0]?.check, 'witness')
})

test('strangers sign nothing here, and nothing is signed that the log did not sign', async () => {
  await using world = await openWitnessed()
  const { bank, sign, handIn, source } = world
  await bank.audit.sequence()
  const plain = (await source('checkpoint'))?.toString() ?? ''
  const signed = await sign()
  const forged = signed.replace(/\n(\d+)\n/, '\n77777\n')
  const letter = signed.at(-60) === 'A' ? 'B' : 'A'
  const spoiled = `${signed.slice(0, -60)}${letter}${signed.slice(-59)}`
  const answers = [
    [await handIn(plain), 'no-such-witness'],
    [await handIn(await sign('stranger.test')), 'no-such-witness'],
    [await handIn(forged), 'no-such-witness'],
    [await handIn(spoiled), 'no-such-witness'],
    [await handIn('hello'), 'not-this-log'],
  ] as const
  for (const [{ code }, wanted] of answers) assert.equal(code, wanted)
  // A witness who was shown another tree of this log hands in what it signed of that.
  await bank.db.query(
    "update audit.checkpoint set note = replace(note, split_part(note, E'\\n', 3), encode(sha256('other'), 'base64'))",
  )
  assert.equal((await handIn(signed)).code, 'not-this-log')
  assert.deepEqual(await bank.db.query('select * from audit.cosignature'), [])
})

test('old checkpoints become fewer, and what others hold against the tree stays', async () => {
  await using world = await openWitnessed()
  const { bank, sign, handIn, source, key } = world
  const sizes = async () =>
    (await bank.db.query<{ size: bigint }>('select size from audit.checkpoint order by size')).map(({ size }) => size)
  await bank.audit.sequence()
  await handIn(await sign())
  for (let turn = 0; turn < 30; turn++) {
    bank.pass(10 * secondMs)
    await bank.db.transaction((tx) => bank.audit.append(tx, { kind: 'mark', fields: { turn } }))
    await bank.audit.sequence()
    if (turn === 12) await bank.audit.archive()
    if (turn === 15) await bank.audit.rotateKeys()
  }
  const all = await sizes()
  assert.equal(await bank.audit.thin(), 0)
  bank.pass(hourMs + 10 * 60 * secondMs)
  const gone = await bank.audit.thin()
  const minutes = await sizes()
  assert.equal(minutes.length, all.length - gone)
  // Five minutes, and those that somebody holds: a witness's, the archive, the last of the first keys; the last of all.
  assert.ok(minutes.length >= 8 && minutes.length <= 10, `${minutes.length}`)
  bank.pass(2 * dayMs)
  await bank.audit.thin()
  const days = await sizes()
  assert.ok(days.length >= 4 && days.length <= 5, `${days.length}`)
  assert.equal(await bank.audit.thin(), 0)
  const [held] = await bank.db.query<{ held: bigint }>(
    `select (select count(*) from audit.checkpoint where archive is not null) + (select count(*) from audit.signing_key k join audit.checkpoint c on c.size = k.until)
       + (select count(*) from audit.cosignature join audit.checkpoint using (size)) as held`,
  )
  assert.equal(held.held, 4n)
  const log = await verifyLog(source, { witnesses: [key] })
  assert.deepEqual(log.faults, [])
  assert.equal(log.checkpoints, days.length)
})
