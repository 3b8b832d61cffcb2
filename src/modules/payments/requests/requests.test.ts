import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayMs } from '#platform/time'
import { type Holder, testBank } from '#testing/bank'
import { later } from '../test-later.ts'

type Options = Parameters<typeof testBank>[0]

export const openTable = async (options: Options = {}) => {
  const bank = await testBank(options)
  const asha = await bank.holder('Asha')
  const [ravi, meena] = [await bank.holder('Ravi', 100_000n), await bank.holder('Meena', 100_000n)]
  const ask = (split: object, more: object = {}, id = bank.newId(), who = asha) =>
    bank.ask(who, 'PUT', `/v1/bills/${id}`, { to: who.product, split, ...more })
  const askFor = async (minor: bigint, payer: Holder = ravi, more: object = {}) => {
    const shares = [{ payer: payer.number, minor: minor.toString() }]
    const { body } = await ask({ kind: 'amounts', shares }, more)
    return body.requests[0].id as string
  }
  const act = (who: Holder, id: string, what: string, body?: object) =>
    bank.ask(who, 'POST', `/v1/requests/${id}/${what}`, body)
  const pay = (who: Holder, id: string, from = who.product) => act(who, id, 'payment', { from })
  const read = (who: Holder, id: string) => bank.ask(who, 'GET', `/v1/requests/${id}`)
  const list = async (who: Holder, side: 'to-me' | 'by-me') =>
    (await bank.ask(who, 'GET', `/v1/requests?side=${side}`)).body.items
  return { bank, asha, ravi, meena, ask, askFor, act, pay, read, list }
}

test('a bill is split evenly, each pays their part, and it is all there, to the last unit', async () => {
  const { bank, asha, ravi, meena, ask, pay, list } = await openTable()
  await using _ = bank
  const split = { kind: 'even', minor: '10000', includesMe: true, payers: [ravi.number, meena.number] }
  const { status, body } = await ask(split, { note: 'Dinner' })
  assert.equal(status, 200)
  assert.deepEqual(
    body.requests.map(({ who, amount }: { who: string; amount: { minor: string } }) => [who, amount.minor]),
    [
      ['Ravi', '3333'],
      ['Meena', '3333'],
    ],
  )
  const [toRavi] = await list(ravi, 'to-me')
  assert.deepEqual([toRavi.who, toRavi.note, toRavi.state, toRavi.people], ['Asha', 'Dinner', 'open', 2])
  const paid = await pay(ravi, toRavi.id)
  assert.deepEqual([paid.body.state, paid.body.note, paid.body.to.name], ['settled', 'Dinner', 'Asha'])
  const [mine] = (await list(asha, 'by-me')).filter(({ who }: { who: string }) => who === 'Ravi')
  assert.deepEqual([mine.state, mine.payment], ['paid', paid.body.id])
  assert.equal(await bank.balance(asha.product), 3_333n)
  assert.equal((await pay(ravi, toRavi.id)).body.id, paid.body.id)
  assert.equal(await bank.balance(asha.product), 3_333n)
  assert.equal((await pay(meena, toRavi.id)).code, 'no-such-request')
})

test('the same id asks once, and something else under it is refused', async () => {
  const { bank, asha, ravi, meena, ask, list } = await openTable()
  await using _ = bank
  const id = bank.newId()
  const split = { kind: 'amounts', shares: [{ payer: ravi.number, minor: '500' }] }
  const [one, other] = await Promise.all([ask(split, {}, id), ask(split, {}, id)])
  assert.deepEqual([one.status, other.status, one.body], [200, 200, other.body])
  assert.equal((await list(ravi, 'to-me')).length, 1)
  assert.equal((await ask({ ...split, shares: [{ payer: meena.number, minor: '500' }] }, {}, id)).code, 'bill-differs')
  assert.equal((await ask(split, {}, id, meena)).code, 'bill-differs')
  assert.equal((await list(asha, 'by-me')).length, 1)
})

test('whom and what cannot be asked is refused, and nobody is asked then', async () => {
  const { bank, asha, ravi, ask, list } = await openTable()
  await using _ = bank
  const shares = (...payers: string[]) => ({ kind: 'amounts', shares: payers.map((payer) => ({ payer, minor: '5' })) })
  assert.equal((await ask(shares(ravi.number, ravi.number))).code, 'asked-twice')
  assert.equal((await ask(shares(ravi.number, asha.number))).code, 'asks-oneself')
  assert.equal((await ask(shares(ravi.number, '123456789012'))).code, 'no-such-account')
  assert.equal(
    (await ask({ kind: 'even', minor: '1', includesMe: true, payers: [ravi.number] })).code,
    'too-small-to-split',
  )
  assert.equal((await ask(shares(ravi.number), { to: ravi.product })).code, 'no-such-product')
  assert.equal((await ask(shares(ravi.number), { days: 91 })).code, 'invalid-input')
  const most = '9223372036854775807'
  const two = {
    kind: 'amounts',
    shares: [ravi, await bank.holder('Zoe')].map(({ number }) => ({ payer: number, minor: most })),
  }
  assert.equal((await ask(two)).code, 'exceeds-book')
  assert.deepEqual(await list(ravi, 'to-me'), [])
})

