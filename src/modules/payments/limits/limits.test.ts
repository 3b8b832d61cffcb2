import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayMs, hourMs } from '#platform/time'
import { type Holder, password, type TestBank, testBank } from '#testing/bank'
import { browserHeaders } from '#testing/page-token'

type Most = {
  readonly perPayment?: bigint
  readonly perDay?: bigint
  readonly perMonth?: bigint
  readonly toNew?: bigint
}

const setLimit = async (bank: TestBank, who: Holder, most: Most, kind = 'send') => {
  const [perPayment, perDay] = [most.perPayment?.toString() ?? null, most.perDay?.toString() ?? null]
  const later = { perMonth: most.perMonth?.toString(), toNew: most.toNew?.toString() }
  const body = { perPayment, perDay, ...later, proof: { password } }
  const { status, body: answer } = await bank.ask(who, 'PUT', `/v1/limits/${kind}/INR`, body)
  assert.equal(status, 200, JSON.stringify(answer))
  return answer
}

const openTown = async (...options: Parameters<typeof testBank>) => {
  const bank = await testBank(...options)
  const [ada, bob] = [await bank.holder('Ada', 1_000_000n), await bank.holder('Bob')]
  const outcome = async (minor: bigint, id = bank.newId()) => {
    const { body, code } = await bank.send(ada, bob, minor, id)
    return code ?? body.state
  }
  const back = async () => {
    const { headers } = await bank.ask(null, 'POST', '/v1/sessions', { email: 'ada@bank.test', password })
    Object.assign(ada.headers, browserHeaders(headers['set-cookie']?.toString().split(';')[0] ?? ''))
  }
  return { bank, ada, bob, outcome, back }
}

test('a payment above the limit for one is refused with the limit, and stays refused', async () => {
  const { bank, ada, bob, outcome } = await openTown()
  await using _ = bank
  await setLimit(bank, ada, { perPayment: 50_000n })
  assert.equal(await outcome(50_000n), 'settled')
  const id = bank.newId()
  const { status, code, body } = await bank.send(ada, bob, 50_001n, id)
  assert.deepEqual([status, code], [422, 'exceeds-limit'])
  assert.equal(body.detail, 'Your limit is 500.00 INR for one payment. Nothing was moved.')
  assert.equal((await bank.send(ada, bob, 50_001n, id)).body.detail, body.detail)
  assert.equal(await bank.balance(bob.product), 50_000n)
  assert.deepEqual(await bank.db.query('select from fraud.decision where payment = $1', [id]), [])
})

test('the limit of a day counts what was sent before it was set, says what is left, and is free again the next day', async () => {
  const { bank, ada, bob, outcome, back } = await openTown()
  await using _ = bank
  await outcome(30_000n)
  await setLimit(bank, ada, { perDay: 50_000n })
  const { body } = await bank.send(ada, bob, 20_001n)
  assert.equal(
    body.detail,
    'Your limit is 500.00 INR a day, of which 200.00 INR is left. It is free again on 2026-03-03 at 00:00 UTC. Nothing was moved.',
  )
  assert.deepEqual([await outcome(20_000n), await outcome(1n)], ['settled', 'exceeds-limit'])
  const today = (await bank.ask(ada, 'GET', '/v1/payments/sent-today')).body
  assert.deepEqual(today, {
    items: [{ kind: 'send', currency: 'INR', minor: '50000' }],
    freesAt: '2026-03-03T00:00:00.000Z',
  })
  bank.pass(15 * hourMs)
  await back()
  assert.equal(await outcome(50_000n), 'settled')
})

test('a hundred payments at once, to two servers, do not pass the limit of a day together', async () => {
  const { bank, ada, bob } = await openTown()
  await using _ = bank
  const second = await bank.openSecond()
  await setLimit(bank, ada, { perDay: 10_500n })
  const pay = async (index: number) => {
    const server = index % 2 === 0 ? bank.http.server : second.http.server
    const answer = await server.inject({
      method: 'PUT',
      url: `/v1/payments/${bank.newId()}`,
      headers: ada.headers,
      payload: { kind: 'send', from: ada.product, to: bob.number, amount: { currency: 'INR', minor: '1000' } },
    })
    return answer.json().code ?? answer.json().state
  }
  const outcomes = await Promise.all(Array.from({ length: 100 }, (_, index) => pay(index)))
  await second.http.server.close()
  await second.lane.drain()
  const count = (outcome: string) => outcomes.filter((each) => each === outcome).length
  assert.deepEqual([count('settled'), count('exceeds-limit')], [10, 90])
  assert.equal(await bank.balance(bob.product), 10_000n)
})

