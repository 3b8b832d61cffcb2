/** Somebody with an authenticator app, for the tests of second factors. */
import assert from 'node:assert/strict'
import type { TestIdentity } from '../passkeys/test-passkeys.ts'
import { password } from '../test-identity.ts'
import { codeAt } from './code.ts'

export const pin = '482915'

/** Adds an app with the password and a PIN; answers what it shows and the recovery codes. */
export const enroll = async (bank: TestIdentity, cookie: string, proof: object = { password }) => {
  const begun = await bank.ask({ method: 'POST', url: '/v1/me/totp-enrollments', body: { proof }, cookie })
  assert.equal(begun.status, 201, begun.code)
  const { id, secret } = begun.body
  const body = { code: codeAt(secret, bank.clock()), pin }
  const done = await bank.ask({ method: 'PUT', url: `/v1/me/totp/${id}`, body, cookie })
  assert.equal(done.status, 201, done.code)
  return {
    id: id as string,
    uri: begun.body.uri as string,
    secret: secret as string,
    recoveryCodes: done.body.recoveryCodes as string[],
    code: () => codeAt(secret, bank.clock()),
    /** The next code, for one is taken once. */
    nextCode: () => {
      bank.pass(30_000)
      return codeAt(secret, bank.clock())
    },
  }
}

/** A person with an app. */
export const personWithApp = async (bank: TestIdentity, email = 'asha@example.com') => {
  const registered = await bank.register(email)
  const { cookie } = registered
  const app = await enroll(bank, cookie)
  const session = (await bank.ask({ method: 'GET', url: '/v1/me/sessions', cookie })).body.items[0].id as string
  return { id: registered.body.id as string, email, cookie, session, app }
}

const cookiesIn = (set: string): Record<string, string> =>
  Object.fromEntries(set.split(/,(?=[\w-]+=)/).map((each) => each.split(';')[0].split('=', 2) as [string, string]))

/** What a browser holds after an answer, as its Cookie header. */
export const jar = (answer: { readonly headers: Record<string, unknown> }): string =>
  Object.entries(cookiesIn([answer.headers['set-cookie'] ?? ''].flat().join(',')))
    .flatMap(([name, value]) => (value ? [`${name}=${value}`] : []))
    .join('; ')

/** The password of a sign-in that needs more: the browser's cookies after it. */
export const half = async (bank: TestIdentity, email: string) => {
  const answer = await bank.signIn(email)
  assert.equal(answer.status, 201, answer.code)
  assert.deepEqual(Object.keys(answer.body), ['secondFactor'])
  return jar(answer)
}

/** The second factor, from a browser with these cookies. */
export const second = (bank: TestIdentity, cookie: string, body: object) =>
  bank.ask({ method: 'POST', url: '/v1/sessions/second-factor', body, cookie })
