import assert from 'node:assert/strict'
import { test } from 'node:test'
import { password, type TestBank, testBank } from '#testing/bank'
import { browserHeaders } from '#testing/page-token'

/** Signs in with a browser that nobody saw before, after three wrong passwords. */
const enterOddly = async (bank: TestBank, email: string) => {
  const signIn = (given: string) =>
    bank.http.server.inject({ method: 'POST', url: '/v1/sessions', payload: { email, password: given } })
  for (let tries = 0; tries < 3; tries++) await signIn('not this one at all')
  const { headers } = await signIn(password)
  return browserHeaders(String(headers['set-cookie']).split(';')[0])
}

test('a payment of an unusual session moves nothing before it is proved, and then goes on under its own id', async () => {
  await using bank = await testBank()
  const [ada, bob] = [await bank.holder('Ada', 100n), await bank.holder('Bob')]
  const odd = { ...ada, headers: await enterOddly(bank, 'ada@bank.test') }
  const id = bank.newId()
  const refused = await bank.send(odd, bob, 40n, id)
  assert.deepEqual([refused.status, refused.code], [403, 'proof-required'])
  assert.deepEqual([await bank.balance(ada.product), await bank.balance(bob.product)], [100n, 0n])
  assert.equal((await bank.send(ada, bob, 10n)).status, 200, 'the session of before is as it was')

  await bank.ask(odd, 'POST', '/v1/me/session/codes')
  await bank.identity.deliver('mail')
  const sentCode = bank.outbox.messages.map(({ text }) => /^(\d{6}) proves/.exec(text)?.[1]).find(Boolean)
  assert.equal((await bank.ask(odd, 'POST', '/v1/me/session/proof', { proof: { sentCode } })).status, 200)
  assert.equal((await bank.send(odd, bob, 40n, id)).body.state, 'settled')
  assert.deepEqual([await bank.balance(ada.product), await bank.balance(bob.product)], [50n, 50n])
})
