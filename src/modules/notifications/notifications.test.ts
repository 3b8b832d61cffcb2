import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayMs, hourMs, minuteMs } from '#platform/time'
import { type Holder, type Person, password, type TestBank, testBank } from '#testing/bank'
import type { NotificationView } from '#wire/notifications'

const probability = (share: number) => (share < 0.3 ? 0.01 : share < 0.6 ? 0.6 : share < 0.95 ? 0.8 : 0.99)

const openTown = async (options: Parameters<typeof testBank>[0] = { probability }) => {
  const bank = await testBank(options)
  const [ada, bob] = [await bank.holder('Ada', 1_000_000n), await bank.holder('Bob')]
  const inbox = (who: Person, query = '') => bank.ask(who, 'GET', `/v1/notifications${query}`)
  const items = async (who: Person): Promise<NotificationView[]> => (await inbox(who)).body.items
  return { bank, ada, bob, inbox, items }
}

const kinds = (items: readonly NotificationView[]) => items.map(({ kind }) => kind)

const setTopic = async (bank: TestBank, who: Person, change: object) => {
  const { body } = await bank.ask(who, 'GET', '/v1/notifications/settings')
  return bank.ask(who, 'PUT', '/v1/notifications/settings', { ...body, ...change })
}

test('whoever gets money is told of whom and what for; the payer knows already, and strangers see nothing', async () => {
  const { bank, ada, bob, inbox, items } = await openTown()
  await using _ = bank
  const id = bank.newId()
  const order = {
    kind: 'send',
    from: ada.product,
    to: bob.number,
    amount: { currency: 'INR', minor: '2500' },
    note: 'Rent',
  }
  await bank.ask(ada, 'PUT', `/v1/payments/${id}`, order)
  await bank.ask(ada, 'PUT', `/v1/payments/${id}`, order)
  const { body } = await inbox(bob)
  assert.deepEqual([body.items.length, body.unread, body.next], [1, 1, null])
  const { id: place, ...told } = body.items[0]
  assert.match(place, /^\d+$/)
  assert.deepEqual(told, {
    kind: 'arrived',
    at: bank.clock().toISOString(),
    amount: { currency: 'INR', minor: '2500' },
    other: 'Ada',
    note: 'Rent',
    warning: null,
    link: `/payments/${id}`,
    readAt: null,
  })
  assert.equal((await bank.ask(bob, 'GET', told.link.replace('/payments', '/v1/payments'))).status, 200)
  assert.deepEqual(await items(ada), [])
  assert.equal((await bank.ask(null, 'GET', '/v1/notifications')).status, 401)
})

test('the payer is told what becomes of a payment that waits, and the payee only of what arrives, part by part', async () => {
  const { bank, ada, bob, items } = await openTown()
  await using _ = bank
  const analyst = await bank.person('analyst', 'Priya')
  const tried = (await bank.send(ada, bob, 400_000n)).body.id
  await bank.ask(ada, 'POST', `/v1/payments/${tried}/challenge`, { choice: 'unit', password })
  await bank.ask(ada, 'POST', `/v1/payments/${tried}/rest`, { password })
  const held = (await bank.send(ada, bob, 400_000n)).body
  assert.equal(held.state, 'in_review')
  await bank.ask(analyst, 'POST', `/v1/reviews/${held.id}`, { decision: 'release', note: 'She called.' })
  assert.deepEqual(kinds(await items(ada)), ['released', 'held', 'challenged'])
  const arrived = await items(bob)
  assert.deepEqual(kinds(arrived), ['arrived', 'arrived', 'arrived'])
  assert.deepEqual(
    arrived.map(({ amount }) => amount?.minor),
    ['400000', '399900', '100'],
  )
})

test('what the book refuses and what is rolled back is told to nobody', async () => {
  const { bank, ada, bob, items } = await openTown()
  await using _ = bank
  assert.equal((await bank.send(ada, bob, 2_000_000n)).status, 422)
  const notice = { person: bob.id, kind: 'request-received', at: bank.clock() } as const
  await assert.rejects(
    bank.db.transaction(async (tx) => {
      await bank.notifications.tell(tx, [notice])
      throw new Error('no')
    }),
  )
  assert.deepEqual([await items(ada), await items(bob)], [[], []])
})

