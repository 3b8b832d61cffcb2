import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hourMs, secondMs } from '#platform/time'
import type { Holder } from '#testing/bank'
import type { Opening } from '../../step.ts'
import { readText } from '../format/text.ts'
import { openShop } from '../test-codes.ts'
import { codeSpender } from '../use.ts'

test('a new key signs on, and what the old one signed holds until it is revoked', async () => {
  const { bank, bob, shop, issue, read, pay } = await openShop()
  await using _ = bank
  const rotate = (revokes: boolean, who: Holder = shop) =>
    bank.ask(who, 'POST', '/v1/code-keys', { product: shop.product, revokes })
  const states = async () =>
    (await bank.ask(shop, 'GET', '/v1/code-keys')).body.items.map(({ state }: { state: string }) => state).sort()
  const printed = await issue({ kind: 'static', minor: null, note: '' })
  const before = await issue()
  assert.equal((await rotate(false)).status, 201)
  assert.deepEqual(await states(), ['current', 'retired'])
  const after = await issue()
  assert.notEqual(after.id.slice(0, 16), before.id.slice(0, 16))
  for (const { link } of [printed, before, after]) assert.equal((await read(link)).status, 200)
  assert.equal((await rotate(true, bob)).code, 'no-such-account')
  assert.equal((await rotate(true)).status, 201)
  assert.deepEqual(await states(), ['current', 'revoked', 'revoked'])
  for (const { link } of [printed, before, after])
    assert.deepEqual(
      [(await read(link)).code, (await pay(link, { note: link === printed.link ? '' : 'Tea' })).code],
      ['code-key-revoked', 'code-key-revoked'],
    )
  assert.equal((await pay((await issue()).link)).status, 200)
})

test('a key that has signed for ninety days is followed by another', async () => {
  const { bank, issue } = await openShop()
  await using _ = bank
  const first = await issue()
  const age = (hours: number) =>
    bank.db.query('update payments.code_key set made_at = $1', [new Date(bank.clock().getTime() - hours * hourMs)])
  await age(90 * 24 - 1)
  assert.equal((await issue()).id.slice(0, 16), first.id.slice(0, 16))
  await age(90 * 24)
  const [one, other] = await Promise.all([issue(), issue()])
  assert.notEqual(one.id.slice(0, 16), first.id.slice(0, 16))
  assert.equal(one.id.slice(0, 16), other.id.slice(0, 16))
})

test('what a key has signed is believed for two years, printed or not', async () => {
  const { bank, issue, read, pay } = await openShop()
  await using _ = bank
  const { link } = await issue({ kind: 'static', minor: null, note: '' })
  await bank.db.query('update payments.code_key set ends_at = $1', [new Date(bank.clock().getTime() + secondMs)])
  assert.equal((await read(link)).status, 200)
  bank.pass(secondMs)
  assert.deepEqual([(await read(link)).code, (await pay(link, { note: '' })).code], ['code-expired', 'code-expired'])
})

test('a key that was revoked after its code was looked at and before the money moved still stops it', async () => {
  const { bank, shop, issue } = await openShop()
  await using _ = bank
  const code = readText((await issue()).link)
  assert.ok(typeof code !== 'string')
  const { key, nonce, expiresAt } = code.body
  // Of a step the participant looks at no more than this.
  const step = { isNew: true, to: 'settled', payment: { id: bank.newId() }, code: { key, nonce, expiresAt } } as Opening
  const decide = () =>
    bank.db.transaction(async (tx) => (await codeSpender.decide?.(tx, [step]))?.get(step)?.code ?? 'stands')
  await bank.ask(shop, 'POST', '/v1/code-keys', { product: shop.product, revokes: true })
  assert.equal(await decide(), 'code-key-revoked')
  assert.deepEqual(await bank.db.query('select 1 from payments.spent_code'), [])
})
