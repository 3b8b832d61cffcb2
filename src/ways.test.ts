import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { readConfig } from '#platform/config'
import { addDevOutbox } from '#platform/dev-outbox'
import { createHttp } from '#platform/http'
import { createLog } from '#platform/log'
import { completeSecrets } from '#platform/secrets'
import { addWebFiles } from '#platform/web-files'
import { startFakeSms } from '#testing/fake-sms'
import { startFakeSmtp } from '#testing/fake-smtp'
import { openWays } from './ways.ts'

const production = { MODE: 'production', BANK_SECRET: 's'.repeat(32), BANK_ORIGIN: 'https://bank.example' }
const clock = () => new Date('2026-03-02T09:00:00Z')
const message = { id: '1', to: 'ada@example.com', subject: 'Hello', text: 'Hello' }

/** The ways of these settings, what the log said, and a server with pages as the bank has it. */
const open = async (environment: Record<string, string>) => {
  const folder = await mkdtemp(join(tmpdir(), 'bank-ways-'))
  await writeFile(join(folder, 'index.html'), '<h1>The app</h1>')
  const lines: string[] = []
  const { config, given } = readConfig(environment, folder)
  const secrets = await completeSecrets(config.mode, given, folder, (bytes) => 'r'.repeat(2 * bytes))
  const log = createLog({ level: 'warn' }, { write: (line) => void lines.push(line) })
  const opened = openWays(config, secrets, clock, log)
  const authenticate = async () => null
  const http = createHttp({ log: false, origins: [], isSecure: false, makeRequestId: () => 'r', authenticate })
  if (opened.outbox) addDevOutbox(http, opened.outbox)
  await addWebFiles(http, folder, (count) => new Uint8Array(count))
  const look = async (url: string) => (await http.server.inject({ url, headers: { host: 'localhost' } })).statusCode
  return {
    ...opened,
    lines,
    look,
    [Symbol.asyncDispose]: async () => {
      opened.close()
      await http.server.close()
      await rm(folder, { recursive: true })
    },
  }
}

test('a demo keeps messages for its developer', async () => {
  await using bank = await open({})
  await bank.ways.mail?.(message)
  assert.deepEqual([bank.outbox?.messages.length, await bank.look('/dev/outbox'), bank.lines.length], [1, 200, 0])
})

test('in production there is no outbox: 404, and the log says what cannot be sent', async () => {
  await using bank = await open(production)
  assert.deepEqual([await bank.look('/dev/outbox'), await bank.look('/dev/outbox.json')], [404, 404])
  assert.equal(await bank.look('/sign-in'), 200)
  assert.deepEqual([bank.outbox, bank.ways], [undefined, { mail: null, sms: null }])
  assert.deepEqual(
    bank.lines.map((line) => JSON.parse(line).what),
    ['MAIL_URL', 'SMS_URL'],
  )
})

test('gateways that the settings name carry the messages, in a demo too', async () => {
  await using smtp = await startFakeSmtp()
  await using gateway = await startFakeSms()
  const gateways = { MAIL_URL: smtp.url, MAIL_FROM: 'post@bank.example', SMS_URL: gateway.url, SMS_FROM: 'Bank' }
  for (const mode of [{}, production]) {
    await using bank = await open({ ...mode, ...gateways })
    await bank.ways.mail?.(message)
    await bank.ways.sms?.({ ...message, to: '+919876543210' })
    assert.deepEqual([bank.outbox?.messages ?? [], bank.lines], [[], []])
  }
  assert.deepEqual([smtp.mails.length, gateway.texts.length], [2, 2])
})
