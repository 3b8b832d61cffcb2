import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { hourMs } from '#platform/time'
import { testBank } from '#testing/bank'
import { verifyElsewhere, verifyOwn } from '../index.ts'
import { openStampServer } from './test-stamp-server.ts'

const openAnchored = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bank-test-anchors-'))
  const file = join(folder, 'anchors.jsonl')
  const stamps = await openStampServer(() => ({ at: new Date('2027-01-05T09:00:00Z') }))
  const keeping = { anchors: [`file:${file}`, `stamp:${stamps.url}`], anchorHours: 24, witnesses: [], keyDays: 0 }
  const bank = await testBank({ keeping })
  const verify = async () => {
    const { claims, faults } = await verifyElsewhere(bank.db, keeping.anchors, { randomBytes })
    const log = await verifyOwn(bank.db, [{ kind: 'transfer', rows: bank.ledger.leaves }], { claims })
    return { ...log, faults: [...log.faults, ...faults] }
  }
  const dispose = async () => {
    await bank[Symbol.asyncDispose]()
    await stamps[Symbol.asyncDispose]()
    await rm(folder, { recursive: true })
  }
  return { bank, file, stamps, keeping, verify, [Symbol.asyncDispose]: dispose }
}

test('the last checkpoint is put elsewhere once in so many hours, by one server, and verified there', async () => {
  await using world = await openAnchored()
  const { bank, file, verify } = world
  await bank.holder('Ada', 100n)
  await bank.audit.sequence()
  assert.deepEqual(await Promise.all([bank.audit.anchor(), bank.audit.anchor()]).then((all) => all.sort()), [0, 2])
  await bank.holder('Bob', 100n)
  await bank.audit.sequence()
  assert.equal(await bank.audit.anchor(), 0)
  bank.pass(25 * hourMs)
  assert.equal(await bank.audit.anchor(), 2)
  assert.equal((await readFile(file, 'utf8')).trim().split('\n').length, 2)
  const { faults, claims } = await verify()
  assert.deepEqual(faults, [])
  // Two stamps that the log serves, four rows of its own, two lines of the file.
  assert.equal(claims, 8)
})

test('a log that was made anew is found out by what is elsewhere, with all of its own rows agreeing', async () => {
  await using world = await openAnchored()
  const { bank, file, verify } = world
  await bank.holder('Ada', 100n)
  await bank.audit.sequence()
  await bank.audit.anchor()
  const line = await readFile(file, 'utf8')
  await bank.db.query("delete from audit.anchor where place like 'stamp:%'")
  assert.deepEqual((await verify()).faults, [])
  // Whoever writes all rows anew forgets what was put elsewhere, too; the file does not.
  await bank.db.query('delete from audit.anchor')
  const other = line.replace(
    /\\n([A-Za-z0-9+/]{43}=)\\n/,
    (_all, root: string) => `\\n${Buffer.from(root, 'base64').reverse().toString('base64')}\\n`,
  )
  await writeFile(file, other)
  const [fault] = (await verify()).faults
  assert.deepEqual([fault?.check, /another root/.test(fault?.detail ?? '')], ['anchor', true])
  await writeFile(file, line.replace(/\\n(\d+)\\n/, '\\n999999\\n'))
  assert.match((await verify()).faults[0]?.detail ?? '', /holds 999999 leaves, and the log has/)
})

test('evidence that was changed, and a file that forgot, are found', async () => {
  await using world = await openAnchored()
  const { bank, file, verify } = world
  await bank.holder('Ada', 100n)
  await bank.audit.sequence()
  await bank.audit.anchor()
  await writeFile(file, '')
  await bank.db.query("update audit.anchor set evidence = '\\x30' where place like 'stamp:%'")
  const details = (await verify()).faults.map(({ check, detail }) => `${check} ${detail}`)
  assert.equal(details.filter((each) => /no longer holds/.test(each)).length, 1)
  assert.equal(details.filter((each) => /cannot be believed/.test(each)).length, 2)
})

test('a place that cannot be reached does not keep the others from theirs', async () => {
  await using world = await openAnchored()
  const { bank, stamps, file } = world
  await stamps[Symbol.asyncDispose]()
  await bank.holder('Ada', 100n)
  await bank.audit.sequence()
  await assert.rejects(bank.audit.anchor(), AggregateError)
  assert.equal((await readFile(file, 'utf8')).trim().split('\n').length, 1)
})
