import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Holder, type TestBank, testBank } from '#testing/bank'

let bank: TestBank
let ada: Holder
let bob: Holder

before(async () => {
  bank = await testBank()
  ada = await bank.holder('Ada', 100_000n)
  bob = await bank.holder('Bob', 100_000n)
})
after(() => bank[Symbol.asyncDispose]())

const order = (change: object = {}) => ({
  kind: 'send',
  from: ada.product,
  to: bob.number,
  amount: { currency: 'INR', minor: '100' },
  ...change,
})
const put = (body: object, id = bank.newId()) => bank.ask(ada, 'PUT', `/v1/payments/${id}`, body)
const amount = (minor: unknown, currency = 'INR') => ({ amount: { currency, minor } })

const countRows = async () => {
  const [row] = await bank.db.query<{ rows: bigint }>(
    'select (select count(*) from payments.payment) + (select count(*) from fraud.decision) + (select count(*) from ledger.transfer) as rows',
  )
  return row.rows
}

const wrong: [name: string, body: () => object, status: number, code: string][] = [
  ['an unknown field', () => order({ urgent: true }), 400, 'invalid-input'],
  ['a field of a prototype', () => JSON.parse('{"kind":"send","constructor":{"prototype":1}}'), 400, 'broken-json'],
  ['an amount of a wrong type', () => order(amount(100)), 400, 'invalid-input'],
  ['an amount of zero', () => order(amount('0')), 400, 'invalid-input'],
  ['a negative amount', () => order(amount('-5')), 400, 'invalid-input'],
  ['an amount with decimals', () => order(amount('1.50')), 400, 'invalid-input'],
  ['an amount beyond what the book holds', () => order(amount('9223372036854775808')), 400, 'invalid-input'],
  ['an amount of ten thousand digits', () => order(amount('9'.repeat(10_000))), 400, 'invalid-input'],
  ['an unknown currency', () => order(amount('100', 'XXX')), 400, 'invalid-input'],
  ['another currency than the account’s', () => order(amount('100', 'USD')), 422, 'currency-differs'],
  ['an account that is not there', () => order({ from: bank.newId() }), 404, 'no-such-account'],
  ['an account of somebody else', () => order({ from: bob.product }), 404, 'no-such-account'],
  ['a payee that is not there', () => order({ to: '123456789012' }), 404, 'no-such-account'],
  ['a payment to oneself', () => order({ to: ada.number }), 422, 'same-account'],
  ['a note with a control character', () => order({ note: 'a\u0000b' }), 400, 'invalid-input'],
  ['an empty object', () => ({}), 400, 'invalid-input'],
]

for (const [name, body, status, code] of wrong) {
  test(`${name} is refused and nothing is written`, async () => {
    const rows = await countRows()
    const answer = await put(body())
    assert.deepEqual([answer.status, answer.code], [status, code])
    assert.match(String(answer.headers['content-type']), /^application\/problem\+json/)
    assert.equal(answer.body.type, `/problems/${code}`)
    assert.equal(await countRows(), rows)
  })
}

test('an account of somebody else and one that is not there have one answer', async () => {
  const [theirs, nowhere] = [await put(order({ from: bob.product })), await put(order({ from: bank.newId() }))]
  const { request_id: _one, ...first } = theirs.body
  const { request_id: _other, ...second } = nowhere.body
  assert.deepEqual(first, second)
})

const raw = (method: 'PUT' | 'POST' | 'DELETE' | 'GET', url: string, payload?: string, type = 'application/json') =>
  bank.http.server.inject({
    method,
    url,
    headers: { ...ada.headers, ...(payload === undefined ? {} : { 'content-type': type }) },
    ...(payload === undefined ? {} : { payload }),
  })

test('broken JSON, a body too large, another media type and a wrong method are each told apart', async () => {
  const url = `/v1/payments/${bank.newId()}`
  const answers = [
    await raw('PUT', url, '{"kind":'),
    await raw('PUT', url, `{"note":"${'x'.repeat(70_000)}"}`),
    await raw('PUT', url, '<order/>', 'application/xml'),
    await raw('DELETE', url),
    await raw('GET', '/v1/nowhere'),
    await raw('PUT', '/v1/payments/not-an-id', JSON.stringify(order())),
    await raw('PUT', `/v1/payments/${'0'.repeat(300)}`, JSON.stringify(order())),
    await raw('GET', '/v1/payments/%ff'),
  ]
  assert.deepEqual(
    answers.map((answer) => [answer.statusCode, answer.json().code]),
    [
      [400, 'broken-json'],
      [413, 'body-too-large'],
      [415, 'media-type'],
      [405, 'wrong-method'],
      [404, 'no-such-path'],
      [400, 'invalid-input'],
      [414, 'bad-path'],
      [400, 'bad-path'],
    ],
  )
})

test('a payment id of another version than 7 is refused', async () => {
  assert.equal((await put(order(), 'f47ac10b-58cc-4372-a567-0e02b2c3d479')).code, 'invalid-input')
})

test('nobody pays without being signed in, nor from another site’s page', async () => {
  const url = `/v1/payments/${bank.newId()}`
  const nobody = await bank.http.server.inject({ method: 'PUT', url, payload: order() })
  const foreign = await bank.http.server.inject({
    method: 'PUT',
    url,
    payload: order(),
    headers: { ...ada.headers, origin: 'https://evil.example' },
  })
  const form = await bank.http.server.inject({
    method: 'PUT',
    url,
    payload: order(),
    headers: { cookie: ada.headers.cookie },
  })
  assert.deepEqual([nobody.statusCode, foreign.statusCode, form.statusCode], [401, 403, 403])
})

test('half a character in a note is refused before anything moves', async () => {
  const rows = await countRows()
  for (const note of ['x\ud83d', '\udc00', 'a\u202eb']) assert.equal((await put(order({ note }))).code, 'invalid-input')
  assert.equal(await countRows(), rows)
  assert.equal((await put(order({ note: 'चाय और 🍵 for two' }))).body.state, 'settled')
})

test('a cursor beyond what the book can hold is refused', async () => {
  for (const path of ['/v1/activity', `/v1/products/${ada.product}/entries`]) {
    const answer = await bank.ask(ada, 'GET', `${path}?before=9223372036854775808`)
    assert.deepEqual([answer.status, answer.code], [400, 'invalid-input'])
  }
})
