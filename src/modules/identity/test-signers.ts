/** Members of staff with passkeys of their own, for the tests of what two people sign. */
import assert from 'node:assert/strict'
import type { createAuthenticator } from '#testing/authenticator'
import { add, type TestIdentity } from './passkeys/test-passkeys.ts'
import type { Role } from './wire.ts'

export interface Signer {
  readonly id: string
  readonly cookie: string
  readonly session: string
  readonly device: ReturnType<typeof createAuthenticator>
  readonly passkey: string
}

/** One of the staff, signed in, with a passkey. */
export const signer = async (bank: TestIdentity, role: Exclude<Role, 'customer'>, name: string): Promise<Signer> => {
  const cookie = await bank.staff(role, name)
  const { id } = (await bank.ask({ method: 'GET', url: '/v1/me', cookie })).body
  const { device, id: passkey, answer } = await add(bank, cookie)
  assert.equal(answer.status, 201, answer.code)
  const session = (await bank.ask({ method: 'GET', url: '/v1/me/sessions', cookie })).body.items[0].id
  return { id, cookie, session, device, passkey }
}

/** What a passkey is asked to sign before a request is sent, signed by the person's device. */
export const proofOf = async (bank: TestIdentity, who: Signer, kind: string, subject: string, asked: object) => {
  const body = { kind, subject, asked }
  const step = await bank.ask({ method: 'POST', url: '/v1/approvals/step-ups', body, cookie: who.cookie })
  assert.equal(step.status, 201, step.code)
  return { stepUp: step.body.id, credential: who.device.use(step.body.options) }
}

export interface RoleChange {
  readonly about: 'permissions' | 'person'
  readonly role?: string
  readonly person?: string
  readonly add: readonly string[]
  readonly remove: readonly string[]
}

/** Asks for a change of roles, signed; answers what the bank answered and the id. */
export const propose = async (bank: TestIdentity, who: Signer, change: RoleChange, id = bank.newId()) => {
  const asked = { change, reason: 'As we agreed on Monday.' }
  const proof = await proofOf(bank, who, `roles.${change.about}`, id, asked)
  const url = `/v1/roles/proposals/${id}`
  return { id, answer: await bank.ask({ method: 'PUT', url, body: { ...asked, proof }, cookie: who.cookie }) }
}

/** Grants it, signed. */
export const grant = async (
  bank: TestIdentity,
  who: Signer,
  id: string,
  about: RoleChange['about'] = 'permissions',
) => {
  const asked = { decision: 'grant', note: 'I have looked at it.' }
  const proof = await proofOf(bank, who, `roles.${about}`, id, asked)
  const url = `/v1/roles/proposals/${id}/decision`
  return bank.ask({ method: 'POST', url, body: { ...asked, proof }, cookie: who.cookie })
}