test('an inbox is paged into the past, read one by one or up to a place, and kept as unread', async () => {
  const { bank, ada, bob, inbox } = await openTown()
  await using _ = bank
  for (let count = 1; count <= 30; count++) await bank.send(ada, bob, BigInt(count * 10))
  const first = (await inbox(bob, '?limit=20')).body
  const second = (await inbox(bob, `?limit=20&before=${first.next}`)).body
  assert.deepEqual([first.items.length, second.items.length, second.next, first.unread], [20, 10, null, 30])
  assert.deepEqual([first.items[0].amount.minor, second.items[9].amount.minor], ['300', '10'])
  const act = (who: Holder, method: 'PUT' | 'DELETE', id: string) =>
    bank.ask(who, method, `/v1/notifications/${id}/read`)
  const { id } = second.items[0]
  assert.equal((await act(bob, 'PUT', id)).status, 204)
  assert.equal((await inbox(bob)).body.unread, 29)
  await bank.ask(bob, 'POST', '/v1/notifications/read', { upTo: first.items[5].id })
  assert.equal((await inbox(bob)).body.unread, 5)
  assert.equal((await act(bob, 'DELETE', id)).status, 204)
  assert.equal((await inbox(bob)).body.unread, 6)
  assert.deepEqual(
    [(await act(ada, 'PUT', id)).code, (await act(ada, 'DELETE', id)).status],
    ['no-such-notification', 404],
  )
  assert.equal((await act(bob, 'PUT', '9223372036854775807')).code, 'no-such-notification')
  assert.equal((await inbox(bob)).body.unread, 6)
})

test('the browser with which somebody came is no news, another one is', async () => {
  await using bank = await testBank()
  const ada = await bank.holder('Ada')
  const told = async () => kinds((await bank.ask(ada, 'GET', '/v1/notifications')).body.items)
  assert.deepEqual(await told(), [])
  await bank.http.server.inject({ method: 'POST', url: '/v1/sessions', payload: { email: 'ada@bank.test', password } })
  assert.deepEqual(await told(), ['device-new'])
})

test('who changes how they sign in is told in the inbox', async () => {
  const { bank, ada, items } = await openTown()
  await using _ = bank
  await bank.givePasskey(ada)
  const change = { newPassword: 'another horse in the snow', proof: { password } }
  await bank.ask(ada, 'PUT', '/v1/me/password', change)
  const told = await items(ada)
  assert.ok(kinds(told).includes('passkey-added'), kinds(told).join())
  assert.equal(told[0].link, '/security')
})

test('mail and text messages go to who wants them, once, in their language, and nothing that a stranger wrote goes with them', async () => {
  const { bank, ada, bob } = await openTown()
  await using _ = bank
  await bank.ask(bob, 'PUT', '/v1/me/phone', { number: '+919876543210', proof: { password } })
  await bank.ask(bob, 'PATCH', '/v1/me', { language: 'hi' })
  await bank.identity.deliver('mail')
  await bank.identity.deliver('sms')
  const before = bank.outbox.messages.length
  const sent = () => bank.outbox.messages.slice(0, bank.outbox.messages.length - before)
  const pay = async () => {
    const amount = { currency: 'INR', minor: '2500' }
    const order = { kind: 'send', from: ada.product, to: bob.number, amount, note: 'Click https://evil.example' }
    await bank.ask(ada, 'PUT', `/v1/payments/${bank.newId()}`, order)
    await bank.notifications.spread()
    return [await bank.identity.deliver('mail'), await bank.identity.deliver('sms')]
  }
  assert.deepEqual(await pay(), [0, 0])
  const wanted = await setTopic(bank, bob, { money: { mail: true, sms: true, push: false } })
  assert.deepEqual([wanted.status, wanted.body.money.sms], [200, true])
  assert.deepEqual(await pay(), [1, 1])
  assert.equal(await bank.notifications.spread(), 0)
  const [sms, mail] = sent()
  assert.equal(mail.subject, '₹25.00 आए')
  assert.equal(sms.text, 'Bankserver: Ada से ₹25.00 आपके खाते में आए।')
  assert.doesNotMatch(JSON.stringify(sent()), /evil|Click/)
})

test('in quiet hours messages wait until they are over, what is urgent does not, and the inbox never waits', async () => {
  const { bank, ada, bob, items } = await openTown()
  await using _ = bank
  // It is 14:30 in Kolkata.
  const quiet = { from: '14:00', to: '16:00', zone: 'Asia/Kolkata' }
  await setTopic(bank, ada, { quiet })
  assert.deepEqual(
    (await setTopic(bank, bob, { money: { mail: true, sms: false, push: false }, quiet })).body.quiet,
    quiet,
  )
  await bank.send(ada, bob, 1_000n)
  await bank.send(ada, bob, 500_000n)
  assert.equal(await bank.notifications.spread(), 2)
  assert.equal(await bank.identity.deliver('mail'), 1)
  assert.equal(bank.outbox.messages[0].to, 'ada@bank.test')
  assert.deepEqual([kinds(await items(bob)), kinds(await items(ada))], [['arrived'], ['challenged']])
  bank.pass(89 * minuteMs)
  assert.equal(await bank.identity.deliver('mail'), 0)
  bank.pass(minuteMs)
  assert.equal(await bank.identity.deliver('mail'), 1)
})

