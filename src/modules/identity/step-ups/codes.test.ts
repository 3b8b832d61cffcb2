import assert from 'node:assert/strict'
import { test } from 'node:test'
import { minuteMs } from '#platform/time'
import { password, testIdentity } from '../test-identity.ts'
import { personWithApp, pin } from '../totp/test-totp.ts'
import type { Deed } from './deed.ts'

const deed: Deed = {
  act: 'send',
  subject: '019ce8f2-5a00-7000-8000-0123456789ab',
  amount: { currency: 'INR', minor: 500_000n },
  payee: { account: '100000000075', name: 'Ravi' },
}

const open = async () => {
  const bank = await testIdentity()
  const asha = await personWithApp(bank)
  const prover = { id: asha.id, session: asha.session }
  /** Asks for a step-up and answers what the person types. */
  const type = async (given: { code?: string; pin?: string } = {}) => {
    const { id, ways } = await bank.identity.askProof(prover, deed)
    assert.deepEqual(ways, ['code'])
    return { stepUp: id, code: given.code ?? asha.app.nextCode(), pin: given.pin ?? pin }
  }
  return { bank, asha, prover, type }
}

test('a code with the PIN is good for the deed that was shown, once', async () => {
  const { bank, prover, type } = await open()
  await using _ = bank
  const proof = await type()
  await bank.identity.prove(prover, deed, proof)
  await assert.rejects(bank.identity.prove(prover, deed, proof), { code: 'ceremony-over' })
  const { id } = await bank.identity.askProof(prover, deed)
  await assert.rejects(bank.identity.prove(prover, deed, { ...proof, stepUp: id }), { code: 'proof-refused' })
})

const changed: [string, Partial<Deed>][] = [
  ['another amount', { amount: { currency: 'INR', minor: 500_001n } }],
  ['another payee', { payee: { account: '100000000076', name: 'Ravi' } }],
  ['another act', { act: 'raise-limit' }],
  ['another payment', { subject: '019ce8f2-5a00-7000-8000-0123456789ac' }],
  ['something else beside it', { about: '+919876543210' }],
]

test('what was changed after the code was typed is refused, and the code stays unused', async () => {
  const { bank, prover, type } = await open()
  await using _ = bank
  const code = (await type()).code
  for (const [how, change] of changed) {
    const proof = await type({ code })
    await assert.rejects(bank.identity.prove(prover, { ...deed, ...change }, proof), { code: 'proof-refused' }, how)
    await assert.rejects(bank.identity.prove(prover, deed, proof), { code: 'ceremony-over' }, how)
  }
  await bank.identity.prove(prover, deed, await type({ code }))
})

test('of a hundred answers at the same instant with one code, one counts', async () => {
  const { bank, prover, asha } = await open()
  await using _ = bank
  const asked = await Promise.all(Array.from({ length: 4 }, () => bank.identity.askProof(prover, deed)))
  const code = asha.app.nextCode()
  const proofs = asked.flatMap(({ id }) => Array.from({ length: 25 }, () => ({ stepUp: id, code, pin })))
  const outcomes = await Promise.allSettled(proofs.map((proof) => bank.identity.prove(prover, deed, proof)))
  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1)
})

test('neither the code nor the PIN proves alone, and nobody learns which of them was wrong', async () => {
  const { bank, prover, type, asha } = await open()
  await using _ = bank
  const refused = async (given: { code?: string; pin?: string }) => {
    const error = await bank.identity.prove(prover, deed, await type(given)).then(
      () => assert.fail('it was taken'),
      (thrown: Error & { code: string }) => thrown,
    )
    return [error.code, error.message]
  }
  const code = asha.app.nextCode()
  const [wrongPin, wrongCode] = [await refused({ pin: '482916', code }), await refused({ code: '000000' })]
  assert.deepEqual(wrongPin, wrongCode)
  assert.equal(wrongPin[0], 'proof-refused')
  // Whoever did not know the PIN has used nothing up.
  await bank.identity.prove(prover, deed, await type({ code }))
})

test('who has an app does not prove with the password', async () => {
  const { bank, prover } = await open()
  await using _ = bank
  await assert.rejects(bank.identity.prove(prover, deed, { password }), { code: 'passkey-required' })
})

