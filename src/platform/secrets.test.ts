import assert from 'node:assert/strict'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { completeSecrets } from './secrets.ts'

const nothingElse = { metricsToken: undefined, mailUrl: undefined, smsUrl: undefined }
const random = (bytes: number) => 'r'.repeat(bytes * 2)

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bank-secrets-'))
  try {
    await work(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

test('a demo bank makes its secrets once, for its owner’s eyes only', () =>
  inFolder(async (folder) => {
    const first = await completeSecrets('demo', {}, folder, random)
    const second = await completeSecrets('demo', {}, folder, () => 'something else altogether')
    assert.deepEqual(second, first)
    assert.equal((await stat(join(folder, 'secrets.json'))).mode & 0o777, 0o600)
  }))

test('what is given comes before what was generated', () =>
  inFolder(async (folder) => {
    const secrets = await completeSecrets('demo', { serviceKey: 'given-by-a-person' }, folder, random)
    assert.deepEqual(secrets, { bankSecret: random(32), serviceKey: 'given-by-a-person', ...nothingElse })
  }))

test('production takes what it is given and writes nothing', () =>
  inFolder(async (folder) => {
    const secrets = await completeSecrets('production', { bankSecret: 's'.repeat(32) }, folder, random)
    assert.deepEqual(secrets, { bankSecret: 's'.repeat(32), serviceKey: undefined, ...nothingElse })
    await assert.rejects(stat(join(folder, 'secrets.json')), { code: 'ENOENT' })
  }))

test('a damaged file is said to be damaged, without a word of its content', () =>
  inFolder(async (folder) => {
    await writeFile(join(folder, 'secrets.json'), '{"bankSecret": "hunter2"')
    await assert.rejects(completeSecrets('demo', {}, folder, random), /secrets\.json is damaged(?!.*hunter2)/)
  }))
