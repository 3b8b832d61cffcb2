import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createAuthenticator } from '#testing/authenticator'
import { type Person, password, type TestBank, testBank } from '#testing/bank'

/** Most of the balance is reviewed. From 200,000.00 on two people decide. */
const probability = (share: number) => (share < 0.6 ? 0.01 : 0.8)

const large = 25_000_000n

interface Analyst {
  readonly person: Person
  readonly device: ReturnType<typeof createAuthenticator>
  readonly passkey: string
}

const analyst = async (bank: TestBank, name: string): Promise<Analyst> => {
  const person = await bank.person('analyst', name)
  const begun = await bank.ask(person, 'POST', '/v1/me/passkey-registrations', { proof: { password } })
  const device = createAuthenticator()
  const body = { name: 'Blue key', credential: device.make(begun.body.options) }
  const added = await bank.ask(person, 'PUT', `/v1/me/passkeys/${begun.body.id}`, body)
  assert.equal(added.status, 201, added.code)
  return { person, device, passkey: begun.body.id }
}

const chosen = (decision: 'release' | 'return') => ({ decision, note: 'I have looked at it.' })

const sign = async (bank: TestBank, { person, device }: Analyst, payment: string, asked: object) => {
  const body = { kind: 'payments.review', subject: payment, asked }
  const step = await bank.ask(person, 'POST', '/v1/approvals/step-ups', body)
  assert.equal(step.status, 201, step.code)
  return { signs: step.body.signs, proof: { stepUp: step.body.id, credential: device.use(step.body.options) } }
}

const decide = async (bank: TestBank, who: Analyst, payment: string, decision: 'release' | 'return') => {
  const { proof } = await sign(bank, who, payment, chosen(decision))
  return bank.ask(who.person, 'POST', `/v1/reviews/${payment}`, { ...chosen(decision), proof })
}

const opened = async () => {
  const bank = await testBank({ probability, passwordSigns: false })
  const [asha, ravi] = [await bank.holder('Asha', (large * 5n) / 4n), await bank.holder('Ravi')]
  const { body } = await bank.send(asha, ravi, large)
  assert.equal(body.state, 'in_review')
  return {
    bank,
    ravi,
    payment: body.id as string,
    priya: await analyst(bank, 'Priya'),
    omar: await analyst(bank, 'Omar'),
  }
}

test('a large payment goes when two analysts have signed it, each with a key of their own, over amount and payee', async () => {
  const { bank, ravi, payment, priya, omar } = await opened()
  await using _ = bank
  const { signs } = await sign(bank, priya, payment, chosen('release'))
  assert.deepEqual(signs.amount, { currency: 'INR', minor: large.toString() })
  assert.equal(signs.payee.name, 'Ravi')
  assert.equal((await decide(bank, priya, payment, 'release')).body.state, 'in_review')
  const waiting = (await bank.ask(omar.person, 'GET', '/v1/approvals')).body.items
  assert.deepEqual(
    waiting.map(({ id, path }: { id: string; path: string }) => [id, path]),
    [[payment, `/reviews/${payment}`]],
  )
  assert.equal((await decide(bank, omar, payment, 'release')).body.state, 'settled')
  assert.equal(await bank.balance(ravi.product), large)
})

test('without a signature, with the password, or with one over another choice, nothing is decided', async () => {
  const { bank, payment, priya } = await opened()
  await using _ = bank
  const url = `/v1/reviews/${payment}`
  const codes = []
  for (const proof of [undefined, { password }, (await sign(bank, priya, payment, chosen('return'))).proof])
    codes.push((await bank.ask(priya.person, 'POST', url, { ...chosen('release'), proof })).code)
  assert.deepEqual(codes, ['proof-needed', 'passkey-required', 'passkey-refused'])
  assert.deepEqual((await bank.ask(priya.person, 'GET', url)).body.signing.signed, [])
})

test('one person does not sign twice', async () => {
  const { bank, payment, priya } = await opened()
  await using _ = bank
  await decide(bank, priya, payment, 'release')
  assert.equal((await decide(bank, priya, payment, 'release')).code, 'second-person-needed')
})

test('where the first key is removed meanwhile, the next signature begins a new round', async () => {
  const { bank, ravi, payment, priya, omar } = await opened()
  await using _ = bank
  await decide(bank, priya, payment, 'release')
  const removal = `/v1/me/passkeys/${priya.passkey}/removal`
  await bank.ask(priya.person, 'POST', removal, { proof: { password } })
  assert.equal((await decide(bank, omar, payment, 'release')).body.state, 'in_review')
  assert.equal(await bank.balance(ravi.product), 0n)
  const { signed } = (await bank.ask(omar.person, 'GET', `/v1/reviews/${payment}`)).body.signing
  assert.deepEqual(
    signed.map(({ who, isOpen }: { who: { name: string }; isOpen: boolean }) => [who.name, isOpen]),
    [
      ['Priya', false],
      ['Omar', true],
    ],
  )
  const meera = await analyst(bank, 'Meera')
  assert.equal((await decide(bank, meera, payment, 'release')).body.state, 'settled')
})

test('an amount that was altered after the first signature is refused', async () => {
  const { bank, payment, priya, omar } = await opened()
  await using _ = bank
  await decide(bank, priya, payment, 'return')
  await bank.db.query('update payments.payment set minor = minor + 1 where id = $1', [payment])
  assert.equal((await decide(bank, omar, payment, 'return')).code, 'content-changed')
})
