import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testIdentity } from '../test-identity.ts'
import { blank, otherProcess, watched } from '../test-work.ts'
import { browser, lastCode, phone } from './test-registration.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const email = 'asha@example.com'

type Bank = Awaited<ReturnType<typeof testIdentity>>

const other = (code: string | null) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

test('a code has five tries, in ten minutes, and is used once', async () => {
  await using bank = await testIdentity()
  const asha = browser(bank)
  await asha.begin()
  const code = await lastCode(bank, phone)
  const wrong = { code: other(code) }
  for (let left = 4; left >= 0; left--) {
    assert.equal((await asha.step('phone-code', wrong)).code, 'code-wrong')
    assert.equal((await asha.begin()).body.codes[0].triesLeft, left)
  }
  assert.equal((await asha.step('phone-code', { code })).code, 'code-over')
  bank.pass(minute)
  await asha.ask('POST', '/codes', { channel: 'sms' })
  assert.equal((await asha.step('phone-code', { code })).code, 'code-wrong')
  const next = await lastCode(bank, phone)
  bank.pass(10 * minute)
  assert.equal((await asha.step('phone-code', { code: next })).code, 'code-over')
})

test('another code is sent after half a minute, then one, two, four', async () => {
  await using bank = await testIdentity()
  const asha = browser(bank)
  await asha.begin()
  const again = () => asha.ask('POST', '/codes', { channel: 'sms' })
  for (const seconds of [30, 60, 120, 240]) {
    bank.pass((seconds - 1) * second)
    const early = await again()
    assert.deepEqual([early.code, early.headers['retry-after']], ['code-too-soon', '1'], String(seconds))
    bank.pass(second)
    assert.equal((await again()).status, 200, String(seconds))
  }
})

test('one phone gets six codes an hour, whoever asks from wherever, after a restart too', async () => {
  await using bank = await testIdentity()
  const begin = (who: Bank, address: string) =>
    browser(bank, bank.newId(), address)
      .begin()
      .then(({ code }) => [who, code])
  for (let tries = 0; tries < 6; tries++) assert.equal((await begin(bank, `192.0.2.${tries}`))[1], undefined)
  assert.equal((await begin(bank, '192.0.2.99'))[1], 'too-many-attempts')
  assert.equal((await browser(bank).begin('+911111111111')).code, undefined)
  bank.pass(hour)
  assert.equal((await begin(bank, '192.0.2.99'))[1], undefined)
})

test('one address asks for thirty codes an hour, whomever they are for', async () => {
  await using bank = await testIdentity()
  for (let tries = 0; tries < 30; tries++)
    assert.equal((await browser(bank).begin(`+9198765400${String(tries).padStart(2, '0')}`)).status, 200)
  assert.equal((await browser(bank).begin('+919876540099')).code, 'too-many-attempts')
})

test('one address tries sixty codes in a quarter of an hour, whomever they are for', async () => {
  await using bank = await testIdentity()
  const tries: (string | undefined)[] = []
  for (let person = 0; person < 13; person++) {
    const eve = browser(bank)
    await eve.begin(`+9198765400${String(person).padStart(2, '0')}`)
    for (let guess = 0; guess < 5; guess++) tries.push((await eve.step('phone-code', { code: '000000' })).code)
  }
  assert.deepEqual(tries, [...Array(60).fill('code-wrong'), ...Array(5).fill('too-many-attempts')])
  const elsewhere = browser(bank, bank.newId(), '192.0.2.7')
  await elsewhere.begin('+919876540099')
  assert.equal((await elsewhere.step('phone-code', { code: '000000' })).code, 'code-wrong')
})

test('guessing goes no further after a restart, in another process, or with new registrations', async () => {
  await using bank = await testIdentity()
  const restarted = otherProcess(bank)
  let tried = 0
  let registrations = 0
  for (let hours = 0; hours < 24; hours++) {
    bank.pass(hour)
    for (let codes = 0; codes < 8; codes++) {
      const eve = browser(bank, bank.newId(), `192.0.2.${hours}`)
      if ((await eve.begin()).status !== 200) continue
      registrations++
      for (let guesses = 0; guesses < 7; guesses++) {
        const guess = {
          method: 'PUT',
          url: `/v1/registrations/${eve.id}/phone-code`,
          payload: { code: '000000' },
        } as const
        const headers = { cookie: eve.cookie(), 'x-bankserver': '1' }
        const answer =
          guesses % 2 ? await restarted.inject({ ...guess, headers }) : await eve.step('phone-code', guess.payload)
        const code = 'code' in answer ? answer.code : answer.json().code
        if (code === 'code-wrong') tried++
      }
    }
  }
  await restarted.close()
  assert.ok(registrations <= 24, `${registrations} registrations`)
  assert.ok(tried > 20 && tried <= 40, `${tried} codes tried of a million in a day`)
})

test('a phone or an email of a customer cannot be told from an unknown one, by the answer or by the work', async () => {
  await using bank = await testIdentity()
  const customer = browser(bank)
  await customer.fill()
  await customer.complete()
  bank.pass(2 * hour)
  const eyes = watched(bank)
  const numbers = [phone, '+911111111111']
  const ids = numbers.map(() => bank.newId())
  const begun = [
    await eyes.of(`/v1/registrations/${ids[0]}`, { phone: numbers[0], language: 'en' }),
    await eyes.of(`/v1/registrations/${ids[1]}`, { phone: numbers[1], language: 'en' }),
  ]
  assert.equal(blank(begun[0].body, ids[0], numbers[0]), blank(begun[1].body, ids[1], numbers[1]))
  assert.deepEqual([begun[0].status, begun[0].work], [begun[1].status, begun[1].work])
  assert.ok(begun[0].work.statements.length > 5)
  assert.deepEqual([await lastCode(bank, phone), (await lastCode(bank, numbers[1]))?.length], [null, 6])
  assert.match(bank.outbox.messages.find(({ to }) => to === phone)?.text ?? '', /our customer already.*sign-in/)

  const guesses = await Promise.all(
    [0, 1].map((who) => eyes.of(`/v1/registrations/${ids[who]}/phone-code`, { code: '000000' }, begun[who].kept)),
  )
  assert.deepEqual(
    guesses.map(({ body }) => body.code),
    ['code-wrong', 'code-wrong'],
  )
  bank.pass(minute)
  const again = [0, 1].map(
    (who) => () => eyes.of(`/v1/registrations/${ids[who]}/codes`, { channel: 'sms' }, begun[who].kept, 'POST'),
  )
  const [known, unknown] = [await again[0](), await again[1]()]
  assert.deepEqual([known.status, known.work], [unknown.status, unknown.work])

  const mails = []
  for (const [number, given] of [
    ['+912222222222', email],
    ['+913333333333', 'nobody@example.com'],
  ]) {
    const bob = browser(bank)
    await bob.begin(number)
    await bob.provePhone(number)
    const asked = await eyes.of(`/v1/registrations/${bob.id}/email`, { email: given }, bob.cookie())
    mails.push({ ...asked, body: blank(asked.body, bob.id, number, given) })
  }
  assert.deepEqual([mails[0].body, mails[0].work], [mails[1].body, mails[1].work])
  assert.deepEqual([await lastCode(bank, email), (await lastCode(bank, 'nobody@example.com'))?.length], [null, 6])
  await eyes.close()
})
