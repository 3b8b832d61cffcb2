/** Verifies what a passkey signed. Which key it is, and whether it may still be used, is known here alone. */
import { verifyAuthenticationResponse } from '@simplewebauthn/server'
import type { Query } from '#platform/database'
import type { UsedCredential } from '../wire.ts'
import { passkeyRefused, passkeySuspected } from './refusals.ts'
import type { Site } from './site.ts'

interface KeyRow {
  readonly id: string
  readonly person: string
  readonly public_key: Uint8Array
  readonly suspected_at: Date | null
}

export interface Use {
  readonly credential: UsedCredential
  readonly challenge: Uint8Array
  readonly at: Date
  /** Whose key it must be; null at a sign-in, where the key says whose it is. */
  readonly person: string | null
}

const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')

/** What a key knows its person by; no name and no email stands in it. */
export const handleOf = (person: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(Buffer.from(person.replaceAll('-', ''), 'hex'))

const isFramed = ({ response }: UsedCredential): boolean =>
  JSON.parse(Buffer.from(response.clientDataJSON, 'base64url').toString()).crossOrigin === true

/** The counter after a right signature; null where anything about the signature is wrong. */
export const verifySignature = async (
  site: Site,
  publicKey: Uint8Array,
  { credential, challenge }: Pick<Use, 'credential' | 'challenge'>,
) => {
  try {
    if (isFramed(credential)) return null
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: credential,
      expectedChallenge: base64url(challenge),
      expectedOrigin: [...site.origins],
      expectedRPID: site.id,
      requireUserVerification: true,
      // The library would look at the counter before the signature, and anybody could put a key under suspicion.
      credential: { id: credential.id, publicKey: Uint8Array.from(publicKey), counter: 0 },
    })
    return verified ? authenticationInfo : null
  } catch {
    // The library throws an Error of its own for each thing that can be wrong; to us they are one.
    return null
  }
}

/** Writes the use down. A counter that does not rise means that two devices hold the key: it opens nothing any more. */
const count = async (db: Query, key: KeyRow, counter: number, isSynced: boolean, at: Date): Promise<boolean> => {
  const counted = await db.query(
    `update identity.passkey set counter = $2, is_synced = $3, used_at = $4
      where id = $1 and suspected_at is null and removed_at is null and (counter < $2 or (counter = 0 and $2 = 0))
      returning id`,
    [key.id, counter, isSynced, at],
  )
  if (counted.length > 0) return true
  await db.query('update identity.passkey set suspected_at = coalesce(suspected_at, $2) where id = $1', [key.id, at])
  return false
}

/**
 * Answers the passkey and its person. Throws 'passkey-refused' (403) for a wrong signature, origin, site or person, without
 * the person's finger, face or PIN, and for an unknown key; 'passkey-suspected' (403) where there may be a copy of it.
 */
export const createVerifyUse =
  (db: Query, site: Site) =>
  async (use: Use): Promise<{ id: string; person: string }> => {
    const { credential, person, at } = use
    const [key] = await db.query<KeyRow>(
      'select id, person, public_key, suspected_at from identity.passkey where credential = $1 and removed_at is null',
      [Buffer.from(credential.id, 'base64url')],
    )
    if (!key || (person !== null && key.person !== person)) throw passkeyRefused()
    const handle = credential.response.userHandle
    const isNamed = handle === undefined ? person !== null : handle === base64url(handleOf(key.person))
    if (!isNamed) throw passkeyRefused()
    const verified = await verifySignature(site, key.public_key, use)
    if (!verified) throw passkeyRefused()
    const isCounted = await count(db, key, verified.newCounter, verified.credentialBackedUp, at)
    if (!isCounted) throw passkeySuspected()
    return { id: key.id, person: key.person }
  }

export type VerifyUse = ReturnType<typeof createVerifyUse>
