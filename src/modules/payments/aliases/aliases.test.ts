import assert from 'node:assert/strict'
import { test } from 'node:test'
import { featureNames } from '#modules/fraud'
import { dayMs, hourMs, minuteMs } from '#platform/time'
import { type Holder, type Person, type TestBank, testBank } from '#testing/bank'
import { later } from '../test-later.ts'

const openTown = async (options: Parameters<typeof testBank>[0] = {}) => {
  const bank = await testBank(options)
  const [ada, bob] = [await bank.holder('Ada', 100_000n), await bank.holder('Bob')]
  const choose = (who: Holder, name: string, product = who.product) =>
    bank.ask(who, 'PUT', `/v1/aliases/${name}`, { product })
  const check = (who: Person, address: string, name: string) =>
    bank.ask(who, 'POST', '/v1/payee-checks', { address, name })
  const switchOn = (who: Holder, kind: 'phone' | 'email', product: string | null = who.product) =>
    bank.ask(who, 'PUT', `/v1/aliases/contacts/${kind}`, { product })
  const pay = (from: Holder, to: string, minor: bigint, id = bank.newId()) =>
    bank.ask(from, 'PUT', `/v1/payments/${id}`, {
      kind: 'send',
      from: from.product,
      to,
      amount: { currency: 'INR', minor: minor.toString() },
    })
  return { bank, ada, bob, choose, check, switchOn, pay }
}

/** As if a code that was sent there had come back. */
const provePhone = async ({ ask, db }: TestBank, who: Holder, number: string) => {
  const { status } = await ask(who, 'PUT', '/v1/me/phone', { number, proof: { password: 'a horse in the rain' } })
  assert.equal(status, 200)
  await db.query('update identity.phone set verified_at = set_at where person = $1', [who.id])
}

test('a name is chosen, leads to its account, is paid, moved to another account and given up', async () => {
  const { bank, ada, bob, choose, check, pay } = await openTown()
  await using _ = bank
  const chosen = await choose(bob, 'Bob.the-builder')
  assert.deepEqual([chosen.status, chosen.body.names[0].name], [200, 'bob.the-builder'])
  const { status, body } = await check(ada, 'BOB.the-builder@bank', 'Bob')
  assert.deepEqual(
    [status, body.match, body.name, body.address, body.currency],
    [201, 'same', 'Bob', 'bob.the-builder@bank', 'INR'],
  )
  const paid = await pay(ada, body.id, 500n)
  assert.deepEqual([paid.status, paid.body.state, paid.body.to.name], [200, 'settled', 'Bob'])
  assert.equal(await bank.balance(bob.product), 500n)
  assert.deepEqual((await pay(ada, body.id, 500n, paid.body.id)).body.state, 'settled')
  assert.equal(await bank.balance(bob.product), 500n)

  const savings = bank.newId()
  await bank.ask(bob, 'PUT', `/v1/products/${savings}`, { kind: 'savings', currency: 'INR', name: 'Later' })
  assert.equal((await choose(bob, 'bob.the-builder', savings)).body.names[0].product, savings)
  assert.equal((await choose(bob, 'bob.the-builder', ada.product)).code, 'no-such-product')
  assert.equal((await pay(ada, body.id, 100n)).status, 200, 'what was confirmed is what is paid')
  assert.equal(await bank.balance(bob.product), 600n)

  assert.equal((await bank.ask(ada, 'DELETE', '/v1/aliases/bob.the-builder')).status, 204)
  assert.equal((await check(ada, 'bob.the-builder@bank', 'Bob')).status, 201, 'nobody gives up what is another’s')
  assert.equal((await bank.ask(bob, 'DELETE', '/v1/aliases/bob.the-builder')).status, 204)
  assert.equal((await check(ada, 'bob.the-builder@bank', 'Bob')).code, 'no-such-alias')
})

