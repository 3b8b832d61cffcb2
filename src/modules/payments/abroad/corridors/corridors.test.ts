import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Person, password, type TestBank } from '#testing/bank'
import { openAbroad, quote, usualRules } from '../test-abroad.ts'
import { faultOfAccount, isIban } from './account.ts'

const town = async () => {
  const { bank, ada } = await openAbroad()
  const [farah, arun] = [await bank.person('administrator', 'Farah'), await bank.person('administrator', 'Arun')]
  return { bank, ada, farah, arun }
}

const ask = (bank: TestBank, who: Person, body: object, id = bank.newId()) =>
  bank
    .ask(who, 'PUT', `/v1/corridor-changes/${id}`, { reason: 'We have a partner there.', proof: { password }, ...body })
    .then((answer) => ({ ...answer, id }))

const decide = (bank: TestBank, who: Person, id: string, decision: 'grant' | 'deny') =>
  bank.ask(who, 'POST', `/v1/corridor-changes/${id}/decision`, {
    decision,
    note: 'I have looked.',
    proof: { password },
  })

test('a corridor opens when a second person grants it, and not before', async () => {
  const { bank, ada, farah, arun } = await town()
  await using _ = bank
  const asked = await ask(bank, farah, { corridor: 'GB-GBP', rules: usualRules })
  assert.deepEqual([asked.status, asked.body.outcome], [200, 'waiting'])
  assert.equal((await quote(bank, ada, 100_000n, { corridor: 'GB-GBP' })).code, 'no-such-corridor')
  assert.equal((await decide(bank, farah, asked.id, 'grant')).code, 'second-person-needed')
  assert.equal((await decide(bank, arun, asked.id, 'grant')).body.outcome, 'granted')
  assert.equal((await quote(bank, ada, 100_000n, { corridor: 'GB-GBP' })).status, 200)
  assert.equal((await decide(bank, arun, asked.id, 'deny')).code, 'change-ended')
  const { items } = (await bank.ask(ada, 'GET', '/v1/corridors')).body
  assert.deepEqual(
    items.map(({ id, version }: { id: string; version: number }) => `${id} ${version}`),
    ['DE-EUR 1', 'GB-GBP 1', 'JP-JPY 1', 'US-USD 1'],
  )
})

test('what waits is among the approvals, one change of a corridor at a time, and can be denied or withdrawn', async () => {
  const { bank, farah, arun } = await town()
  await using _ = bank
  const closing = { corridor: 'DE-EUR', rules: { ...usualRules, isOpen: false } }
  const first = await ask(bank, farah, closing)
  const [waiting] = (await bank.ask(arun, 'GET', '/v1/approvals')).body.items
  assert.deepEqual([waiting.kind, waiting.lines[0]], ['payments.corridor', { what: 'corridor', value: 'DE-EUR' }])
  assert.equal((await ask(bank, arun, closing)).code, 'change-waits')
  assert.equal((await ask(bank, farah, closing, first.id)).status, 200)
  assert.equal((await ask(bank, farah, { ...closing, rules: usualRules }, first.id)).code, 'id-taken')
  assert.equal((await bank.ask(arun, 'POST', `/v1/corridor-changes/${first.id}/withdrawal`)).code, 'not-your-request')
  assert.equal((await bank.ask(farah, 'POST', `/v1/corridor-changes/${first.id}/withdrawal`)).body.outcome, 'withdrawn')
  const second = await ask(bank, farah, closing)
  assert.equal((await decide(bank, arun, second.id, 'deny')).body.outcome, 'denied')
  const [row] = await bank.db.query<{ version: number }>("select version from payments.corridor where id = 'DE-EUR'")
  assert.equal(row.version, 1)
})

test('rules that contradict themselves are refused, and customers change nothing', async () => {
  const { bank, ada, farah } = await town()
  await using _ = bank
  const wrong = [
    { corridor: 'CH-CHF', rules: usualRules },
    { corridor: 'GB-GBP', rules: { ...usualRules, least: '0' } },
    { corridor: 'GB-GBP', rules: { ...usualRules, least: '200', most: '100' } },
    { corridor: 'GB-GBP', rules: { ...usualRules, feeMost: '1' } },
    { corridor: 'GB-GBP', rules: { ...usualRules, feeFixed: '-1' } },
    { corridor: 'GB-GBP', rules: { ...usualRules, from: ['INR', 'INR'] } },
  ]
  for (const body of wrong) assert.equal((await ask(bank, farah, body)).code, 'corridor-unfit', JSON.stringify(body))
  assert.equal((await ask(bank, ada, { corridor: 'GB-GBP', rules: usualRules })).status, 403)
})

test('an IBAN is right by country, length and check digits', () => {
  for (const [account, country] of [
    ['DE89370400440532013000', 'DE'],
    ['GB29NWBK60161331926819', 'GB'],
    ['FR1420041010050500013M02606', 'FR'],
    ['KW81CBKU0000000000001234560101', 'KW'],
  ])
    assert.ok(isIban(account, country), account)
  const good = 'DE89370400440532013000'
  for (let at = 4; at < good.length; at++) {
    const digit = (Number(good[at]) + 1) % 10
    assert.equal(isIban(`${good.slice(0, at)}${digit}${good.slice(at + 1)}`, 'DE'), false)
  }
  assert.equal(faultOfAccount('bank-and-account', 'US', { account: '12345678', bank: null }), 'bank')
  assert.equal(faultOfAccount('bank-and-account', 'US', { account: '12', bank: 'CHASUS33' }), 'account')
  assert.equal(faultOfAccount('bank-and-account', 'US', { account: '12345678', bank: 'CHASUS33' }), null)
})
