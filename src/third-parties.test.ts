import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endpoint } from '#platform/endpoint'
import { password, type TestBankOptions } from '#testing/bank'
import { arrive, begin, callWith, connect, ownAccounts, type TestOauth, testOauth } from '#testing/oauth'

/** A customer with two accounts, of which a third party reaches the first, and somebody whom they pay. */
const openTown = async (oauth: TestOauth, scope = 'openid accounts:read payments:write') => {
  const { bank } = oauth
  const asha = await bank.holder('Asha', 100_000n)
  const opened = {
    owner: asha.id,
    kind: 'savings',
    currency: 'INR',
    name: 'Rainy days',
    openedAt: bank.clock(),
  } as const
  const other = await bank.products.open({ ...opened, id: bank.newId() })
  await bank.fund(other.id, 50_000n)
  const ravi = await bank.holder('Ravi')
  const third = await oauth.thirdParty({ name: 'Budget Buddy', scopes: ['accounts:read', 'payments:write'] })
  const { tokens, proofs } = await connect(oauth, asha, third, scope, [asha.product])
  const ask = async (method: string, path: string, body?: object) => {
    const answer = await callWith(third, tokens.access_token, proofs, path, method, body && JSON.stringify(body))
    const text = await answer.text()
    const json = text === '' ? undefined : JSON.parse(text)
    return { status: answer.status, body: json, code: json?.code as string | undefined }
  }
  const order = (from = asha.product, minor = '2500') => ({
    kind: 'send' as const,
    from,
    to: ravi.number,
    amount: { currency: 'INR', minor },
  })
  const send = async (id: string, body: object = order()) => ask('PUT', `/v1/payments/${id}`, body)
  return { oauth, bank, asha, other, ravi, third, ask, order, send }
}

const open = async (options: TestBankOptions = {}, scope?: string) => {
  const oauth = await testOauth(options)
  return { ...(await openTown(oauth, scope)), [Symbol.asyncDispose]: () => oauth[Symbol.asyncDispose]() }
}

test('a third party sees the accounts that the customer chose, and no trace of the others', async () => {
  await using town = await open()
  const { asha, other, ask, bank } = town
  assert.deepEqual(
    (await ask('GET', '/v1/products')).body.items.map(({ id }: { id: string }) => id),
    [asha.product],
  )
  for (const path of ['', '/entries', '/months']) {
    assert.equal((await ask('GET', `/v1/products/${asha.product}${path}`)).status, 200)
    assert.equal((await ask('GET', `/v1/products/${other.id}${path}`)).code, 'no-such-product', path)
  }
  const moved = bank.newId()
  const between = { kind: 'send', from: other.id, to: asha.number, amount: { currency: 'INR', minor: '700' } }
  assert.equal((await bank.ask(asha, 'PUT', `/v1/payments/${moved}`, between)).body.state, 'settled')
  const { items } = (await ask('GET', '/v1/activity')).body
  assert.ok(items.length > 0)
  assert.ok(items.every(({ product }: { product: string }) => product === asha.product))
  assert.equal((await ask('GET', `/v1/activity?product=${other.id}`)).code, 'no-such-product')
  assert.equal((await ask('GET', `/v1/activity?product=${asha.product}`)).status, 200)
})

test('what waits on a chosen account is seen without what the bank thinks of it, nor the account on its other side', async () => {
  await using town = await open({ probability: () => 0.6 })
  const { asha, bank, ask, order, other } = town
  const id = bank.newId()
  assert.equal((await bank.ask(asha, 'PUT', `/v1/payments/${id}`, order())).body.state, 'challenged')
  const [seen] = (await ask('GET', '/v1/activity')).body.waiting
  assert.deepEqual([seen.id, seen.reasons, seen.usual, seen.choices], [id, [], null, []])
  const own = bank.newId()
  const to = (await bank.ask(asha, 'GET', `/v1/products/${other.id}`)).body.number
  const sent = await ask('PUT', `/v1/payments/${own}`, { ...order(), to })
  assert.deepEqual([sent.body.from.product, sent.body.to.product], [asha.product, null])
})

test('every path that a third party’s scopes open is one of those that hold it to the chosen accounts', async () => {
  let opened: ReadonlySet<string> = new Set()
  const spy = endpoint({ method: 'GET', path: '/v1/who-asks', tag: 'Test', summary: 'Who asks' })
  await using oauth = await testOauth({}, (bank) =>
    bank.http.routeForAnyone(spy, async ({ caller }) => {
      opened = caller?.permissions ?? opened
      return undefined
    }),
  )
  await (await openTown(oauth)).ask('GET', spy.path)
  assert.equal(opened.size, 3)
  assert.deepEqual(
    oauth.bank.http.routes
      .filter(({ may }) => opened.has(may))
      .map(({ endpoint: { method, path } }) => `${method} ${path}`)
      .sort(),
    [
      'GET /v1/activity',
      'GET /v1/payees/{number}',
      'GET /v1/payments/{id}',
      'GET /v1/products',
      'GET /v1/products/{id}',
      'GET /v1/products/{id}/entries',
      'GET /v1/products/{id}/months',
      'PUT /v1/payments/{id}',
    ],
    'a new path for third parties is tried in this file: it looks at `reaches`',
  )
})

