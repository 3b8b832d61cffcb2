import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotDelivered, type Outgoing, Undeliverable } from '#platform/delivery'
import { createMailer } from '#platform/mail'
import { createSmsGateway } from '#platform/sms'
import { startFakeSms } from '#testing/fake-sms'
import { startFakeSmtp } from '#testing/fake-smtp'
import { createIdentity, type Identity } from '../index.ts'
import { password, testIdentity } from '../test-identity.ts'
import { jar } from '../totp/test-totp.ts'
import { messageWords } from './words/index.ts'

const minute = 60_000
const day = 1440 * minute
const noWay = async () => {
  throw new NotDelivered('down')
}

type Bank = Awaited<ReturnType<typeof testIdentity>>

const joined = async (bank: Bank, email = 'ada@example.com', phone: string | null = '+919876543210') => {
  const registered = await bank.register(email)
  const { body, cookie } = registered
  const change = { number: phone, proof: { password: 'a horse in the rain' } }
  await bank.ask({ method: 'PUT', url: '/v1/me/phone', body: change, cookie })
  return { id: body.id as string, cookie, browser: jar(registered) }
}

const tell = (bank: Bank, person: string, identity: Identity = bank.identity) =>
  bank.db.transaction((tx) => identity.tell(tx, { person, kind: 'password-changed' }))

interface Row {
  readonly channel: string
  readonly content_sealed: Buffer | null
  readonly attempts: number
  readonly delivered_at: Date | null
  readonly given_up_at: Date | null
  readonly failure: string | null
}

const rows = (bank: Bank) => bank.db.query<Row>('select * from identity.message order by channel, id')

test('a person is told on every channel, in their language, and the row forgets what it said', async () => {
  await using bank = await testIdentity()
  const { id, cookie } = await joined(bank)
  await bank.ask({ method: 'PATCH', url: '/v1/me', body: { language: 'hi', name: 'आशा' }, cookie })
  await tell(bank, id)
  assert.deepEqual([await bank.identity.deliver('mail'), await bank.identity.deliver('sms')], [1, 1])
  const [sms, mail] = bank.outbox.messages
  assert.deepEqual([mail.to, sms.to], ['ada@example.com', '+919876543210'])
  assert.equal(mail.subject, 'आपका पासवर्ड बदला गया')
  assert.match(sms.text, /1 मार्च 2026.*\(IST\).*http:\/\/localhost:3000\/sign-in/)
  assert.deepEqual(
    (await rows(bank)).map(({ content_sealed, delivered_at }) => [content_sealed, delivered_at?.toISOString()]),
    Array.from({ length: 2 }, () => [null, bank.clock().toISOString()]),
  )
})

test('a number given up less than thirty days ago still hears, and one of long ago does not', async () => {
  await using bank = await testIdentity()
  const { id, browser } = await joined(bank)
  bank.pass(day)
  const session = (await bank.signIn('ada@example.com', password, { cookie: browser })).cookie
  const change = { number: '+911111111111', proof: { password: 'a horse in the rain' } }
  await bank.ask({ method: 'PUT', url: '/v1/me/phone', body: change, cookie: session })
  const heard = async () => {
    await tell(bank, id)
    const before = bank.outbox.messages.length
    await bank.identity.deliver('sms')
    return bank.outbox.messages.slice(0, bank.outbox.messages.length - before).map(({ to }) => to)
  }
  assert.deepEqual((await heard()).sort(), ['+911111111111', '+919876543210'])
  bank.pass(31 * day)
  assert.deepEqual(await heard(), ['+911111111111'])
})

test('what is rolled back is told to nobody', async () => {
  await using bank = await testIdentity()
  const { id } = await joined(bank)
  await assert.rejects(
    bank.db.transaction(async (tx) => {
      await bank.identity.tell(tx, { person: id, kind: 'password-changed' })
      throw new Error('no')
    }),
  )
  assert.equal(await bank.identity.deliver('mail'), 0)
})

test('several processes deliver each message once', async () => {
  const sent: string[] = []
  const slowly = async ({ id }: Outgoing) => {
    await new Promise((resolve) => setTimeout(resolve, 5))
    sent.push(id)
  }
  await using bank = await testIdentity({ ways: { mail: slowly, sms: slowly } })
  const { id } = await joined(bank)
  for (let count = 0; count < 45; count++) await tell(bank, id)
  const counts = await Promise.all(Array.from({ length: 4 }, () => bank.identity.deliver('mail')))
  assert.equal(
    counts.reduce((sum, count) => sum + count),
    45,
  )
  assert.equal(new Set(sent).size, 45)
  assert.equal(sent.length, 45)
})