test('a name that is taken, looks like one that is, or was given up within a year goes to nobody else', async () => {
  const { bank, ada, bob, choose } = await openTown()
  await using _ = bank
  await choose(bob, 'olivia')
  for (const name of ['olivia', '0livia', 'o1ivia', 'oli.via'])
    assert.equal((await choose(ada, name.startsWith('0') ? `o${name.slice(1)}` : name)).code, 'alias-taken', name)
  assert.equal((await choose(ada, 'help')).code, 'alias-not-allowed')
  await bank.ask(bob, 'DELETE', '/v1/aliases/olivia')
  await later(bank, 364 * dayMs)
  const again = await bank.person('customer', 'Eve')
  const ask = (name: string, who: Person, product: string) => bank.ask(who, 'PUT', `/v1/aliases/${name}`, { product })
  const eveProduct = bank.newId()
  await bank.ask(again, 'PUT', `/v1/products/${eveProduct}`, { kind: 'current', currency: 'INR', name: 'Everyday' })
  assert.equal((await ask('olivia', again, eveProduct)).code, 'alias-taken')
  bank.pass(2 * dayMs)
  const late = await bank.holder('Zoe')
  assert.equal((await choose(late, 'olivia')).status, 200)
})

test('three names a person, and of two people who want one at once one gets it', async () => {
  const { bank, ada, bob, choose } = await openTown()
  await using _ = bank
  for (const name of ['first', 'second', 'third']) assert.equal((await choose(ada, name)).status, 200)
  assert.equal((await choose(ada, 'fourth')).code, 'too-many-aliases')
  assert.equal((await choose(ada, 'thi.rd')).status, 200, 'another spelling of the same one')
  await bank.ask(ada, 'DELETE', '/v1/aliases/first')
  const both = await Promise.all([choose(ada, 'wanted'), choose(bob, 'want3d')])
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409])
})

test('a phone or an email is paid only while its holder has switched it on, and a phone only when it is proved', async () => {
  const { bank, ada, bob, check, switchOn, pay } = await openTown()
  await using _ = bank
  const off = await check(ada, 'bob@bank.test', 'Bob')
  assert.deepEqual([off.status, off.code], [404, 'no-such-alias'])
  const on = await switchOn(bob, 'email')
  assert.deepEqual(on.body.contacts, [{ kind: 'email', shown: 'b•••@bank.test', isProved: true, product: bob.product }])
  const { body } = await check(ada, 'BOB@bank.test', 'Bob')
  assert.deepEqual([body.match, body.address], ['same', 'b•••@bank.test'])
  assert.equal((await pay(ada, body.id, 100n)).body.state, 'settled')
  await switchOn(bob, 'email', null)
  assert.equal((await check(ada, 'bob@bank.test', 'Bob')).code, 'no-such-alias')

  assert.equal((await switchOn(bob, 'phone')).code, 'contact-unproved')
  await bank.ask(bob, 'PUT', '/v1/me/phone', { number: '+919876543210', proof: { password: 'a horse in the rain' } })
  assert.equal((await switchOn(bob, 'phone')).code, 'contact-unproved')
  await provePhone(bank, bob, '+919876543211')
  assert.equal((await switchOn(bob, 'phone')).status, 200)
  assert.equal((await check(ada, '+91 98765 43211', 'Bob')).body.match, 'same')
  assert.equal((await check(ada, '+919876543210', 'Bob')).code, 'no-such-alias', 'the number of before')
  await bank.ask(bob, 'PUT', '/v1/me/phone', { number: '+919876543219', proof: { password: 'a horse in the rain' } })
  assert.equal((await check(ada, '+919876543211', 'Bob')).code, 'no-such-alias', 'given up')
  assert.equal((await check(ada, '+919876543219', 'Bob')).code, 'no-such-alias', 'not proved')
})

test('what is answered tells nothing that was not typed: not the name, not the number, not of a payment that has not settled', async () => {
  const { bank, choose, check, pay } = await openTown({ probability: (share) => (share > 0.5 ? 0.6 : 0.01) })
  await using _ = bank
  const ada = await bank.holder('Adele', 100_000n)
  const anita = await bank.holder('Anita')
  await bank.ask(anita, 'PATCH', '/v1/me', { name: 'Anita Sharma' })
  await choose(anita, 'anita')
  const close = (await check(ada, 'anita@bank', 'Anita Shrama')).body
  assert.deepEqual([close.match, close.name], ['close', 'Anita S•••'])
  const differs = (await check(ada, 'anita@bank', 'Viktor')).body
  assert.deepEqual([differs.match, differs.name], ['differs', 'Viktor'])
  const told: unknown[] = [close, differs]
  for (const minor of [60_000n, 200_000n]) {
    const asked = await pay(ada, differs.id, minor)
    told.push(asked.body, (await bank.ask(ada, 'GET', '/v1/activity')).body)
    if (asked.body.state === 'challenged') told.push((await bank.ask(ada, 'GET', `/v1/payments/${asked.body.id}`)).body)
  }
  await bank.givePasskey(ada)
  const { body: paused } = await pay(ada, differs.id, 61_000n)
  const { body: stepUp } = await bank.ask(ada, 'POST', `/v1/payments/${paused.id}/step-ups`, { choice: 'proof' })
  assert.deepEqual(stepUp.signs.payee, { name: 'Viktor', ends: '••••' })
  told.push(stepUp)
  const said = JSON.stringify(told)
  assert.ok(!said.includes('Sharma') && !said.includes(anita.number) && !said.includes(anita.number.slice(-4)), said)
  assert.ok(!said.includes(anita.product))
})

