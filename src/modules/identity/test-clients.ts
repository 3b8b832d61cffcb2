/** Programs that two administrators let in, for the tests of what programs do then. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { password, type testIdentity } from './test-identity.ts'
import { proofOf, type Signer } from './test-signers.ts'
import { type ClientChange, serviceKeyPrefix } from './wire.ts'

type Bank = Awaited<ReturnType<typeof testIdentity>>

const reason = 'As we agreed on Monday.'
let made = 0

/** A key as its program makes it, and what the bank is told of it. */
export const makeKey = () => {
  const key = serviceKeyPrefix + createHash('sha256').update(`key ${made++}`).digest('base64url')
  return { key, keyHash: createHash('sha256').update(key).digest('hex') }
}

/** Asks, signed with a passkey; answers what the bank answered and the id. */
export const proposeClient = async (bank: Bank, who: Signer, change: ClientChange, id = bank.newId()) => {
  const asked = { change, reason }
  const proof = await proofOf(bank, who, `clients.${change.about}`, id, asked)
  const url = `/v1/client-proposals/${id}`
  return { id, answer: await bank.ask({ method: 'PUT', url, body: { ...asked, proof }, cookie: who.cookie }) }
}

/** Grants it, signed with a passkey. */
export const grantClient = async (bank: Bank, who: Signer, id: string, about: ClientChange['about']) => {
  const asked = { decision: 'grant', note: 'I have called them.' }
  const proof = await proofOf(bank, who, `clients.${about}`, id, asked)
  const url = `/v1/client-proposals/${id}/decision`
  return bank.ask({ method: 'POST', url, body: { ...asked, proof }, cookie: who.cookie })
}

/** Farah and Arun, who sign with their passwords, in sessions that are new each time. The bank has to be one where passwords sign. */
export const twoAdministrators = async (bank: Bank) => {
  for (const name of ['Farah', 'Arun']) await bank.staff('administrator', name)
  const cookieOf = async (name: string) => (await bank.signIn(`${name}@bank.test`)).cookie
  const ask = async (change: ClientChange) => {
    const id = bank.newId()
    const body = { change, reason, proof: { password } }
    return {
      id,
      ...(await bank.ask({ method: 'PUT', url: `/v1/client-proposals/${id}`, body, cookie: await cookieOf('farah') })),
    }
  }
  const grant = async (id: string, session?: string) =>
    bank.ask({
      method: 'POST',
      url: `/v1/client-proposals/${id}/decision`,
      body: { decision: 'grant', note: 'I have called them.', proof: { password } },
      cookie: session ?? (await cookieOf('arun')),
    })
  return {
    cookie: () => cookieOf('farah'),
    second: () => cookieOf('arun'),
    ask,
    grant,
    /** Asked and granted; the first answer that is a no, or the last. */
    letIn: async (change: ClientChange) => {
      const asked = await ask(change)
      return asked.status === 200 ? grant(asked.id) : asked
    },
    /** A service client with its key. */
    service: async (more: Partial<Extract<ClientChange, { about: 'service-client' }>> = {}) => {
      const { key, keyHash } = makeKey()
      const client = bank.newId()
      const change = { about: 'service-client', client, name: 'Card network', keyHash, ...more } as const
      const asked = await ask({ scopes: ['cards:pay', 'labels:write'], ...change })
      assert.equal(asked.status, 200, asked.code)
      const granted = await grant(asked.id)
      assert.equal(granted.status, 200, granted.code)
      return { client, key, url: `/v1/service-clients/${client}` }
    },
  }
}
