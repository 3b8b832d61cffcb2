/** Step-up with dynamic linking (PSD2, RTS on strong customer authentication, article 5). */
import type { Database } from '#platform/database'
import type { RandomBytes } from '#platform/id'
import type { Clock } from '#platform/time'
import type { Attempts } from '../attempts.ts'
import { challengeOf, openCeremony, takeCeremony } from '../passkeys/ceremony.ts'
import { findPasskeys, listPasskeys } from '../passkeys/keys.ts'
import { passkeyRequired, passkeySuspected } from '../passkeys/refusals.ts'
import { requestOptions } from '../passkeys/request.ts'
import type { Site } from '../passkeys/site.ts'
import type { VerifyUse } from '../passkeys/use.ts'
import type { Proof, StepUp, UsedCredential } from '../wire.ts'
import { type Deed, hashDeed, toSigns } from './deed.ts'

interface Needs {
  readonly db: Database
  readonly clock: Clock
  readonly random: RandomBytes
  readonly attempts: Attempts
  readonly site: Site
  readonly verifyUse: VerifyUse
  readonly verifyPassword: (person: string, password: string) => Promise<void>
}

/** Who is to prove something: a person in a session (hex id). A service client has none and proves nothing. */
export interface Prover {
  readonly id: string
  readonly session?: string
}

/** What a passkey answered, for who keeps signatures; null for the password. */
export type Proven = {
  readonly passkey: string
  readonly nonce: Uint8Array
  readonly credential: UsedCredential
} | null

const asked = ({ id, session }: Prover) => {
  if (session === undefined) throw passkeyRequired()
  return { person: id, session }
}

/**
 * Asks for a signature of one of the person's passkeys over this deed. Throws 'passkey-required' (403) where there is none,
 * 'passkey-suspected' (403) where there may be a copy of each, 'too-many-attempts' (429).
 */
export const createAskProof =
  ({ db, clock, random, attempts, site }: Needs) =>
  async (prover: Prover, deed: Deed): Promise<StepUp> => {
    await attempts.count([['step-up-person', prover.id]])
    const keys = await findPasskeys(db, prover.id)
    if (keys.length === 0) throw passkeyRequired()
    const usable = keys.filter(({ suspected_at }) => suspected_at === null)
    if (usable.length === 0) throw passkeySuspected()
    const { id, nonce, expiresAt } = await openCeremony(db, random, 'step-up', asked(prover), clock())
    const options = await requestOptions(site, challengeOf('step-up', nonce, hashDeed(deed)), usable)
    return { id, expiresAt: expiresAt.toISOString(), signs: toSigns(deed), options }
  }

/**
 * Returns when the proof is right for exactly this deed: a passkey's signature over it, or the password where the person has no
 * passkey. A signature is taken once, from the session that asked for it. Throws 'wrong-credentials', 'passkey-required',
 * 'passkey-refused', 'passkey-suspected' (403), 'ceremony-over' (409) or 'too-many-attempts' (429).
 */
export const createProve =
  ({ db, clock, verifyUse, verifyPassword }: Needs) =>
  async (prover: Prover, deed: Deed, proof: Proof): Promise<Proven> => {
    const at = clock()
    if ('password' in proof) {
      const { provesWith } = await listPasskeys(db, prover.id, at)
      if (provesWith !== 'password') throw passkeyRequired()
      await verifyPassword(prover.id, proof.password)
      return null
    }
    const nonce = await takeCeremony(db, proof.stepUp, 'step-up', asked(prover), at)
    // Made from what is about to be done, not from what was shown: a signature over anything else does not fit.
    const challenge = challengeOf('step-up', nonce, hashDeed(deed))
    const { credential } = proof
    const { id: passkey } = await verifyUse({ credential, challenge, person: prover.id, at })
    return { passkey, nonce, credential }
  }

export type AskProof = ReturnType<typeof createAskProof>
export type Prove = ReturnType<typeof createProve>