test('a consent of a third party is for accounts that are chosen, and that are the customer’s own', async () => {
  await using town = await open()
  const { oauth, asha, ravi, third, bank } = town
  const browser = oauth.browserOf(asha)
  const id = await arrive(browser, (await begin(third)).url)
  const allow = async (accounts?: string[]) =>
    (await browser.go(`/v1/consent-requests/${id}`, 'POST', { answer: 'allow', accounts })).json().code
  assert.equal(await allow(), 'accounts-needed')
  assert.equal(await allow([]), 'accounts-needed')
  assert.equal(await allow([asha.product, ravi.product]), 'no-such-product')
  assert.equal((await bank.db.query('select 1 from identity.consent')).length, 1)
  assert.equal(await allow([asha.product, asha.product]), undefined)
  const [newest] = (await bank.ask(asha, 'GET', '/v1/me/consents')).body.items
  assert.deepEqual(newest.accounts, [asha.product])
})

test('a consent from before accounts were chosen is for all of them, and its payments still ask for proof', async () => {
  await using town = await open()
  const { oauth, bank, ask, send, order, other } = town
  await bank.db.query('update identity.consent set accounts = null')
  const accounts = (await ask('GET', '/v1/products')).body.items
  assert.equal(accounts.length, (await ownAccounts(oauth.browserOf(town.asha))).length)
  assert.equal((await send(bank.newId(), order(other.id))).body.state, 'challenged')
})

test('a third party pays from a chosen account alone; another one is as if it were not there', async () => {
  await using town = await open()
  const { bank, order, other, ravi, send } = town
  assert.equal((await send(bank.newId())).body.state, 'challenged')
  for (const from of [other.id, ravi.product, bank.newId()])
    assert.equal((await send(bank.newId(), order(from))).code, 'no-such-account')
  const cash = { amount: { currency: 'INR', minor: '100' } }
  assert.equal((await send(bank.newId(), { kind: 'withdrawal', from: town.asha.product, ...cash })).code, 'not-allowed')
  assert.equal((await send(bank.newId(), { kind: 'deposit', to: town.asha.number, ...cash })).code, 'not-allowed')
  assert.equal((await bank.ask(town.asha, 'GET', '/v1/activity')).body.waiting.length, 1)
})

test('a payment of a third party waits for the customer’s proof of its amount and payee, and no money moves before', async () => {
  await using town = await open()
  const { asha, bank, ravi, ask, send, order } = town
  const id = bank.newId()
  const asked = await send(id)
  assert.deepEqual([asked.status, asked.body.state, asked.body.choices], [200, 'challenged', []])
  assert.equal(await bank.balance(asha.product), 100_000n)

  const [waiting] = (await bank.ask(asha, 'GET', '/v1/activity')).body.waiting
  assert.deepEqual([waiting.id, waiting.askedThrough, waiting.choices], [id, 'Budget Buddy', ['proof']])
  for (const path of ['challenge', 'step-ups', 'rest'])
    assert.equal((await ask('POST', `/v1/payments/${id}/${path}`, { password })).code, 'not-allowed')
  assert.equal((await send(id, order(asha.product, '9900'))).code, 'payment-differs')
  const answer = (body: object) => bank.ask(asha, 'POST', `/v1/payments/${id}/challenge`, body)
  for (const choice of ['wait', 'unit'])
    assert.equal((await answer(choice === 'wait' ? { choice } : { choice, password })).code, 'proof-only')
  assert.equal((await bank.ask(asha, 'POST', `/v1/payments/${id}/step-ups`, { choice: 'unit' })).code, 'proof-only')
  assert.equal((await answer({ password: 'a cow in the sun, which is another' })).code, 'wrong-credentials')
  assert.equal(await bank.balance(ravi.product), 0n)

  assert.equal((await answer({ password })).body.state, 'settled')
  assert.deepEqual([await bank.balance(asha.product), await bank.balance(ravi.product)], [97_500n, 2_500n])
  const seen = await ask('GET', `/v1/payments/${id}`)
  assert.deepEqual([seen.body.state, seen.body.askedThrough], ['settled', 'Budget Buddy'])
})

