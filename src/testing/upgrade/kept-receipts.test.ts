import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { checkReceiptFile, verifyOwn } from '#modules/audit'
import { type Database, openDatabase } from '#platform/database'
import { bringBack, testFolder } from '#testing/backup'
import { testBank } from '#testing/bank'
import { emptyDatabase } from '#testing/cluster'
import { keepBank, keptPayer } from '#testing/keep-bank'
import { readCheckpoint, readNote } from '#wire/audit'
import { readBankSteps } from '../../app.ts'

const here = fileURLToPath(new URL('../../modules/audit/receipts/kept/', import.meta.url))
const migrations = await readdir(new URL('../../modules/audit/migrations', import.meta.url))
const levels = migrations.map((_, index) => ({ name: `level-${index + 1}`, folder: join(here, `level-${index + 1}`) }))
const ofNow = { name: 'today', folder: await testFolder() }

const textOf = async (folder: string, file: string) => (await readFile(join(folder, file), 'utf8')).trim()
const keysOf = async (folder: string) => (await textOf(folder, 'keys.txt')).split('\n')

const open: Database[] = []
after(() => Promise.all(open.map((db) => db.close())))

/** A server of today on a bank that was kept, brought to the tables of today. */
const upgraded = async (folder: string) => {
  const connection = await emptyDatabase()
  const db = openDatabase(connection, 2)
  open.push(db)
  await bringBack({ db, file: join(folder, 'bank.backup'), steps: await readBankSteps() })
  const bank = await testBank({ reach: async () => connection, seed: 77 })
  const signedIn = await bank.http.server.inject({ method: 'POST', url: '/v1/sessions', payload: keptPayer })
  const headers = { cookie: `${signedIn.headers['set-cookie']}`.split(';')[0] ?? '' }
  const bodyOf = async (url: string) => (await bank.http.server.inject({ url, headers })).body
  const keys = async () =>
    (JSON.parse(await bodyOf('/log/keys')) as { keys: { content: { keys: string[] } }[] }).keys.flatMap(
      ({ content }) => content.keys,
    )
  return { bank, bodyOf, keys, [Symbol.asyncDispose]: () => bank[Symbol.asyncDispose]() }
}

test('of every state that the tables of the log were in, what a bank gave out is kept', async () => {
  for (const { name, folder } of levels)
    assert.ok(existsSync(join(folder, 'bank.backup')), `${name} is missing: keepBank of #testing/keep-bank makes it`)
  await keepBank(ofNow.folder)
})

/** What was given out verifies with the keys of then, with those of now, and with its own. */
const verifiesStill = async (file: string, id: string, then: readonly string[], now: readonly string[]) => {
  for (const trusted of [then, now, null]) {
    const { fault, leaf } = await checkReceiptFile(file, trusted)
    assert.deepEqual([fault, leaf?.id, leaf?.amount], [null, id, '40'])
  }
}

for (const { name, folder } of [...levels, ofNow])
  test(`${name}: a receipt of then verifies now, alone and by a bank that has gone on since and changed its keys`, async () => {
    await using world = await upgraded(folder)
    const { bank, bodyOf, keys } = world
    const id = await textOf(folder, 'payment.txt')
    const published = await keysOf(folder)
    assert.equal(await bank.audit.rotateKeys(), true)
    const [cleo, dan] = [await bank.holder('Cleo', 100n), await bank.holder('Dan')]
    await bank.send(cleo, dan, 1n)
    await bank.audit.sequence()
    bank.pass(2000)

    const now = await keys()
    assert.deepEqual(now.slice(0, published.length), published)
    assert.ok(now.length > published.length)
    // The first of them made no receipts yet, the next no codes.
    for (const file of ['receipt.txt', 'code.txt'].filter((each) => existsSync(join(folder, each))))
      await verifiesStill(await textOf(folder, file), id, published, now)
    const receipt = await bodyOf(`/v1/payments/${id}/receipt`)
    const checked = await checkReceiptFile(receipt, now)
    assert.deepEqual([checked.fault, checked.leaf?.id, checked.leaf?.amount], [null, id, '40'])
    // The checkpoint below it is by the new keys.
    assert.equal((await checkReceiptFile(receipt, published)).fault, 'unknown-key')

    // The tree of now begins with the checkpoint of then, and every row of then is in it.
    const note = readNote(`${await textOf(folder, 'checkpoint.txt')}\n`)
    const checkpoint = note && readCheckpoint(note.body)
    assert.ok(checkpoint && checkpoint.size > 0)
    const readers = [{ kind: 'transfer', rows: bank.ledger.leaves }]
    const log = await verifyOwn(bank.db, readers, { claims: [{ checkpoint, by: 'a witness of then' }] })
    assert.deepEqual([log.faults, log.claims], [[], 1])
    assert.ok((log.checkpoint?.size ?? 0) > checkpoint.size)
  })