test('the name that was typed is scored with the payment, as a saved payee’s is', async () => {
  const { bank, ada, bob, choose, check, pay } = await openTown()
  await using _ = bank
  await choose(bob, 'bobby')
  const distances = []
  for (const name of ['Bob', 'Tax office']) {
    const { body } = await pay(ada, (await check(ada, 'bobby@bank', name)).body.id, 10n)
    const [{ features }] = await bank.db.query<{ features: Buffer }>(
      'select features from fraud.decision where payment = $1',
      [body.id],
    )
    distances.push(new Float32Array(Uint8Array.from(features).buffer)[featureNames.indexOf('payee-name-distance')])
  }
  assert.deepEqual(distances, [0, 1])
})

test('a confirmation is the payer’s own and holds for an hour; an order that is sent again is answered all the same', async () => {
  const { bank, ada, bob, choose, check, pay } = await openTown()
  await using _ = bank
  const eve = await bank.holder('Eve', 1_000n)
  await choose(bob, 'bobby')
  const { body } = await check(ada, 'bobby@bank', 'Bob')
  assert.equal((await pay(eve, body.id, 10n)).code, 'no-such-account')
  assert.equal((await pay(ada, bank.newId(), 10n)).code, 'no-such-account')
  const id = bank.newId()
  await pay(ada, body.id, 10n, id)
  await later(bank, hourMs + minuteMs, ada)
  assert.equal((await pay(ada, body.id, 10n)).code, 'payee-check-over')
  assert.equal((await pay(ada, body.id, 10n, id)).body.state, 'settled')
  assert.equal((await pay(ada, body.id, 11n, id)).code, 'payment-differs')
})

test('looking up is limited, a miss costs five, and neither a restart nor another process forgives', async () => {
  const { bank, ada, bob, choose, check } = await openTown()
  await using _ = bank
  await choose(bob, 'bobby')
  for (let tries = 0; tries < 7; tries++)
    assert.equal((await check(ada, `stranger${tries}@bank`, 'Bob')).code, 'no-such-alias')
  for (let tries = 0; tries < 5; tries++) assert.equal((await check(ada, 'bobby@bank', 'Bob')).status, 201)
  assert.equal((await check(ada, 'bobby@bank', 'Bob')).code, 'too-many-attempts')
  const second = await bank.openSecond()
  const elsewhere = await second.http.server.inject({
    method: 'POST',
    url: '/v1/payee-checks',
    headers: { ...ada.headers },
    payload: { address: 'bobby@bank', name: 'Bob' },
  })
  assert.equal(elsewhere.statusCode, 429)
  await second.http.server.close()
  await later(bank, 16 * minuteMs, ada)
  assert.equal((await check(ada, 'bobby@bank', 'Bob')).status, 201)
})

test('not there, not switched on and no address at all are one answer, in one time with what is found', async () => {
  const { bank, bob, choose, check } = await openTown()
  await using _ = bank
  await choose(bob, 'bobby')
  const askers = await Promise.all(['Ida', 'Jon', 'Kim'].map((name) => bank.holder(name)))
  const times: Record<string, number[]> = {}
  const answers = new Set<string>()
  for (const asker of askers)
    for (const address of ['bobby@bank', 'nobody-here@bank', 'bob@bank.test', '+919999999999', 'no address']) {
      const begunAt = performance.now()
      const { status, body } = await check(asker, address, 'Bob')
      times[address] = [...(times[address] ?? []), performance.now() - begunAt]
      if (status !== 201) answers.add(JSON.stringify([status, { ...body, request_id: '' }]))
    }
  assert.equal(answers.size, 1)
  const steps = Object.values(times).map((each) => Math.min(...each))
  for (const ms of steps) assert.ok(ms >= 99, `answered after ${ms} ms`)
  assert.ok(Math.max(...steps) - Math.min(...steps) < 60, JSON.stringify(times))
})