test('the limit of a month counts what went on all its days, and begins anew with the next month', async () => {
  const { bank, ada, bob, outcome, back } = await openTown()
  await using _ = bank
  await setLimit(bank, ada, { perMonth: 50_000n })
  assert.equal(await outcome(30_000n), 'settled')
  bank.pass(20 * dayMs)
  await back()
  const { body } = await bank.send(ada, bob, 20_001n)
  assert.equal(
    body.detail,
    'Your limit is 500.00 INR a month, of which 200.00 INR is left. It is free again on 2026-04-01 at 00:00 UTC. Nothing was moved.',
  )
  assert.deepEqual([await outcome(20_000n), await outcome(1n)], ['settled', 'exceeds-limit'])
  bank.pass(10 * dayMs)
  await back()
  assert.equal(await outcome(50_000n), 'settled')
})

test('to payees who are new less may leave in a day, until a day after they were first paid', async () => {
  const { bank, ada, bob, outcome, back } = await openTown()
  await using _ = bank
  const eve = await bank.holder('Eve')
  await setLimit(bank, ada, { toNew: 10_000n })
  assert.equal(await outcome(6_000n), 'settled')
  assert.equal((await bank.send(ada, eve, 4_001n)).code, 'exceeds-limit', 'all new payees of a day together')
  const { body } = await bank.send(ada, bob, 4_001n)
  assert.match(
    body.detail,
    /100\.00 INR a day to payees whom you first paid less than a day ago, of which 40\.00 INR is left/,
  )
  bank.pass(dayMs - 1)
  await back()
  assert.equal(await outcome(10_001n), 'exceeds-limit')
  bank.pass(1)
  await back()
  assert.equal(await outcome(90_000n), 'settled', 'known by now')
  assert.equal((await bank.send(ada, eve, 10_001n)).code, 'exceeds-limit')
  assert.equal((await bank.send(ada, eve, 10_000n)).body.state, 'settled')
  assert.equal(
    (await bank.ask(ada, 'PUT', '/v1/limits/withdrawal/INR', { perPayment: null, perDay: null, toNew: '5' })).code,
    'limit-without-payee',
  )
})

test('a hundred payments at once to ten new payees, by two servers, pass neither their limit nor that of the month', async () => {
  const { bank, ada } = await openTown()
  await using _ = bank
  const payees = await Promise.all(Array.from({ length: 10 }, (_, index) => bank.holder(`Payee${index}`)))
  const second = await bank.openSecond()
  const race = async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        (index % 2 === 0 ? bank : second).http.server.inject({
          method: 'PUT',
          url: `/v1/payments/${bank.newId()}`,
          headers: ada.headers,
          payload: {
            kind: 'send',
            from: ada.product,
            to: payees[index % 10].number,
            amount: { currency: 'INR', minor: '1000' },
          },
        }),
      ),
    )
    return answers.filter((answer) => answer.json().state === 'settled').length
  }
  await setLimit(bank, ada, { toNew: 7_500n })
  assert.equal(await race(), 7)
  await setLimit(bank, ada, { perMonth: 12_000n })
  await bank.db.query('update products.payment_limit set to_new = null, next_at = null, next_all_at = null')
  assert.equal(await race(), 5)
  await second.http.server.close()
  await second.lane.drain()
  const balances = await Promise.all(payees.map(({ product }) => bank.balance(product)))
  assert.equal(
    balances.reduce((sum: bigint, each) => sum + (each ?? 0n), 0n),
    12_000n,
  )
})

test('a server from before sets a raise of two parts, and the later parts stay as they are', async () => {
  const { bank, ada, outcome, back } = await openTown()
  await using _ = bank
  await setLimit(bank, ada, { perPayment: 10_000n, perMonth: 15_000n })
  await bank.db.query('update products.payment_limit set next_per_payment = 20000, next_per_day = null, next_at = $1', [
    new Date(bank.clock().getTime() + dayMs),
  ])
  bank.pass(dayMs)
  await back()
  assert.deepEqual([await outcome(15_001n), await outcome(15_000n)], ['exceeds-limit', 'settled'])
})