test('declined, taken back and expired requests are over for both, and each side does only its own', async () => {
  const { bank, asha, ravi, askFor, act, pay, read } = await openTable()
  await using _ = bank
  const [declined, cancelled, expired] = [await askFor(100n), await askFor(200n), await askFor(300n, ravi, { days: 1 })]
  assert.equal((await act(asha, declined, 'decline')).code, 'no-such-request')
  assert.equal((await act(ravi, declined, 'cancel')).code, 'no-such-request')
  assert.equal((await act(ravi, declined, 'decline')).body.state, 'declined')
  assert.equal((await act(asha, cancelled, 'cancel')).body.state, 'cancelled')
  await later(bank, dayMs, asha, ravi)
  for (const [id, state] of [
    [declined, 'declined'],
    [cancelled, 'cancelled'],
    [expired, 'expired'],
  ]) {
    assert.deepEqual([(await read(asha, id)).body.state, (await read(ravi, id)).body.state], [state, state])
    assert.equal((await pay(ravi, id)).code, 'request-over')
    assert.equal((await act(ravi, id, 'decline')).code, 'request-over')
    assert.equal((await act(asha, id, 'reminders')).code, 'request-over')
  }
  assert.equal(await bank.balance(asha.product), 0n)
})

test('who asked is told once that it was paid, or that nobody answered in time, and of nothing else', async () => {
  const { bank, asha, ravi, meena, askFor, act, pay } = await openTable({
    probability: (share) => (share < 0.3 ? 0.01 : 0.6),
  })
  await using _ = bank
  const [paid, expired] = [await askFor(100n), await askFor(200n, meena, { days: 1 })]
  const [declined, cancelled] = [await askFor(300n, ravi, { days: 1 }), await askFor(400n, ravi, { days: 1 })]
  // It stands out, so its payment waits for a choice until after the request is over.
  const paused = await askFor(60_000n, meena, { days: 1 })
  await pay(meena, paused)
  await act(ravi, declined, 'decline')
  await act(asha, cancelled, 'cancel')
  await pay(ravi, paid)
  const told = async () => {
    await bank.payments.runDue()
    const { items } = (await bank.ask(asha, 'GET', '/v1/notifications')).body
    return items
      .map(({ kind, link, other }: { kind: string; link: string; other: string | null }) => [kind, link, other])
      .filter(([kind]: [string]) => kind === 'request-paid' || kind === 'request-expired')
  }
  assert.deepEqual(await told(), [['request-paid', `/requests/${paid}`, 'Ravi']])
  assert.equal((await told()).length, 1)
  await later(bank, dayMs, asha, ravi, meena)
  const both = await told()
  assert.deepEqual(
    both.map(([kind]: [string]) => kind),
    ['request-expired', 'request-paid'],
  )
  assert.deepEqual(both[0], ['request-expired', `/requests/${expired}`, null])
})

test('one can remind three times, a day apart', async () => {
  const { bank, asha, ravi, askFor, act, read } = await openTable()
  await using _ = bank
  const id = await askFor(100n)
  assert.equal((await act(asha, id, 'reminders')).code, 'reminded-enough')
  for (const left of [2, 1, 0]) {
    await later(bank, dayMs, asha, ravi)
    assert.equal((await act(asha, id, 'reminders')).body.remindersLeft, left)
    assert.equal((await act(asha, id, 'reminders')).code, 'reminded-enough')
  }
  await later(bank, dayMs, asha, ravi)
  assert.equal((await act(asha, id, 'reminders')).code, 'reminded-enough')
  assert.equal((await act(ravi, id, 'reminders')).code, 'no-such-request')
  assert.equal((await read(asha, id)).body.remindFrom, null)
})

test('whoever is blocked asks in vain and is not told; let in again, what was asked before is there, what was asked meanwhile is not', async () => {
  const { bank, asha, ravi, askFor, act, pay, list, read } = await openTable()
  await using _ = bank
  const before = await askFor(100n)
  const { body: block } = await act(ravi, before, 'block')
  assert.equal(block.name, 'Asha')
  const meanwhile = await askFor(200n)
  assert.deepEqual(await list(ravi, 'to-me'), [])
  assert.equal((await pay(ravi, before)).code, 'no-such-request')
  assert.equal((await read(asha, meanwhile)).body.state, 'open')
  await later(bank, dayMs, asha, ravi)
  assert.equal((await act(asha, before, 'reminders')).status, 200)
  const { body: blocks } = await bank.ask(ravi, 'GET', '/v1/blocked-requesters')
  assert.deepEqual(blocks.items, [block])
  await bank.ask(asha, 'DELETE', `/v1/blocked-requesters/${block.id}`)
  assert.deepEqual(await list(ravi, 'to-me'), [])
  await bank.ask(ravi, 'DELETE', `/v1/blocked-requesters/${block.id}`)
  assert.deepEqual(
    (await list(ravi, 'to-me')).map(({ id }: { id: string }) => id),
    [before],
  )
})

