/** Making a passkey: what a browser is asked, what it answers, and the row. Whoever asks has made sure that it is the person. */
import { generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server'
import type { Tx } from '#platform/database'
import type { MadeCredential, PasskeyCreation } from '../wire.ts'
import { ceremonyMs } from './ceremony.ts'
import { findPasskeys, type PasskeyRow, passkeyColumns, toDescriptor } from './keys.ts'
import { passkeyKnown, tooManyPasskeys } from './refusals.ts'
import type { Site } from './site.ts'
import { handleOf } from './use.ts'

export const mostPasskeys = 20

/** EdDSA, ES256 and RS256: what keys in use can do. Written out, so that every process takes the same. */
const algorithms = [-8, -7, -257]

interface Named {
  readonly id: string
  readonly email: string | null
  readonly name: string
}

/** What the browser is asked to make, other than these keys. */
export const creationOptions = async (
  site: Site,
  { id, email, name }: Named,
  challenge: Uint8Array<ArrayBuffer>,
  known: readonly PasskeyRow[],
): Promise<PasskeyCreation> => {
  const options = await generateRegistrationOptions({
    rpName: 'Bankserver',
    rpID: site.id,
    userID: handleOf(id),
    userName: email ?? '',
    userDisplayName: name,
    challenge,
    timeout: ceremonyMs,
    attestationType: 'none',
    excludeCredentials: known.map(toDescriptor),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: algorithms,
  })
  // The library types as any text what is always 'public-key'.
  return options as PasskeyCreation
}

/** What was made; undefined where anything about it is wrong. */
export const verifyMade = async (site: Site, challenge: Uint8Array, response: MadeCredential) => {
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      response: response as Parameters<typeof verifyRegistrationResponse>[0]['response'],
      expectedChallenge: Buffer.from(challenge).toString('base64url'),
      expectedOrigin: [...site.origins],
      expectedRPID: site.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    })
    return registrationInfo
  } catch {
    // The library throws an Error of its own for each thing that can be wrong; to us they are one.
    return undefined
  }
}

export type Made = NonNullable<Awaited<ReturnType<typeof verifyMade>>>

export interface NewPasskey {
  readonly id: string
  readonly person: string
  readonly name: string
  readonly made: Made
  readonly response: MadeCredential
  readonly at: Date
}

/** Writes the key. One person at a time, so that many at once do not pass the limit together. */
export const insertPasskey = async (
  tx: Tx,
  { id, person, name, made, response, at }: NewPasskey,
): Promise<PasskeyRow> => {
  await tx.query('select 1 from identity.person where id = $1 for no key update', [person])
  if ((await findPasskeys(tx, person)).length >= mostPasskeys) throw tooManyPasskeys()
  const { credential, credentialBackedUp } = made
  const transports = [...new Set(response.response.transports ?? [])]
  const [row] = await tx.query<PasskeyRow>(
    `insert into identity.passkey (id, person, credential, public_key, counter, transports, is_synced, name, created_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning ${passkeyColumns}`,
    [
      id,
      person,
      Buffer.from(credential.id, 'base64url'),
      Buffer.from(credential.publicKey),
      credential.counter,
      transports,
      credentialBackedUp,
      name.normalize('NFC'),
      at,
    ],
  )
  if (!row) throw passkeyKnown()
  return row
}