test('settings are taken as a whole; messages about one’s ways in stay on, and what is no zone is refused', async () => {
  const { bank, ada } = await openTown()
  await using _ = bank
  const off = { mail: false, sms: false, push: false }
  const all = { money: off, payments: off, requests: off, security: off, quiet: null }
  const { body } = await bank.ask(ada, 'PUT', '/v1/notifications/settings', all)
  assert.deepEqual(body, { ...all, security: { mail: true, sms: true, push: false } })
  for (const zone of ['Mars/Olympus', '', '+05:30', 'x'.repeat(61)]) {
    const quiet = { from: '22:00', to: '07:00', zone }
    assert.equal((await setTopic(bank, ada, { quiet })).code, 'invalid-input', zone)
  }
  assert.equal((await setTopic(bank, ada, { quiet: { from: '7:00', to: '07:00', zone: 'UTC' } })).status, 400)
  assert.equal((await setTopic(bank, ada, { quiet: { from: '07:00', to: '07:00', zone: 'UTC' } })).status, 400)
})

test('several servers hand each notification on once', async () => {
  const { bank, ada, bob } = await openTown()
  await using _ = bank
  await setTopic(bank, bob, { money: { mail: true, sms: false, push: false } })
  const second = await bank.openSecond()
  const notice = { person: bob.id, kind: 'arrived', at: bank.clock(), other: ada.id } as const
  await bank.notifications.tell(
    bank.db,
    Array.from({ length: 450 }, () => notice),
  )
  const counts = await Promise.all([bank, second, bank, second].map(({ notifications }) => notifications.spread()))
  assert.equal(
    counts.reduce((sum, count) => sum + count),
    450,
  )
  const [{ count }] = await bank.db.query<{ count: bigint }>(
    "select count(*) as count from identity.message where kind = 'told'",
  )
  assert.equal(count, 450n)
  await second.http.server.close()
})

test('history is told as read and calls nobody; what lies too long before it is handed on is no news; years later it is forgotten', async () => {
  const { bank, bob, inbox, items } = await openTown()
  await using _ = bank
  await setTopic(bank, bob, { money: { mail: true, sms: true, push: true } })
  const tell = (ago: number) =>
    bank.notifications.tell(bank.db, [{ person: bob.id, kind: 'arrived', at: new Date(bank.clock().getTime() - ago) }])
  await tell(dayMs + 1)
  await tell(dayMs)
  assert.deepEqual(
    (await items(bob)).map(({ readAt }) => readAt === null),
    [true, false],
  )
  assert.equal((await inbox(bob)).body.unread, 1)
  bank.pass(hourMs)
  assert.equal(await bank.notifications.spread(), 1)
  assert.equal(await bank.identity.deliver('mail'), 0)
  bank.pass(729 * dayMs - hourMs)
  await bank.notifications.tidy()
  assert.equal((await bank.db.query('select 1 from notifications.notification')).length, 1)
  bank.pass(1)
  await bank.notifications.tidy()
  assert.equal((await bank.db.query('select 1 from notifications.notification')).length, 0)
})

test('a note that is long or made of several units a character is cut between characters', async () => {
  const { bank, bob, items } = await openTown()
  await using _ = bank
  const note = '🎉'.repeat(150)
  await bank.notifications.tell(bank.db, [{ person: bob.id, kind: 'request-received', at: bank.clock(), note }])
  assert.equal((await items(bob))[0].note, '🎉'.repeat(140))
})

test('what a stranger wrote is looked at before it is read in the inbox, and one’s own words are not', async () => {
  const { bank, ada, bob, items } = await openTown()
  await using _ = bank
  const note = 'KYC expired, verify at http://paypa1.com/login'
  const shares = [{ payer: bob.number, minor: '500' }]
  const asked = await bank.ask(ada, 'PUT', `/v1/bills/${bank.newId()}`, {
    to: ada.product,
    note,
    split: { kind: 'amounts', shares },
  })
  await bank.ask(bob, 'POST', `/v1/requests/${asked.body.requests[0].id}/decline`)
  const [received] = await items(bob)
  assert.deepEqual(
    [received.kind, received.note, received.warning?.code, received.warning?.severity],
    ['request-received', note, 'link-look-alike', 'danger'],
  )
  assert.match(received.warning?.sentence.en ?? '', /paypal/i)
  const [declined] = await items(ada)
  assert.deepEqual([declined.kind, declined.note, declined.warning], ['request-declined', note, null])
})
