import assert from 'node:assert/strict'
import { test } from 'node:test'
import { minuteMs } from '#platform/time'
import { password, testBank } from '#testing/bank'
import { phoneNumber } from './sealed-fields.ts'

const number = '+919876543210'

const openTown = async () => {
  const bank = await testBank()
  const ada = await bank.holder('Ada', 1_000n)
  const put = (body: object, who = ada) => bank.ask(who, 'PUT', '/v1/me/phone', body)
  const mine = async () => (await bank.ask(ada, 'GET', '/v1/me/phone')).body
  return { bank, ada, put, mine }
}

test('a phone number is set, changed and taken away with the password, and numbers of before are kept', async () => {
  const { bank, ada, put, mine } = await openTown()
  await using _ = bank
  assert.deepEqual(await mine(), { number: null, setAt: null })
  const set = await put({ number, proof: { password } })
  assert.deepEqual([set.status, set.body], [200, { number, setAt: bank.clock().toISOString() }])
  bank.pass(minuteMs)
  assert.deepEqual((await put({ number, proof: { password } })).body, set.body)
  await put({ number: null, proof: { password } })
  assert.deepEqual(await mine(), { number: null, setAt: bank.clock().toISOString() })
  const kept = await bank.db.query<{ seq: bigint; person: string; number: null; number_sealed: Buffer | null }>(
    'select seq, person, number, number_sealed from identity.phone order by seq',
  )
  assert.deepEqual(
    kept.map((row) => [row.person, row.number, row.number_sealed === null]),
    [
      [ada.id, null, false],
      [ada.id, null, true],
    ],
  )
  const [{ seq, number_sealed: sealed }] = kept
  assert.equal(sealed && (await bank.sealing.open(phoneNumber, String(seq), sealed)), number)
})

test('without the password, or with a number that is none, nothing changes', async () => {
  const { bank, put, mine } = await openTown()
  await using _ = bank
  assert.deepEqual((await put({ number, proof: { password: 'a horse in the sun' } })).code, 'wrong-credentials')
  for (const wrong of ['9876543210', '+09876543210', '+91 98765 43210', '+12345', ''])
    assert.equal((await put({ number: wrong, proof: { password } })).code, 'invalid-input', wrong)
  assert.equal((await bank.ask(null, 'PUT', '/v1/me/phone', { number, proof: { password } })).status, 401)
  assert.deepEqual(await mine(), { number: null, setAt: null })
})

test('a change of the phone number is an event that the next payment is scored with', async () => {
  const { bank, ada, put } = await openTown()
  await using _ = bank
  const bob = await bank.holder('Bob')
  const analyst = await bank.person('analyst', 'Priya')
  const phoneAge = async () => {
    const asked = { kind: 'send', amount: { currency: 'INR', minor: '100' }, payer: ada.number, payee: bob.number }
    const { computed } = (await bank.ask(analyst, 'POST', '/v1/fraud/trials', asked)).body
    return computed.find(({ feature }: { feature: string }) => feature === 'phone-age').number
  }
  await put({ number, proof: { password: 'a horse in the sun' } })
  assert.equal(await phoneAge(), null)
  await put({ number, proof: { password } })
  bank.pass(12 * minuteMs)
  assert.equal(await phoneAge(), Math.fround(1 / 120))
  await put({ number, proof: { password } })
  assert.equal(await phoneAge(), Math.fround(1 / 120), 'the same once more is no change')
})
