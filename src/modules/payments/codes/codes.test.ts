import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hourMs, minuteMs, secondMs } from '#platform/time'
import { type Holder, type TestBank, testBank } from '#testing/bank'
import { readText } from './format/text.ts'
import { isSignedBy } from './format/verify.ts'
import { openKeyPart } from './keys/key-list.ts'
import { openShop } from './test-codes.ts'

const balance = async (bank: TestBank, { product }: Holder) => (await bank.balance(product)) ?? 0n

/** Changes one character to another that may stand there. */
const alter = (link: string): string => {
  const at = 60
  return link.slice(0, at) + (link[at] === 'A' ? 'B' : 'A') + link.slice(at + 1)
}

test('a code is shown, read with the holder’s name, paid once, and its payee is told', async () => {
  const { bank, ada, shop, issue, read, pay, fate } = await openShop()
  await using _ = bank
  const code = await issue()
  assert.deepEqual(
    [code.number, code.name, code.minor, code.note, Date.parse(code.expiresAt) - Date.parse(code.issuedAt)],
    [shop.number, 'Shop', '2500', 'Tea', 120 * secondMs],
  )
  for (const text of [code.link, code.emv, code.link.replace('BANKSERVER', 'bankserver')]) {
    const { body } = await read(text)
    assert.deepEqual(
      [body.payment.name, body.payment.minor, body.payment.isOwn, body.safety.severity],
      ['Shop', '2500', false, 'none'],
    )
  }
  assert.equal((await read(code.link, shop)).body.payment.isOwn, true)
  assert.deepEqual(await fate(code.id), { state: 'open', payment: null })

  const id = bank.newId()
  assert.equal((await pay(code.link, {}, ada, id)).body.state, 'settled')
  assert.equal((await pay(code.link, {}, ada, id)).body.state, 'settled')
  assert.equal(await balance(bank, shop), 2500n)
  assert.deepEqual(await fate(code.id), { state: 'paid', payment: id })
  assert.deepEqual([(await pay(code.link)).code, (await read(code.link)).code], ['code-used', 'code-used'])
  assert.equal(await balance(bank, shop), 2500n)
  const told = await bank.db.query("select person, link from notifications.notification where kind = 'arrived'")
  assert.deepEqual(told, [{ person: shop.id, link: `/payments/${id}` }])
})

test('two who pay one code at the same instant: one wins, and the other’s money stays', async () => {
  const { bank, ada, bob, shop, issue, pay } = await openShop()
  await using _ = bank
  for (let round = 0; round < 5; round++) {
    const { link } = await issue()
    const answers = await Promise.all([ada, bob, ada, bob].map((who) => pay(link, {}, who)))
    assert.equal(answers.filter(({ status }) => status === 200).length, 1)
    assert.deepEqual(
      answers.filter(({ status }) => status !== 200).map(({ code }) => code),
      ['code-used', 'code-used', 'code-used'],
    )
  }
  assert.equal(await balance(bank, shop), 5n * 2500n)
  assert.equal((await balance(bank, ada)) + (await balance(bank, bob)), 20_000_000n - 5n * 2500n)
})

test('a payment that the book refuses gives its code back', async () => {
  const { bank, ada, bob, issue, pay } = await openShop()
  await using _ = bank
  const { link } = await issue({ minor: null, note: '' })
  assert.equal(
    (await pay(link, { amount: { currency: 'INR', minor: '99000000' }, note: '' }, bob)).code,
    'exceeds-available',
  )
  assert.equal((await pay(link, { note: '' }, ada)).status, 200)
})

test('of two codes that the money does not suffice for, the one that the book refused can still be paid', async () => {
  const { bank, ada, bob, issue, pay } = await openShop()
  await using _ = bank
  const amount = { amount: { currency: 'INR', minor: '2500000' } }
  const links = (await Promise.all([1, 2, 3, 4, 5].map(() => issue({ minor: '2500000' })))).map(({ link }) => link)
  const answers = await Promise.all(links.map((link) => pay(link, amount)))
  const refused = links.filter((_link, at) => answers[at].code === 'exceeds-available')
  assert.ok(refused.length > 0)
  const spent = await bank.db.query('select 1 from payments.spent_code')
  assert.equal(spent.length, links.length - refused.length)
  assert.notEqual((await pay(refused[0], amount, bob)).code, 'code-used')
  assert.ok((await balance(bank, ada)) >= 0n)
})

test('each thing that can be wrong with a code is refused by its name, and nothing moves', async () => {
  const { bank, ada, bob, shop, issue, read, pay } = await openShop()
  await using _ = bank
  const both = async (text: string) => [(await read(text)).code, (await pay(text)).code]
  const code = await issue()
  assert.deepEqual(await both(alter(code.link)), ['code-altered', 'code-altered'])
  assert.deepEqual(await both(code.emv.slice(0, -5)), ['code-altered', 'code-altered'])
  assert.equal((await pay('https://example.org/')).code, 'code-unreadable')
  const other = await testBank()
  await using __ = other
  const far = await other.holder('Far')
  const farCode = (
    await other.ask(far, 'POST', '/v1/payment-codes', {
      product: far.product,
      kind: 'dynamic',
      minor: '2500',
      note: 'Tea',
    })
  ).body
  assert.deepEqual(await both(farCode.link), ['code-unknown-key', 'code-unknown-key'])

  assert.equal((await pay(code.link, { to: bob.number })).code, 'code-differs')
  assert.equal((await pay(code.link, { amount: { currency: 'INR', minor: '2400' } })).code, 'code-differs')
  assert.equal((await pay(code.link, { note: 'Coffee' })).code, 'code-differs')
  bank.pass(119 * secondMs)
  assert.equal((await read(code.link)).status, 200)
  bank.pass(secondMs)
  assert.deepEqual(await both(code.link), ['code-expired', 'code-expired'])
  const early = await issue()
  bank.pass(-5 * minuteMs)
  assert.equal((await read(early.link)).code, 'code-expired')
  assert.deepEqual([await balance(bank, shop), await balance(bank, ada)], [0n, 10_000_000n])
})

