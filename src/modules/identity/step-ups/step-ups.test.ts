import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { minuteMs } from '#platform/time'
import { person, type Somebody, type TestIdentity } from '../passkeys/test-passkeys.ts'
import { password, testIdentity } from '../test-identity.ts'
import { type Deed, hashDeed } from './deed.ts'

const deed: Deed = {
  act: 'send',
  subject: '019ce8f2-5a00-7000-8000-0123456789ab',
  amount: { currency: 'INR', minor: 500_000n },
  payee: { account: '100000000075', name: 'Ravi' },
}

const proverOf = ({ person: id, session }: Somebody) => ({ id, session })

/** Asks, has the person's device sign it, and answers the proof. */
const sign = async (bank: TestIdentity, somebody: Somebody, signed = deed) => {
  const { id, options } = await bank.identity.askProof(proverOf(somebody), signed)
  return { stepUp: id, credential: somebody.device.use(options) }
}

test('a signature is good for the deed that was shown, once', async () => {
  await using bank = await testIdentity()
  const asha = await person(bank)
  const { signs } = await bank.identity.askProof(proverOf(asha), deed)
  assert.deepEqual(signs, {
    act: 'send',
    amount: { currency: 'INR', minor: '500000' },
    payee: { name: 'Ravi', ends: '0075' },
    about: null,
  })
  const proof = await sign(bank, asha)
  await bank.identity.prove(proverOf(asha), deed, proof)
  await assert.rejects(bank.identity.prove(proverOf(asha), deed, proof), { code: 'ceremony-over', status: 409 })
})

const changed: [string, Partial<Deed>][] = [
  ['another amount', { amount: { currency: 'INR', minor: 500_001n } }],
  ['another currency', { amount: { currency: 'EUR', minor: 500_000n } }],
  ['no amount', { amount: null }],
  ['another account', { payee: { account: '100000000076', name: 'Ravi' } }],
  ['another name', { payee: { account: '100000000075', name: 'Rani' } }],
  ['no payee', { payee: null }],
  ['another act', { act: 'send-rest' }],
  ['something said beside it', { about: 'for the roof' }],
  ['another payment', { subject: '019ce8f2-5a00-7000-8000-0123456789ac' }],
]

test('what was changed after signing is refused, whatever of it was changed', async () => {
  await using bank = await testIdentity()
  const asha = await person(bank)
  for (const [how, change] of changed) {
    const proof = await sign(bank, asha)
    const proven = bank.identity.prove(proverOf(asha), { ...deed, ...change }, proof)
    await assert.rejects(proven, { code: 'passkey-refused', status: 403 }, how)
    await assert.rejects(bank.identity.prove(proverOf(asha), deed, proof), { code: 'ceremony-over' }, how)
  }
})

test('no two deeds have one hash', () => {
  const text = fc.string({ maxLength: 6 })
  const any = fc.record({
    act: text,
    subject: text,
    amount: fc.option(fc.record({ currency: fc.constantFrom('INR', 'EUR'), minor: fc.bigInt(1n, 99n) })),
    payee: fc.option(fc.record({ account: text, name: text })),
  }) as fc.Arbitrary<Deed>
  fc.assert(
    fc.property(any, any, (one, other) => {
      const show = (shown: Deed) =>
        JSON.stringify(shown, (_, value) => (typeof value === 'bigint' ? `${value}` : value))
      assert.equal(hashDeed(one).equals(hashDeed(other)), show(one) === show(other))
      assert.ok(hashDeed(one).equals(hashDeed({ ...one })))
    }),
  )
})

test('another person’s signature proves nothing, nor does one from another session', async () => {
  await using bank = await testIdentity()
  const [asha, ravi] = [await person(bank), await person(bank, 'ravi@example.com')]
  const proof = await sign(bank, asha)
  await assert.rejects(bank.identity.prove(proverOf(ravi), deed, proof), { code: 'ceremony-over' })
  const elsewhere = { id: asha.person, session: ravi.session }
  await assert.rejects(bank.identity.prove(elsewhere, deed, proof), { code: 'ceremony-over' })
  await bank.identity.prove(proverOf(asha), deed, proof)

  const { id, options } = await bank.identity.askProof(proverOf(asha), deed)
  const forged = { stepUp: id, credential: ravi.device.use(options) }
  await assert.rejects(bank.identity.prove(proverOf(asha), deed, forged), { code: 'passkey-refused' })
})

test('a signature comes within two minutes', async () => {
  await using bank = await testIdentity()
  const asha = await person(bank)
  const [early, late] = [await sign(bank, asha), await sign(bank, asha)]
  bank.pass(2 * minuteMs - 1)
  await bank.identity.prove(proverOf(asha), deed, early)
  bank.pass(1)
  await assert.rejects(bank.identity.prove(proverOf(asha), deed, late), { code: 'ceremony-over' })
})

test('a signature without finger, face or PIN, or from another page, proves nothing', async () => {
  await using bank = await testIdentity()
  const asha = await person(bank)
  for (const bend of [{ isVerified: false }, { origin: 'https://bank.evil.example' }, { isTampered: true }]) {
    const { id, options } = await bank.identity.askProof(proverOf(asha), deed)
    const proof = { stepUp: id, credential: asha.device.use(options, bend) }
    await assert.rejects(bank.identity.prove(proverOf(asha), deed, proof), { code: 'passkey-refused' })
  }
})

test('the password proves it for who has no passkey, and for nobody else', async () => {
  await using bank = await testIdentity()
  const asha = await person(bank)
  await assert.rejects(bank.identity.prove(proverOf(asha), deed, { password }), {
    code: 'passkey-required',
    status: 403,
  })
  const ravi = { id: (await bank.register('ravi@example.com')).body.id }
  await bank.identity.prove(ravi, deed, { password })
  await assert.rejects(bank.identity.prove(ravi, deed, { password: 'wrong' }), { code: 'wrong-credentials' })
  await assert.rejects(bank.identity.askProof(ravi, deed), { code: 'passkey-required' })
})

test('a passkey that may have been copied is not asked', async () => {
  await using bank = await testIdentity()
  const asha = await person(bank)
  await bank.db.query('update identity.passkey set suspected_at = $1', [bank.clock()])
  await assert.rejects(bank.identity.askProof(proverOf(asha), deed), { code: 'passkey-suspected' })
  await assert.rejects(bank.identity.prove(proverOf(asha), deed, { password }), { code: 'passkey-required' })
})

test('signatures are asked for thirty times in a quarter of an hour, no more', async () => {
  await using bank = await testIdentity()
  const asha = await person(bank)
  for (let times = 0; times < 30; times++) await bank.identity.askProof(proverOf(asha), deed)
  await assert.rejects(bank.identity.askProof(proverOf(asha), deed), { code: 'too-many-attempts', status: 429 })
})