test('what does not leave counts for nothing: own accounts, refused and cancelled payments, and cash at a teller’s', async () => {
  const { bank, ada, bob, outcome } = await openTown({ probability: (share) => (share < 0.2 ? 0.01 : 0.6) })
  await using _ = bank
  const own = await bank.products.open({
    id: bank.newId(),
    owner: ada.id,
    kind: 'savings',
    currency: 'INR',
    name: 'Rainy days',
    openedAt: bank.clock(),
  })
  await setLimit(bank, ada, { perDay: 300_000n })
  await setLimit(bank, ada, { perDay: 10_000n }, 'withdrawal')
  assert.equal((await bank.send(ada, { ...bob, number: own.number }, 310_000n)).body.state, 'settled')
  const challenged = (await bank.send(ada, bob, 250_000n)).body
  assert.equal(challenged.state, 'challenged')
  await bank.ask(ada, 'POST', `/v1/payments/${challenged.id}/challenge`, { choice: 'wait' })
  assert.equal(await outcome(60_000n), 'exceeds-limit')
  await bank.ask(ada, 'POST', `/v1/payments/${challenged.id}/cancel`)
  assert.equal(await outcome(60_000n), 'settled')

  const cash = (who: Parameters<TestBank['ask']>[0]) =>
    bank.ask(who, 'PUT', `/v1/payments/${bank.newId()}`, {
      kind: 'withdrawal',
      from: ada.product,
      amount: { currency: 'INR', minor: '10001' },
    })
  assert.equal((await cash(ada)).code, 'exceeds-limit')
  assert.equal((await cash(await bank.person('teller', 'Tom'))).body.state, 'settled')
})

test('a challenge that is answered after others have used the day up is refused, and a unit and its rest count once', async () => {
  const { bank, ada, bob, outcome } = await openTown({ probability: (share) => (share < 0.2 ? 0.01 : 0.6) })
  await using _ = bank
  await setLimit(bank, ada, { perDay: 300_000n })
  const [first, second] = [(await bank.send(ada, bob, 250_000n)).body, (await bank.send(ada, bob, 240_000n)).body]
  const answer = (id: string, choice: string) =>
    bank.ask(ada, 'POST', `/v1/payments/${id}/challenge`, { choice, password })
  assert.equal((await answer(first.id, 'unit')).body.state, 'tried')
  const { items } = (await bank.ask(ada, 'GET', '/v1/payments/sent-today')).body
  assert.deepEqual(items, [{ kind: 'send', currency: 'INR', minor: '250000' }])
  assert.equal((await answer(second.id, 'proof')).code, 'exceeds-limit')
  assert.equal((await bank.ask(ada, 'GET', `/v1/payments/${second.id}`)).body.state, 'refused')
  assert.equal((await bank.ask(ada, 'POST', `/v1/payments/${first.id}/rest`, { password })).body.state, 'settled')
  assert.deepEqual([await outcome(50_000n), await outcome(1n)], ['settled', 'exceeds-limit'])
  assert.equal(await bank.balance(bob.product), 300_000n)
})

test('a raise holds after a day, is shown until then, and can be taken back; lowering holds at once', async () => {
  const { bank, ada, outcome, back } = await openTown()
  await using _ = bank
  await setLimit(bank, ada, { perPayment: 10_000n, perDay: 90_000n })
  const holdsFrom = '2026-03-03T09:00:00.000Z'
  const raised = await setLimit(bank, ada, { perPayment: 20_000n, perDay: 80_000n })
  assert.deepEqual(raised, {
    kind: 'send',
    currency: 'INR',
    perPayment: '10000',
    perDay: '80000',
    perMonth: null,
    toNew: null,
    raise: { perPayment: '20000', perDay: '80000', perMonth: null, toNew: null, holdsFrom },
  })
  assert.deepEqual((await bank.ask(ada, 'GET', '/v1/limits')).body, { items: [raised], raiseWaitsHours: 24 })
  assert.equal(await outcome(10_001n), 'exceeds-limit')
  bank.pass(dayMs - 1)
  await back()
  assert.equal(await outcome(20_000n), 'exceeds-limit')
  bank.pass(1)
  assert.equal(await outcome(20_000n), 'settled')

  assert.equal((await setLimit(bank, ada, {})).raise.perDay, null)
  const { body } = await bank.ask(ada, 'DELETE', '/v1/limits/send/INR/raise')
  assert.deepEqual([body.perPayment, body.perDay, body.raise], ['20000', '80000', null])
  bank.pass(2 * dayMs)
  await back()
  assert.equal(await outcome(20_001n), 'exceeds-limit')
})

