/** Whoever stands at a device of the bank's own proves by a passkey who they are. Nobody is signed in by it. */
import type { Database } from '#platform/database'
import type { RandomBytes } from '#platform/id'
import type { Clock } from '#platform/time'
import type { Attempts } from '../attempts.ts'
import { type Deed, hashDeed } from '../step-ups/deed.ts'
import type { UsedCredential } from '../wire.ts'
import { challengeOf, openCeremony, takeCeremony } from './ceremony.ts'
import { passkeyRefused } from './refusals.ts'
import { requestOptions } from './request.ts'
import type { Site } from './site.ts'
import type { VerifyUse } from './use.ts'

interface Needs {
  readonly db: Database
  readonly clock: Clock
  readonly random: RandomBytes
  readonly attempts: Attempts
  readonly site: Site
  readonly verifyUse: VerifyUse
}

export const createPresence = ({ db, clock, random, attempts, site, verifyUse }: Needs) => ({
  /** Asks any passkey of this bank for a signature over a deed, once, within two minutes. Throws 'too-many-attempts' (429). */
  ask: async (device: string, deed: Deed) => {
    await attempts.count([['ceremony-address', `device ${device}`]])
    const hash = hashDeed(deed)
    const { id, nonce, expiresAt } = await openCeremony(db, random, 'sign-in', null, clock(), hash)
    // A step-up's challenge: what is signed here signs nobody in, and what signs somebody in proves no deed.
    const options = await requestOptions(site, challengeOf('step-up', nonce, hash), [])
    return { id, expiresAt: expiresAt.toISOString(), options }
  },
  /** Answers whose passkey signed just this deed. Throws 'ceremony-over' (409), 'passkey-refused', 'passkey-suspected' (403). */
  prove: async (id: string, deed: Deed, credential: UsedCredential): Promise<{ passkey: string; person: string }> => {
    const at = clock()
    const { nonce, deed: asked } = await takeCeremony(db, id, 'sign-in', null, at)
    const hash = hashDeed(deed)
    if (!asked || !hash.equals(asked)) throw passkeyRefused()
    const challenge = challengeOf('step-up', nonce, hash)
    const { id: passkey, person } = await verifyUse({ credential, challenge, person: null, at })
    return { passkey, person }
  },
})

export type Presence = ReturnType<typeof createPresence>
