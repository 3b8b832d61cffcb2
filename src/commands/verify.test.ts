import assert from 'node:assert/strict'
import { hash, randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { witnessKey } from '#modules/audit'
import { readConfig } from '#platform/config'
import { type TestBankOptions, testBank } from '#testing/bank'
import { shortReceipt } from '#wire/audit'
import { verifyBankEverywhere } from '../app.ts'
import { sayFaults } from './verify/say.ts'
import { verify } from './verify.ts'

/** All that writing a code needs of cryptography. */
const hashing = {
  sha256: (bytes: Uint8Array) => hash('sha256', bytes, 'buffer'),
  ed25519: () => false,
  mlDsa44: () => false,
}

/** Runs the command as it is typed. */
const run = async (args: string[], environment: Readonly<Record<string, string>> = {}) => {
  let said = ''
  const code = await verify({
    args,
    environment,
    projectFolder: tmpdir(),
    output: { write: (text: string) => (said += text) },
    stopping: new AbortController().signal,
    now: () => Date.UTC(2026, 2, 2, 9),
    uptimeMs: () => 0,
  } as never)
  return { code, said }
}

const open = async (options: TestBankOptions = {}) => {
  const folder = await mkdtemp(join(tmpdir(), 'bank-test-verify-'))
  const bank = await testBank(options)
  const [ada, bob] = [await bank.holder('Ada', 10_000n), await bank.holder('Bob')]
  const pay = async (times: number) => {
    for (let time = 0; time < times; time++) await bank.send(ada, bob, 1n)
    await bank.audit.sequence()
    bank.pass(2000)
  }
  const get = async (path: string) => (await bank.http.server.inject({ url: `/log/${path}` })).rawPayload
  /** The files of the log in a folder, as somebody mirrors them. */
  const mirror = async (name: string) => {
    const root = join(folder, name)
    const keep = async (path: string, file = path) => {
      await mkdir(dirname(join(root, file)), { recursive: true })
      await writeFile(join(root, file), await get(path))
    }
    const [, size] = (await get('checkpoint')).toString().split('\n')
    for (const path of ['checkpoint', 'checkpoints', 'keys', 'anchors']) await keep(path)
    const tile = Number(size) % 256 === 0 ? '000' : `000.p/${Number(size)}`
    for (const level of ['entries', '0']) await keep(`tile/${level}/${tile}`)
    return { root, tile }
  }
  const dispose = async () => {
    await bank[Symbol.asyncDispose]()
    await rm(folder, { recursive: true })
  }
  return { bank, ada, folder, pay, mirror, get, [Symbol.asyncDispose]: dispose }
}

test('a receipt is verified as a file, and one that was changed is not', async () => {
  await using world = await open()
  const { bank, ada, folder, pay, get } = world
  await pay(3)
  const id = bank.newId()
  await bank.send(ada, await bank.holder('Cleo'), 1n, id)
  await bank.audit.sequence()
  bank.pass(2000)
  const file = join(folder, 'receipt.json')
  const { body } = await bank.http.server.inject({ url: `/v1/payments/${id}/receipt`, headers: ada.headers })
  await writeFile(file, body)
  const keys: string[] = JSON.parse((await get('keys')).toString()).keys[0].content.keys
  const good = await run([file, ...keys.flatMap((key) => ['--key', key])])
  assert.deepEqual([good.code, /^Verified: leaf \d+ of \d+/.test(good.said)], [0, true])
  assert.match((await run([file])).said, /Checked with the keys in the file/)
  await writeFile(file, `${body}\n${body}\n`)
  const two = await run([file])
  assert.deepEqual([two.code, two.said.match(/^Verified/gm)?.length], [0, 2])
  await writeFile(file, `${body}\n${body.replace('"amount":"1"', '"amount":"9"')}\n`)
  assert.equal((await run([file])).code, 1)
  await writeFile(file, body.replace('"amount":"1"', '"amount":"9"'))
  const bad = await run([file])
  assert.deepEqual([bad.code, /NOT VERIFIED/.test(bad.said)], [1, true])
  const code = await shortReceipt(hashing, JSON.parse(body))
  await writeFile(file, `https://bank.example/verify${code}\n`)
  const short = await run([file])
  assert.deepEqual(
    [short.code, /signed with Ed25519 alone/.test(short.said), /1970/.test(short.said)],
    [0, true, false],
  )
  await assert.rejects(run([file, '--log', folder]), /npm run verify/)
  await assert.rejects(run(['--nonsense']), /npm run verify/)
})

test('a mirror of the log in a folder is verified, and a byte of a tile that was changed is found at its leaf', async () => {
  await using world = await open()
  for (const times of [5, 5, 10]) await world.pay(times)
  const { root, tile } = await world.mirror('mirror')
  const whole = await run(['--log', root])
  assert.deepEqual([whole.code, /Verified\.$/m.test(whole.said)], [0, true])
  assert.match(whole.said, /held against [3-9] checkpoints/)
  const path = join(root, 'tile/0', tile)
  const bytes = await readFile(path)
  bytes[32 * 9 + 5] ^= 1
  await writeFile(path, bytes)
  const { code, said } = await run(['--log', root])
  assert.deepEqual([code, /leaf 9: tile 0\/0/.test(said)], [1, true])
})

test('a witness keeps what it saw, signs what continues it, hands that in, and refuses a fork', async () => {
  await using world = await open()
  const { bank, folder, pay } = world
  await pay(4)
  const kept = join(folder, 'kept')
  await bank.http.server.listen({ port: 0, host: '127.0.0.1' })
  const url = `http://127.0.0.1:${(bank.http.server.server.address() as AddressInfo).port}/log`
  const first = await run(['--log', url, '--witness', kept, '--name', 'auditor.test'])
  const key = first.said.trim().split('\n').at(-1) ?? ''
  assert.deepEqual([first.code, key.startsWith('auditor.test+')], [0, true])
  // The bank was not told of this witness, and says so.
  await assert.rejects(run(['--log', url, '--witness', kept, '--name', 'auditor.test', '--send']), /no-such-witness/)
  assert.match(
    (await run(['--log', url, '--signed-by', key])).said,
    /no checkpoint is signed by the witness auditor.test/,
  )
  await pay(4)
  assert.equal((await run(['--log', url, '--witness', kept, '--name', 'auditor.test'])).code, 0)

  const note = await readFile(kept, 'utf8')
  await writeFile(
    kept,
    note.replace(/\n(\d+)\n/, (_all, size) => `\n${Number(size) + 500}\n`),
  )
  const shorter = await run(['--log', url, '--witness', kept])
  assert.deepEqual([shorter.code, /the log had \d+ leaves and has/.test(shorter.said)], [1, true])
  await writeFile(kept, note.replace(/\n([A-Za-z0-9+/]{43}=)\n/, `\n${Buffer.alloc(32, 3).toString('base64')}\n`))
  const other = await run(['--log', url, '--witness', kept])
  assert.deepEqual([other.code, /no longer those that were there/.test(other.said)], [1, true])
  // What it refused it does not keep.
  assert.notEqual(await readFile(kept, 'utf8'), note)
})

test('a witness whom the bank knows hands its signature in, and everybody sees that it has signed', async () => {
  const places = await mkdtemp(join(tmpdir(), 'bank-test-witness-'))
  const kept = join(places, 'kept')
  const key = await witnessKey(kept, 'auditor.test', randomBytes)
  await using world = await open({ keeping: { anchors: [], anchorHours: 24, witnesses: [key], keyDays: 0 } })
  const { bank, pay, get, mirror } = world
  await pay(4)
  await bank.http.server.listen({ port: 0, host: '127.0.0.1' })
  const url = `http://127.0.0.1:${(bank.http.server.server.address() as AddressInfo).port}/log`
  const witness = ['--witness', kept, '--name', 'auditor.test', '--send']
  const sent = await run(['--log', url, ...witness])
  assert.deepEqual([sent.code, sent.said.trim().split('\n').at(-1)], [0, 'The bank has taken it in.'])
  assert.equal(sent.said.trim().split('\n').at(-2), key)
  bank.pass(2000)
  const [, size] = (await get('checkpoint')).toString().split('\n')
  const cosigned = (await get('cosigned')).toString()
  assert.deepEqual([cosigned.split('\n')[1], /^— auditor\.test /m.test(cosigned)], [size, true])
  const seen = await run(['--log', url, '--signed-by', key])
  assert.deepEqual([seen.code, /Verified\.$/m.test(seen.said)], [0, true])
  // A folder takes nothing in.
  const { root } = await mirror('mirror')
  await assert.rejects(run(['--log', root, ...witness]), /--send goes with a log that has an address/)
  await rm(places, { recursive: true })
})

test('a file of anchors from elsewhere finds a log that was made anew', async () => {
  await using world = await open()
  const { folder, pay, mirror, get } = world
  await pay(6)
  const anchors = join(folder, 'anchors.jsonl')
  const note = (await get('checkpoint')).toString()
  await writeFile(anchors, `${JSON.stringify({ note })}\n`)
  await pay(3)
  const { root } = await mirror('mirror')
  assert.equal((await run(['--log', root, '--anchors', anchors])).code, 0)
  const other = note.replace(/\n([A-Za-z0-9+/]{43}=)\n/, `\n${Buffer.alloc(32, 3).toString('base64')}\n`)
  await writeFile(anchors, `${JSON.stringify({ note: other })}\n`)
  const { code, said } = await run(['--log', root, '--anchors', anchors])
  assert.deepEqual([code, /holds another root/.test(said)], [1, true])
})

test('the whole bank is verified from its database: its rows, its log, and the places that hold checkpoints', async () => {
  const places = await mkdtemp(join(tmpdir(), 'bank-test-places-'))
  const anchors = [`file:${join(places, 'anchors.jsonl')}`]
  await using world = await open({ keeping: { anchors, anchorHours: 24, witnesses: [], keyDays: 0 } })
  const { bank, pay } = world
  await pay(5)
  assert.equal(await bank.audit.anchor(), 1)
  const { config } = readConfig({ LOG_ANCHORS: anchors[0] }, tmpdir())
  const verifyAll = async () => sayFaults((await verifyBankEverywhere(bank.db, bank.clock, config)).faults).join('\n')
  assert.equal(await verifyAll(), 'Verified.')
  await bank.db.query('alter table ledger.transfer disable trigger transfer_is_immutable')
  await bank.db.query(
    'update ledger.transfer set amount = amount + 1 where seq = (select max(seq) from ledger.transfer)',
  )
  assert.match(await verifyAll(), /NOT VERIFIED[\s\S]*the row at \d+ was changed/)
  await bank.db.query(
    'update ledger.transfer set amount = amount - 1 where seq = (select max(seq) from ledger.transfer)',
  )
  assert.equal(await verifyAll(), 'Verified.')
  await writeFile(join(places, 'anchors.jsonl'), '')
  assert.match(await verifyAll(), /the file no longer holds/)
  await rm(places, { recursive: true })
})