test('a payment of a request that stands out is paused as any other; who asked learns nothing of it until it has arrived', async () => {
  const { bank, asha, ravi, askFor, act, pay, read } = await openTable({
    probability: (share) => (share > 0.3 ? 0.6 : 0.01),
  })
  await using _ = bank
  const id = await askFor(50_000n)
  const { body: paused } = await pay(ravi, id)
  assert.equal(paused.state, 'challenged')
  assert.equal((await read(ravi, id)).body.state, 'paying')
  const { body: seen } = await read(asha, id)
  assert.deepEqual([seen.state, seen.payment], ['open', null])
  assert.equal((await act(ravi, id, 'decline')).code, 'request-being-paid')
  assert.equal((await pay(ravi, id)).body.id, paused.id)

  await bank.ask(ravi, 'POST', `/v1/payments/${paused.id}/cancel`)
  assert.equal((await read(ravi, id)).body.state, 'open')
  const { body: again } = await pay(ravi, id)
  assert.notEqual(again.id, paused.id)
  await bank.ask(ravi, 'POST', `/v1/payments/${again.id}/challenge`, { password: 'a horse in the rain' })
  assert.deepEqual([(await read(asha, id)).body.state, await bank.balance(asha.product)], ['paid', 50_000n])
})

test('paying a request obeys balance and limits, and can be tried again when there is money', async () => {
  const { bank, asha, ravi, askFor, pay, read } = await openTable()
  await using _ = bank
  const id = await askFor(150_000n)
  assert.equal((await pay(ravi, id)).code, 'exceeds-available')
  assert.equal((await read(ravi, id)).body.state, 'open')
  await bank.ask(ravi, 'PUT', '/v1/limits/send/INR', { perPayment: '120000', perDay: null })
  await bank.fund(ravi.product, 100_000n)
  assert.equal((await pay(ravi, id)).code, 'exceeds-limit')
  const small = await askFor(110_000n)
  assert.equal((await pay(ravi, small)).body.state, 'settled')
  assert.equal(await bank.balance(asha.product), 110_000n)
})

test('who is declined by somebody whose whole name they did not know does not learn it by that', async () => {
  const { bank, asha, ravi, ask, askFor, act } = await openTable()
  await using _ = bank
  const anita = await bank.holder('Anita')
  await bank.ask(anita, 'PATCH', '/v1/me', { name: 'Anita Sharma' })
  await bank.ask(anita, 'PUT', '/v1/aliases/anita', { product: anita.product })
  const check = (await bank.ask(asha, 'POST', '/v1/payee-checks', { address: 'anita@bank', name: 'Anita Shrama' })).body
  assert.deepEqual([check.match, check.name], ['close', 'Anita S•••'])
  const { body } = await ask({ kind: 'amounts', shares: [{ payer: check.id, minor: '500' }] })
  assert.equal(body.requests[0].who, 'Anita S•••')
  assert.equal((await act(anita, body.requests[0].id, 'decline')).status, 200)
  await act(ravi, await askFor(700n), 'decline')
  const { items } = (await bank.ask(asha, 'GET', '/v1/notifications')).body
  assert.deepEqual(
    items.map(({ kind, other, amount }: { kind: string; other: string; amount: { minor: string } }) => [
      kind,
      other,
      amount.minor,
    ]),
    [
      ['request-declined', 'Ravi', '700'],
      ['request-declined', null, '500'],
    ],
  )
})

test('a request whose words stand out says so in the list of who is asked, and not to who asks', async () => {
  const { ravi, bank, asha, askFor, list } = await openTable()
  await using _ = bank
  await askFor(100n, ravi, { note: 'Lunch' })
  await askFor(200n, ravi, { note: 'Verify your KYC at http://sbi-kyc.example.xyz/login today' })
  const warnings = async (who: Holder, side: 'to-me' | 'by-me') =>
    (await list(who, side)).map(
      ({ warning }: { warning: { about: string; severity: string } | null }) => warning?.severity,
    )
  assert.deepEqual(await warnings(ravi, 'to-me'), ['danger', undefined])
  assert.deepEqual(await warnings(asha, 'by-me'), [undefined, undefined])
})
