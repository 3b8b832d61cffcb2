import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startFakeSmtp } from '#testing/fake-smtp'
import { NotDelivered, Undeliverable } from './delivery.ts'
import { createMailer } from './mail.ts'

const from = 'Bankserver <post@bank.example>'
const message = { id: '0190', to: 'ada@example.com', subject: 'Your code', text: '.123456 is your code' }

const openMailer = (url: string, stepMs?: number) => {
  const mailer = createMailer({ url, from, stepMs })
  return { ...mailer, [Symbol.dispose]: mailer.close }
}

test('a mail arrives as it was written, with an id by which a second one is known', async () => {
  await using server = await startFakeSmtp()
  using mailer = openMailer(server.url)
  await mailer.send(message)
  const [{ to, data }] = server.mails
  assert.equal(to, 'ada@example.com')
  for (const line of [
    /^From: Bankserver <post@bank\.example>$/m,
    /^Subject: Your code$/m,
    /^Message-ID: <0190@bank\.example>$/m,
    /^Auto-Submitted: auto-generated$/im,
    /^\.123456 is your code$/m,
  ])
    assert.match(data, line)
})

test('an address or subject with a line break adds no header and no recipient', async () => {
  await using server = await startFakeSmtp()
  using mailer = openMailer(server.url)
  await mailer.send({ ...message, subject: 'Hello\r\nBcc: eve@example.com' })
  for (const to of [
    'ada@example.com\r\nRCPT TO:<eve@example.com>',
    'a@b.c, eve@example.com',
    '"<eve@example.com>"@b.c',
  ])
    await assert.rejects(mailer.send({ ...message, to }), Undeliverable)
  assert.deepEqual(
    server.mails.map(({ to }) => to),
    ['ada@example.com'],
  )
  assert.doesNotMatch(server.mails[0].data, /^Bcc:/im)
})

test('what the server refuses for good is not tried again, what it refuses for now is', async () => {
  await using server = await startFakeSmtp()
  using mailer = openMailer(server.url)
  server.behavior.answer = '550 5.1.1 no ada@example.com here'
  await assert.rejects(mailer.send(message), (error) => error instanceof Undeliverable && error.message === 'SMTP 550')
  server.behavior.answer = '451 later'
  await assert.rejects(mailer.send(message), (error) => error instanceof NotDelivered && error.message === 'SMTP 451')
})

test('a wrong password of ours is no reason to give a message up', async () => {
  await using server = await startFakeSmtp()
  using wrong = openMailer(`smtp://post:wrong@127.0.0.1:${server.port}`)
  await assert.rejects(wrong.send(message), NotDelivered)
  using right = openMailer(`smtp://post:right@127.0.0.1:${server.port}`)
  await right.send(message)
  assert.equal(server.mails.length, 1)
})

test('a server that is not there, or says nothing, is not waited for long', async () => {
  await using server = await startFakeSmtp()
  server.behavior.isSilent = true
  using silent = openMailer(server.url, 300)
  await assert.rejects(silent.send(message), NotDelivered)
  using nobody = openMailer('smtp://127.0.0.1:1')
  await assert.rejects(nobody.send(message), NotDelivered)
})

test('over the network nothing is sent without TLS', async () => {
  await using server = await startFakeSmtp()
  // Another name of this machine that is not known as one: the server offers no TLS, so no mail may leave.
  using mailer = openMailer(`smtp://0.0.0.0:${server.port}`)
  await assert.rejects(mailer.send(message), NotDelivered)
  assert.deepEqual(server.mails, [])
})
