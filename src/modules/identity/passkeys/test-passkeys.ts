/** Somebody with a passkey, for the tests of passkeys and step-ups. */
import assert from 'node:assert/strict'
import { type Bend, createAuthenticator } from '#testing/authenticator'
import { type Ask, password, type testIdentity } from '../test-identity.ts'

export type TestIdentity = Awaited<ReturnType<typeof testIdentity>>

/** Begins to add a passkey with the password; answers what the bank asks of the browser. */
export const begin = async (bank: TestIdentity, cookie: string, proof: object = { password }) => {
  const begun = await bank.ask({ method: 'POST', url: '/v1/me/passkey-registrations', body: { proof }, cookie })
  assert.equal(begun.status, 201, begun.code)
  return begun.body
}

/** Adds the key of a device. */
export const add = async (bank: TestIdentity, cookie: string, device = createAuthenticator(), bend: Bend = {}) => {
  const { id, options } = await begin(bank, cookie)
  const body = { name: 'Phone', credential: device.make(options, bend) }
  return { device, id, answer: await bank.ask({ method: 'PUT', url: `/v1/me/passkeys/${id}`, body, cookie }) }
}

/** A person who has registered and has one passkey. */
export const person = async (bank: TestIdentity, email = 'asha@example.com') => {
  const registered = await bank.register(email)
  const cookie = registered.cookie
  const { device, id, answer } = await add(bank, cookie)
  assert.equal(answer.status, 201, answer.code)
  const session = (await bank.ask({ method: 'GET', url: '/v1/me/sessions', cookie })).body.items[0].id as string
  return { person: registered.body.id as string, cookie, session, device, passkey: id as string }
}

export type Somebody = Awaited<ReturnType<typeof person>>

/** Signs in with a device; the answer of the bank. */
export const enter = async (
  bank: TestIdentity,
  device: ReturnType<typeof createAuthenticator>,
  bend: Bend = {},
  more: Partial<Ask> = {},
) => {
  const { body } = await bank.ask({ method: 'POST', url: '/v1/passkey-sign-ins', ...more })
  const credential = device.use(body.options, bend)
  return bank.ask({ method: 'PUT', url: `/v1/passkey-sign-ins/${body.id}`, body: { credential }, ...more })
}