test('between the customer’s own accounts too, a third party’s payment waits for proof', async () => {
  await using town = await open()
  const { bank, asha, other, order, send } = town
  const to = (await bank.ask(asha, 'GET', `/v1/products/${other.id}`)).body.number
  assert.equal((await send(bank.newId(), { ...order(), to })).body.state, 'challenged')
  assert.equal(await bank.balance(asha.product), 100_000n)
})

test('what nobody proves in a quarter of an hour expires; what the customer takes back is over', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
  await using town = await open()
  const { asha, bank, ask, send } = town
  const [late, back] = [bank.newId(), bank.newId()]
  await send(late)
  await send(back)
  assert.equal((await bank.ask(asha, 'POST', `/v1/payments/${back}/cancel`)).body.state, 'cancelled')
  t.mock.timers.tick(15 * 60_000)
  assert.equal((await bank.ask(asha, 'POST', `/v1/payments/${late}/challenge`, { password })).code, 'not-challenged')
  await bank.payments.endDue()
  assert.equal((await bank.payments.uses.find(late))?.state, 'expired')
  assert.equal((await ask('GET', `/v1/payments/${back}`)).status, 401, 'the token was for five minutes')
  assert.equal(await bank.balance(asha.product), 100_000n)
})

test('one that a person should look at is looked at after the proof, not instead of it', async () => {
  await using town = await open({ probability: () => 0.8 })
  const { asha, bank, ravi, send } = town
  const analyst = await bank.person('analyst', 'Vera')
  const id = bank.newId()
  assert.equal((await send(id)).body.state, 'challenged')
  const decision = { decision: 'release', note: 'Known to us', proof: { password } }
  const release = () => bank.ask(analyst, 'POST', `/v1/reviews/${id}`, decision)
  assert.equal((await release()).code, 'not-in-review')
  assert.equal((await bank.ask(asha, 'POST', `/v1/payments/${id}/challenge`, { password })).body.state, 'in_review')
  assert.equal(await bank.balance(ravi.product), 0n)
  assert.equal((await release()).body.state, 'settled')
  assert.equal(await bank.balance(ravi.product), 2_500n)
})

test('one that looks like fraud is stopped as any other, and the third party is not told why', async () => {
  await using town = await open({ probability: () => 0.95 })
  const { bank, send } = town
  const { body } = await send(bank.newId())
  assert.deepEqual([body.state, body.reasons, body.usual], ['blocked', [], null])
})

test('a third party reads the payments that it asked for, and none of the customer’s or of another third party', async () => {
  await using town = await open()
  const { oauth, asha, ravi, bank, ask, send, order } = town
  const [own, theirs, incoming] = [bank.newId(), bank.newId(), bank.newId()]
  await send(own)
  await bank.ask(asha, 'PUT', `/v1/payments/${theirs}`, order())
  const home = { kind: 'send', from: ravi.product, to: asha.number, amount: { currency: 'INR', minor: '100' } }
  await bank.ask(ravi, 'PUT', `/v1/payments/${incoming}`, home)
  assert.equal((await ask('GET', `/v1/payments/${own}`)).status, 200)
  for (const id of [theirs, incoming]) assert.equal((await ask('GET', `/v1/payments/${id}`)).code, 'no-such-payment')
  const rival = await oauth.thirdParty({ name: 'Rival', scopes: ['payments:write'] })
  const { tokens, proofs } = await connect(oauth, asha, rival, 'openid payments:write', [asha.product])
  assert.equal((await callWith(rival, tokens.access_token, proofs, `/v1/payments/${own}`)).status, 404)
})

test('to a third party a number tells its holder’s name, and not whether the customer has paid it', async () => {
  await using town = await open()
  const { asha, bank, ravi, ask, order } = town
  await bank.ask(asha, 'PUT', `/v1/payments/${bank.newId()}`, order())
  const mine = (await bank.ask(asha, 'GET', `/v1/payees/${ravi.number}`)).body
  assert.deepEqual([mine.timesPaid, mine.name], [1, 'Ravi'])
  const told = (await ask('GET', `/v1/payees/${ravi.number}`)).body
  assert.deepEqual([told.name, told.timesPaid, told.lastPaidAt], ['Ravi', 0, null])
  assert.equal((await ask('GET', `/v1/payees/${asha.number}`)).body.isOwn, false)
})

test('an app of our own pays as its customer does, and reaches every account', async () => {
  await using town = await open()
  const { oauth, asha, bank, order } = town
  const app = await oauth.app()
  const { tokens, proofs } = await connect(oauth, asha, app, 'openid bank:use', [])
  const paid = await callWith(
    app,
    tokens.access_token,
    proofs,
    `/v1/payments/${bank.newId()}`,
    'PUT',
    JSON.stringify(order(town.other.id)),
  )
  assert.deepEqual(((await paid.json()) as { state: string }).state, 'settled')
})