test('a printed code is paid by many, up to a limit', async () => {
  const { bank, bob, shop, issue, read, pay } = await openShop()
  await using _ = bank
  const { link, expiresAt } = await issue({ kind: 'static', minor: null, note: '' })
  assert.equal(expiresAt, null)
  bank.pass(10 * minuteMs)
  assert.equal((await read(link)).status, 200)
  assert.equal((await pay(link, { note: '' })).status, 200)
  assert.equal((await pay(link, { note: 'my own words' }, bob)).status, 200)
  assert.equal(await balance(bank, shop), 5000n)
  assert.equal((await pay(link, { note: '', amount: { currency: 'INR', minor: '2000001' } })).code, 'code-limit')
})

test('a code verifies without the bank, against a part of the list that the bank signed', async () => {
  const { bank, issue } = await openShop()
  await using _ = bank
  const { link, id } = await issue()
  const shard = id.slice(0, 2)
  const answer = await bank.http.server.inject({ url: `/v1/code-keys/list/${shard}` })
  assert.equal(answer.headers['cache-control'], 'public, max-age=60')
  const { jws, bankKey } = answer.json()
  const part = openKeyPart(jws, bankKey, bank.clock())
  const listed = part?.keys.find((key) => key.id === id.slice(0, 16))
  const code = readText(link)
  assert.ok(listed && typeof code !== 'string')
  const publicKey = Buffer.from(listed.publicKey, 'base64url')
  assert.ok(isSignedBy(publicKey, code))
  // The list tells nobody’s account number, and a key signs for its own account alone.
  assert.ok(!Buffer.from(jws.split('.')[1], 'base64url').toString().includes(code.body.number))
  assert.ok(!isSignedBy(publicKey, { ...code, body: { ...code.body, number: '111111111111' } }))
  const [header, payload, signature] = jws.split('.')
  const forged = Buffer.from(JSON.stringify({ ...part, keys: [] })).toString('base64url')
  assert.equal(openKeyPart(`${header}.${forged}.${signature}`, bankKey, bank.clock()), undefined)
  assert.equal(
    openKeyPart(`${header}.${payload}.${signature}`, bankKey, new Date(bank.clock().getTime() + hourMs)),
    undefined,
  )
  const empty = (await bank.http.server.inject({ url: `/v1/code-keys/list/${shard === '00' ? '01' : '00'}` })).json()
  assert.equal(empty.bankKey, bankKey)
})

test('codes are made for own accounts, and only their owner hears what became of them', async () => {
  const { bank, ada, shop, issue } = await openShop()
  await using _ = bank
  const ask = (body: object) => bank.ask(ada, 'POST', '/v1/payment-codes', body)
  assert.equal((await ask({ product: shop.product, kind: 'dynamic', minor: null })).code, 'no-such-account')
  assert.equal(
    (await ask({ product: ada.product, kind: 'dynamic', minor: null, note: 'न'.repeat(27) })).code,
    'code-note-too-long',
  )
  assert.equal(
    (await ask({ product: ada.product, kind: 'dynamic', minor: null, lifeSeconds: 601 })).code,
    'invalid-input',
  )
  const { id } = await issue()
  assert.equal((await bank.ask(ada, 'GET', `/v1/payment-codes/${id}`)).code, 'no-such-account')
  assert.equal((await bank.ask(ada, 'GET', `/v1/payment-codes/${'0'.repeat(32)}`)).code, 'no-such-account')
})

test('a foreign code is looked at by the guard, and what the guard finds in a note stays with the payment', async () => {
  const { bank, ada, shop, read } = await openShop()
  await using _ = bank
  const { body } = await read('https://paypa1.com/pay')
  assert.deepEqual([body.payment, body.safety.findings[0].code], [null, 'link-look-alike'])
  const id = bank.newId()
  const amount = { currency: 'INR', minor: '100' }
  await bank.ask(ada, 'PUT', `/v1/payments/${id}`, {
    kind: 'send',
    from: ada.product,
    to: shop.number,
    amount,
    note: 'move to safe account',
  })
  const events = await bank.db.query('select what, note from payments.event where payment = $1', [id])
  assert.deepEqual(events, [{ what: 'warned', note: 'note-safe-account' }])
})

test('used codes are forgotten a day after they have ended, and private keys are nowhere in clear', async () => {
  const { bank, issue, pay } = await openShop()
  await using _ = bank
  const { link } = await issue()
  assert.equal((await pay(link)).status, 200)
  const count = async (of: TestBank) => (await of.db.query('select 1 from payments.spent_code')).length
  const end = (hours: number) =>
    bank.db.query('update payments.spent_code set expires_at = $1', [new Date(bank.clock().getTime() - hours * hourMs)])
  await end(23)
  await bank.payments.codes.tidy()
  assert.equal(await count(bank), 1)
  await end(25)
  await bank.payments.codes.tidy()
  assert.equal(await count(bank), 0)
  const [{ sealed }] = await bank.db.query<{ sealed: Buffer }>('select sealed from payments.code_key')
  // The head of every Ed25519 private key in PKCS #8, and of the same in Base64.
  for (const head of ['302e020100300506032b6570', Buffer.from('MC4CAQAwBQYDK2Vw').toString('hex')])
    assert.ok(!sealed.toString('hex').includes(head))
})
