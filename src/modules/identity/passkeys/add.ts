/** Adding a passkey: proof that it is the person, options, and the key that was made. */
import { generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server'
import type { Database, Tx } from '#platform/database'
import type { RandomBytes } from '#platform/id'
import type { Sealing } from '#platform/sealing'
import type { Clock } from '#platform/time'
import type { News } from '../news.ts'
import { findPerson } from '../people.ts'
import { findOrigin } from '../sessions/origin.ts'
import type { Prove, Prover } from '../step-ups/prove.ts'
import type { MadeCredential, Passkey, PasskeyCreation, Proof } from '../wire.ts'
import { ceremonyMs, challengeOf, openCeremony, takeCeremony } from './ceremony.ts'
import { findPasskeys, type PasskeyRow, passkeyColumns, toDescriptor, toPasskey } from './keys.ts'
import { ceremonyOver, passkeyKnown, passkeyRefused, tooManyPasskeys } from './refusals.ts'
import type { Site } from './site.ts'
import { handleOf } from './use.ts'

export interface AddNeeds {
  readonly db: Database
  readonly sealing: Sealing
  readonly clock: Clock
  readonly random: RandomBytes
  readonly site: Site
  readonly news: News
  readonly prove: Prove
}

const mostPasskeys = 20

/** EdDSA, ES256 and RS256: what keys in use can do. Written out, so that every process takes the same. */
const algorithms = [-8, -7, -257]

/** The deed that adds a passkey. */
export const addingDeed = (person: string) => ({ act: 'add-passkey', subject: person, amount: null, payee: null })

const sessionOf = ({ id, session }: Prover) => {
  if (session === undefined) throw ceremonyOver()
  return { person: id, session }
}

/** Begins, after proof. Throws what prove throws, and 'too-many-passkeys' (422). */
export const createBeginPasskey =
  ({ db, sealing, clock, random, site, prove }: AddNeeds) =>
  async (prover: Prover, proof: Proof) => {
    const known = await findPasskeys(db, prover.id)
    if (known.length >= mostPasskeys) throw tooManyPasskeys()
    await prove(prover, addingDeed(prover.id), proof)
    const person = await findPerson(db, sealing, prover.id)
    const { id, nonce, expiresAt } = await openCeremony(db, random, 'register', sessionOf(prover), clock())
    const options = await generateRegistrationOptions({
      rpName: 'Bankserver',
      rpID: site.id,
      userID: handleOf(prover.id),
      userName: person?.email ?? '',
      userDisplayName: person?.name ?? '',
      challenge: challengeOf('register', nonce),
      timeout: ceremonyMs,
      attestationType: 'none',
      excludeCredentials: known.map(toDescriptor),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      supportedAlgorithmIDs: algorithms,
    })
    // The library types as any text what is always 'public-key'.
    return { id, expiresAt: expiresAt.toISOString(), options: options as PasskeyCreation }
  }

const verify = async (site: Site, challenge: Uint8Array, response: MadeCredential) => {
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

type Made = NonNullable<Awaited<ReturnType<typeof verify>>>

/** Writes the key. One person at a time, so that many at once do not pass the limit together. */
const insert = async (
  tx: Tx,
  person: string,
  id: string,
  name: string,
  made: Made,
  response: MadeCredential,
  at: Date,
) => {
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

/** Adds the key that was made. Throws 'ceremony-over', 'passkey-known' (409), 'passkey-refused' (403), 'too-many-passkeys' (422). */
export const createAddPasskey =
  ({ db, clock, site, news }: AddNeeds) =>
  async (prover: Prover, id: string, name: string, response: MadeCredential): Promise<Passkey> => {
    const at = clock()
    const { person, session } = sessionOf(prover)
    const nonce = await takeCeremony(db, id, 'register', { person, session }, at)
    const made = await verify(site, challengeOf('register', nonce), response)
    if (!made) throw passkeyRefused()
    const row = await db.transaction((tx) => insert(tx, person, id, name, made, response, at))
    const { device, network } = await findOrigin(db, session)
    await news.tell([{ person, change: 'passkeyAdded', at, device, network }])
    return toPasskey(row)
  }