test('a process that dies between the commit and the delivery, or during it, loses no message', async () => {
  const sent: Outgoing[] = []
  let dies = true
  const mail = async (message: Outgoing) => {
    sent.push(message)
    // What happens after this never happens where the process is killed.
    if (dies) await new Promise(() => {})
  }
  await using bank = await testIdentity({ ways: { mail, sms: null } })
  const { id } = await joined(bank)
  await tell(bank, id)
  void bank.identity.deliver('mail')
  while (sent.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  dies = false
  assert.equal(await bank.identity.deliver('mail'), 0)
  bank.pass(30_000)
  assert.equal(await bank.identity.deliver('mail'), 1)
  assert.deepEqual([sent.length, new Set(sent.map((message) => message.id)).size], [2, 1])
  bank.pass(day)
  assert.equal(await bank.identity.deliver('mail'), 0)
})

test('a gateway that is down is tried again after longer and longer, and given up after three days', async () => {
  await using bank = await testIdentity({ ways: { mail: noWay, sms: null } })
  const { id } = await joined(bank)
  await tell(bank, id)
  const tries: number[] = []
  for (let minutes = 0; minutes < 3 * 1440; minutes += 0.5) {
    const [before] = await rows(bank)
    await bank.identity.deliver('mail')
    const [after] = await rows(bank)
    if (after.attempts > before.attempts) tries.push(minutes)
    if (minutes === 300) bank.pass(3 * day - 300 * minute - 2 * minute)
    else bank.pass(minute / 2)
    if (minutes > 310) break
  }
  assert.deepEqual(tries.slice(0, 9), [0, 0.5, 1.5, 3.5, 7.5, 15.5, 31.5, 63.5, 123.5])
  const [mail, sms] = await rows(bank)
  assert.deepEqual([mail.failure, mail.content_sealed, mail.delivered_at], ['down', null, null])
  assert.ok(mail.given_up_at)
  assert.deepEqual([sms.failure, sms.attempts, sms.content_sealed], ['no way out', 0, null])
})

test('what can never arrive is given up at once, the next one is not held up, and nobody’s address is told', async () => {
  const failures: string[] = []
  const mail = async ({ to }: Outgoing) => {
    if (to === 'ada@example.com') throw new Undeliverable('SMTP 550')
  }
  await using bank = await testIdentity({ ways: { mail, sms: null } })
  const note = (error: unknown) => void failures.push(String(error))
  const other = createIdentity({ ...bank.options, ways: { mail, sms: null }, onUndelivered: note })
  await tell(bank, (await joined(bank)).id)
  await tell(bank, (await joined(bank, 'bob@example.com')).id)
  assert.equal(await other.deliver('mail'), 1)
  const [ada] = await bank.db.query<Row>(
    "select * from identity.message where channel = 'mail' and given_up_at is not null",
  )
  assert.deepEqual([ada.failure, ada.attempts, ada.content_sealed], ['SMTP 550', 1, null])
  assert.ok(ada.given_up_at)
  assert.deepEqual(failures, ['Error: a message (password-changed) was not delivered: SMTP 550'])
})

test('the bank speaks to real gateways: SMTP and HTTP on this machine', async () => {
  await using smtp = await startFakeSmtp()
  await using gateway = await startFakeSms()
  const mailer = createMailer({ url: smtp.url, from: 'Bankserver <post@bank.example>' })
  const sms = createSmsGateway({ url: gateway.url, from: '+15005550006' })
  await using bank = await testIdentity({ ways: { mail: mailer.send, sms } })
  await tell(bank, (await joined(bank)).id)
  gateway.behavior.status = 503
  assert.deepEqual([await bank.identity.deliver('mail'), await bank.identity.deliver('sms')], [1, 0])
  gateway.behavior.status = 201
  bank.pass(minute)
  assert.equal(await bank.identity.deliver('sms'), 1)
  mailer.close()
  assert.equal(smtp.mails.length, 1)
  assert.equal(gateway.texts.length, 2)
})

test('every kind has the same places to fill in English and Hindi, and a missing one is found when it is written', async () => {
  for (const [kind, { en, hi }] of Object.entries(messageWords)) {
    const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort()
    assert.deepEqual(places(en.text), places(hi.text), kind)
    assert.deepEqual(places(en.subject), places(hi.subject), kind)
  }
  await using bank = await testIdentity()
  const { id } = await joined(bank)
  const without = bank.db.transaction((tx) => bank.identity.tell(tx, { person: id, kind: 'registration-code' }))
  await assert.rejects(without, /lacks \{code\}/)
})
