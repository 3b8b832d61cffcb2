import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startFakeSms } from '#testing/fake-sms'
import { NotDelivered, Undeliverable } from './delivery.ts'
import { createSmsGateway } from './sms.ts'

const message = { id: '0190', to: '+919876543210', subject: 'not sent', text: '123456 है कोड & more' }

test('a text message is a form at the account’s path, under its password', async () => {
  await using gateway = await startFakeSms()
  await createSmsGateway({ url: gateway.url, from: '+15005550006' })(message)
  assert.deepEqual(gateway.texts, [
    {
      path: '/2010-04-01/Accounts/AC1/Messages.json',
      authorization: `Basic ${Buffer.from('AC1:a token').toString('base64')}`,
      form: { To: '+919876543210', From: '+15005550006', Body: '123456 है कोड & more' },
    },
  ])
})

const answers = [
  [400, '{"code":21211}', Undeliverable, 'HTTP 400'],
  [401, '{}', NotDelivered, 'HTTP 401'],
  [429, '{}', NotDelivered, 'HTTP 429'],
  [503, 'down', NotDelivered, 'HTTP 503'],
  [201, '{"status":"failed"}', Undeliverable, 'failed'],
  [201, '{"sid":"SM1"}', NotDelivered, 'answer without a status'],
  [201, '<html>', NotDelivered, 'answer is no JSON'],
  [201, `{"status":"${'x'.repeat(70_000)}"}`, NotDelivered, 'answer too long'],
] as const

test('each answer of the gateway means the end, another try, or a message on its way', async () => {
  await using gateway = await startFakeSms()
  const send = createSmsGateway({ url: gateway.url, from: 'Bank' })
  for (const [status, body, kind, said] of answers) {
    Object.assign(gateway.behavior, { status, body })
    await assert.rejects(send(message), (error) => error instanceof kind && error.message === said, said)
  }
})

test('a gateway that sends elsewhere is not followed, and one that is not there is tried again', async () => {
  await using gateway = await startFakeSms()
  await using elsewhere = await startFakeSms()
  Object.assign(gateway.behavior, { status: 307, headers: { location: elsewhere.url } })
  await assert.rejects(createSmsGateway({ url: gateway.url, from: 'Bank' })(message), NotDelivered)
  assert.deepEqual(elsewhere.texts, [])
  const nobody = createSmsGateway({ url: 'http://a:b@127.0.0.1:1', from: 'Bank' })
  await assert.rejects(nobody(message), (error) => error instanceof NotDelivered)
})