test('an answer from another session, or of another person, proves nothing', async () => {
  const { bank, prover, type, asha } = await open()
  await using _ = bank
  const ravi = await personWithApp(bank, 'ravi@example.com')
  const proof = await type()
  await assert.rejects(bank.identity.prove({ id: asha.id, session: ravi.session }, deed, proof), {
    code: 'ceremony-over',
  })
  await assert.rejects(bank.identity.prove({ id: ravi.id, session: ravi.session }, deed, proof), {
    code: 'ceremony-over',
  })
  const ofRavi = await type({ code: ravi.app.code() })
  await assert.rejects(bank.identity.prove(prover, deed, ofRavi), { code: 'proof-refused' })
})

test('a code comes within two minutes of the question', async () => {
  const { bank, prover, type } = await open()
  await using _ = bank
  const early = await type()
  bank.pass(minuteMs / 2)
  await bank.identity.prove(prover, deed, { ...early, code: (await type()).code })
  const late = await type()
  bank.pass(2 * minuteMs)
  await assert.rejects(bank.identity.prove(prover, deed, late), { code: 'ceremony-over' })
})

test('PINs are guessed five times in a quarter of an hour, fifteen times a day, at two servers and after restarts together', async () => {
  const { bank, prover, type } = await open()
  await using _ = bank
  const servers = [bank.identity, bank.openSecond(2).identity]
  const guess = async (times: number) => {
    const codes = []
    for (let index = 0; index < times; index++) {
      if (index === 3) servers[0] = bank.openSecond(10 + times).identity
      const proof = await type({ pin: '739105' })
      codes.push(
        await servers[index % 2].prove(prover, deed, proof).then(
          () => 'taken',
          (error: { code: string }) => error.code,
        ),
      )
    }
    return codes
  }
  assert.deepEqual(await guess(6), [...Array(5).fill('proof-refused'), 'too-many-attempts'])
  bank.pass(16 * minuteMs)
  assert.deepEqual(await guess(6), [...Array(5).fill('proof-refused'), 'too-many-attempts'])
  bank.pass(16 * minuteMs)
  assert.deepEqual(await guess(4), ['proof-refused', 'proof-refused', 'proof-refused', 'too-many-attempts'])
  await assert.rejects(bank.identity.prove(prover, deed, await type()), { code: 'too-many-attempts' })
  bank.pass(24 * 60 * minuteMs)
  await bank.identity.prove(prover, deed, await type())
})

test('another number than the one that was signed is not set', async () => {
  const { bank, asha } = await open()
  await using _ = bank
  const ask = (body: object) => bank.ask({ method: 'POST', url: '/v1/me/step-ups', body, cookie: asha.cookie })
  const put = async (number: string, stepUp: string) => {
    const proof = { stepUp, code: asha.app.nextCode(), pin }
    return bank.ask({ method: 'PUT', url: '/v1/me/phone', body: { number, proof }, cookie: asha.cookie })
  }
  const { body } = await ask({ act: 'change-phone', number: '+919876543210' })
  assert.equal(body.signs.about, '+919876543210')
  assert.equal((await put('+919876543211', body.id)).code, 'proof-refused')
  const again = (await ask({ act: 'change-phone', number: '+919876543210' })).body
  assert.equal((await put('+919876543210', again.id)).body.number, '+919876543210')
  // A proof for the password is none for the number, and the other way round.
  const other = (await ask({ act: 'change-password' })).body
  assert.equal((await put('+919876543212', other.id)).code, 'proof-refused')
})

test('another PIN takes proof, or a recovery code with the password', async () => {
  const { bank, asha, prover, type } = await open()
  await using _ = bank
  const set = (next: string, proof: object) =>
    bank.ask({ method: 'PUT', url: '/v1/me/pin', body: { pin: next, proof }, cookie: asha.cookie })
  assert.equal((await set('739105', { password })).code, 'passkey-required')
  const [recoveryCode] = asha.app.recoveryCodes
  assert.equal((await set('739105', { recoveryCode, password })).status, 200)
  await assert.rejects(bank.identity.prove(prover, deed, await type()), { code: 'proof-refused' })
  await bank.identity.prove(prover, deed, await type({ pin: '739105' }))
})