test('a change of a limit is an event that the next payment is scored with', async () => {
  const { bank, ada, bob } = await openTown()
  await using _ = bank
  const analyst = await bank.person('analyst', 'Priya')
  const limitAge = async () => {
    const asked = { kind: 'send', amount: { currency: 'INR', minor: '100' }, payer: ada.number, payee: bob.number }
    const { body } = await bank.ask(analyst, 'POST', '/v1/fraud/trials', asked)
    assert.ok(body.computed, JSON.stringify(body))
    const { computed } = body
    return computed.find(({ feature }: { feature: string }) => feature === 'limit-age').number
  }
  assert.equal(await limitAge(), null)
  await setLimit(bank, ada, { perPayment: 10_000n })
  bank.pass(hourMs / 5)
  assert.equal(await limitAge(), Math.fround(1 / 120))
  await setLimit(bank, ada, { perPayment: 10_000n })
  assert.equal(await limitAge(), Math.fround(1 / 120), 'the same once more is no change')
  const events = await bank.db.query(
    "select person, device is not null as known from fraud.event where change = 'limitChanged'",
  )
  assert.deepEqual(events, [{ person: ada.id, known: true }])
})

test('limits are the customer’s own, and senseless ones are refused', async () => {
  const { bank, ada } = await openTown()
  await using _ = bank
  const put = (path: string, body: object, who: Parameters<TestBank['ask']>[0] = ada) =>
    bank.ask(who, 'PUT', path, body)
  const body = { perPayment: '100', perDay: null }
  for (const [path, given] of [
    ['/v1/limits/send/INR', { ...body, perPayment: '-1' }],
    ['/v1/limits/send/INR', { ...body, perPayment: '1.5' }],
    ['/v1/limits/send/INR', { perPayment: '100' }],
    ['/v1/limits/deposit/INR', body],
    ['/v1/limits/send/XYZ', body],
  ] as const)
    assert.equal((await put(path, given)).code, 'invalid-input', path)
  assert.equal((await put('/v1/limits/send/INR', body, await bank.person('teller', 'Tom'))).status, 403)
  assert.equal((await put('/v1/limits/send/INR', body, null)).status, 401)
  assert.deepEqual((await bank.ask(ada, 'GET', '/v1/limits')).body.items, [])
})

test('a raise takes proof of just this raise; lowering takes none', async () => {
  const { bank, ada } = await openTown()
  await using _ = bank
  const put = (perDay: string | null, proof?: object) =>
    bank.ask(ada, 'PUT', '/v1/limits/send/INR', { perPayment: null, perDay, ...(proof ? { proof } : {}) })
  assert.equal((await put('10000')).status, 200)
  for (const more of ['10001', null]) assert.equal((await put(more)).code, 'deed-unproved')
  assert.equal((await put('9000')).status, 200)
  assert.equal((await put('10000', { password: 'not this one' })).code, 'wrong-credentials')
  const device = await bank.givePasskey(ada)
  const ask = async (perDay: string) =>
    (await bank.ask(ada, 'POST', '/v1/limits/send/INR/step-up', { perPayment: null, perDay })).body
  const sign = async (perDay: string) => {
    const { id, options, signs } = await ask(perDay)
    assert.equal(signs.about, `send INR none ${perDay}`)
    return { stepUp: id, credential: device.use(options) }
  }
  assert.equal((await put('20001', await sign('20000'))).code, 'passkey-refused')
  assert.equal((await put(null, await sign('20000'))).code, 'passkey-refused')
  const right = await put('20000', await sign('20000'))
  assert.deepEqual([right.status, right.body.raise.perDay], [200, '20000'])
})
