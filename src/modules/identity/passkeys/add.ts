/** Adding a passkey: proof that it is the person, options, and the key that was made. */
import type { Database } from '#platform/database'
import type { RandomBytes } from '#platform/id'
import type { Sealing } from '#platform/sealing'
import type { Clock } from '#platform/time'
import type { Tell } from '../messages/tell.ts'
import type { News } from '../news.ts'
import { findPerson } from '../people.ts'
import { findOrigin } from '../sessions/origin.ts'
import type { Prove, Prover } from '../step-ups/prove.ts'
import type { MadeCredential, Passkey, Proof } from '../wire.ts'
import { challengeOf, openCeremony, takeCeremony } from './ceremony.ts'
import { creationOptions, insertPasskey, mostPasskeys, verifyMade } from './insert.ts'
import { findPasskeys, toPasskey } from './keys.ts'
import { ceremonyOver, passkeyRefused, tooManyPasskeys } from './refusals.ts'
import type { Site } from './site.ts'

export interface AddNeeds {
  readonly db: Database
  readonly sealing: Sealing
  readonly clock: Clock
  readonly random: RandomBytes
  readonly site: Site
  readonly news: News
  readonly prove: Prove
  readonly tell: Tell
}

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
    const named = { id: prover.id, email: person?.email ?? null, name: person?.name ?? '' }
    const options = await creationOptions(site, named, challengeOf('register', nonce), known)
    return { id, expiresAt: expiresAt.toISOString(), options }
  }

/** Adds the key that was made. Throws 'ceremony-over', 'passkey-known' (409), 'passkey-refused' (403), 'too-many-passkeys' (422). */
export const createAddPasskey =
  ({ db, clock, site, news, tell }: AddNeeds) =>
  async (prover: Prover, id: string, name: string, response: MadeCredential): Promise<Passkey> => {
    const at = clock()
    const { person, session } = sessionOf(prover)
    const { nonce } = await takeCeremony(db, id, 'register', { person, session }, at)
    const made = await verifyMade(site, challengeOf('register', nonce), response)
    if (!made) throw passkeyRefused()
    const row = await db.transaction(async (tx) => {
      await tell(tx, { person, kind: 'passkey-added' })
      return insertPasskey(tx, { id, person, name, made, response, at })
    })
    const { device, network } = await findOrigin(db, session)
    await news.tell([{ person, change: 'passkeyAdded', at, device, network }])
    return toPasskey(row)
  }
