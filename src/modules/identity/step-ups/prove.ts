/** Step-up with dynamic linking (PSD2, RTS on strong customer authentication, article 5). */
import { createPublicKey, verify } from 'node:crypto'
import type { Database } from '#platform/database'
import type { RandomBytes } from '#platform/id'
import type { Clock } from '#platform/time'
import type { Attempts } from '../attempts.ts'
import { challengeOf, openCeremony, takeCeremony } from '../passkeys/ceremony.ts'
import { passkeyRequired, passkeySuspected } from '../passkeys/refusals.ts'
import { requestOptions } from '../passkeys/request.ts'
import type { Site } from '../passkeys/site.ts'
import type { VerifyUse } from '../passkeys/use.ts'
import type { MatchPin } from '../pin/pin.ts'
import { proofRefused } from '../totp/refusals.ts'
import type { TakeCode } from '../totp/use.ts'
import type { Proof, StepUp, UsedCredential } from '../wire.ts'
import { type Deed, hashDeed, toSigns } from './deed.ts'
import { findWays, type Prover, waysOf } from './ways.ts'

export type { Prover } from './ways.ts'

interface Needs {
  readonly db: Database
  readonly clock: Clock
  readonly random: RandomBytes
  readonly attempts: Attempts
  readonly site: Site
  readonly verifyUse: VerifyUse
  readonly verifyPassword: (person: string, password: string) => Promise<void>
  readonly takeCode: TakeCode
  readonly matchPin: MatchPin
}

/** What a passkey answered, for who keeps signatures; null for whatever else proved. */
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
 * Asks for proof of this deed: a signature of a passkey or of the bound device, or a code with the PIN. Throws
 * 'passkey-required' (403) where there is none of them, 'passkey-suspected' (403) where there may be a copy of each passkey
 * and there is nothing else, 'too-many-attempts' (429).
 */
export const createAskProof =
  ({ db, clock, random, attempts, site }: Needs) =>
  async (prover: Prover, deed: Deed): Promise<StepUp> => {
    await attempts.count([['step-up-person', prover.id]])
    const found = await findWays(db, prover, clock())
    const ways = waysOf(found).filter((way) => way !== 'password')
    if (ways.length === 0) throw found.passkeys.length > 0 ? passkeySuspected() : passkeyRequired()
    const hash = hashDeed(deed)
    const { id, nonce, expiresAt } = await openCeremony(db, random, 'step-up', asked(prover), clock(), hash)
    const usable = found.passkeys.filter(({ suspected_at }) => suspected_at === null)
    const options = await requestOptions(site, challengeOf('step-up', nonce, hash), usable)
    return { id, expiresAt: expiresAt.toISOString(), signs: toSigns(deed), ways, options }
  }

/** ES256 as WebCrypto writes it: the two numbers one after the other (IEEE P1363). */
const isSigned = async (key: Uint8Array, challenge: Uint8Array, signature: string): Promise<boolean> => {
  const given = Buffer.from(signature, 'base64url')
  const publicKey = createPublicKey({ key: Buffer.from(key), format: 'der', type: 'spki' })
  return given.length === 64 && verify('sha256', challenge, { key: publicKey, dsaEncoding: 'ieee-p1363' }, given)
}

/**
 * Returns when the proof is right for exactly this deed. It is taken once, from the session that asked for it; the password
 * only where the person has neither passkey nor authenticator app. Throws 'wrong-credentials', 'passkey-required',
 * 'passkey-refused', 'passkey-suspected', 'proof-refused' (403), 'ceremony-over' (409) or 'too-many-attempts' (429).
 */
export const createProve = (needs: Needs) => {
  const { db, clock, verifyUse, verifyPassword, takeCode, matchPin } = needs

  const provePassword = async (prover: Prover, password: string) => {
    if (!waysOf(await findWays(db, prover, clock())).includes('password')) throw passkeyRequired()
    return verifyPassword(prover.id, password)
  }
  // The PIN goes first, so that whoever does not know it uses up no code.
  const proveCode = async (person: string, { code, pin }: { code: string; pin: string }) => {
    if (!(await matchPin(person, pin))) throw proofRefused()
    await takeCode(person, code).catch((error: unknown) => {
      throw error instanceof Error && 'code' in error && error.code === 'wrong-code' ? proofRefused() : error
    })
  }
  const proveDevice = async (prover: Prover, challenge: Uint8Array, given: { signature: string; pin: string }) => {
    const { device, pinSince } = await findWays(db, prover, clock())
    if (!device || pinSince === null || !(await matchPin(prover.id, given.pin))) throw proofRefused()
    if (!(await isSigned(device.key, challenge, given.signature))) throw proofRefused()
  }

  return async (prover: Prover, deed: Deed, proof: Proof): Promise<Proven> => {
    if ('password' in proof) {
      await provePassword(prover, proof.password)
      return null
    }
    const at = clock()
    const taken = await takeCeremony(db, proof.stepUp, 'step-up', asked(prover), at)
    // Made from what is about to be done, not from what was shown: a proof of anything else does not fit.
    const hash = hashDeed(deed)
    const challenge = challengeOf('step-up', taken.nonce, hash)
    if ('credential' in proof) {
      const { credential } = proof
      const { id: passkey } = await verifyUse({ credential, challenge, person: prover.id, at })
      return { passkey, nonce: taken.nonce, credential }
    }
    if (!taken.deed || !hash.equals(taken.deed)) throw proofRefused()
    if ('code' in proof) await proveCode(prover.id, proof)
    else await proveDevice(prover, challenge, proof)
    return null
  }
}

export type AskProof = ReturnType<typeof createAskProof>
export type Prove = ReturnType<typeof createProve>
