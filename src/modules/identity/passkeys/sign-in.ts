import type { Database } from '#platform/database'
import type { RandomBytes } from '#platform/id'
import type { Clock } from '#platform/time'
import type { Attempts } from '../attempts.ts'
import type { News } from '../news.ts'
import { type Enter, newsOfEntry } from '../sessions/enter.ts'
import type { SignedIn, Visitor } from '../sign-in.ts'
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
  readonly news: News
  readonly site: Site
  readonly verifyUse: VerifyUse
  readonly enter: Enter
}

/** Asks any passkey of this bank for a signature; the key says whose it is. Throws 'too-many-attempts' (429). */
export const createBeginPasskeySignIn =
  ({ db, clock, random, attempts, site }: Omit<Needs, 'enter'>) =>
  async (network: string) => {
    await attempts.count([['ceremony-address', network]])
    const { id, nonce, expiresAt } = await openCeremony(db, random, 'sign-in', null, clock())
    const options = await requestOptions(site, challengeOf('sign-in', nonce), [])
    return { id, expiresAt: expiresAt.toISOString(), options }
  }

/** Starts a session under a new token. Throws 'ceremony-over' (409), 'passkey-refused', 'passkey-suspected' (403). */
export const createPasskeySignIn =
  ({ db, clock, attempts, news, verifyUse, enter }: Needs) =>
  async (id: string, credential: UsedCredential, visitor: Visitor): Promise<SignedIn> => {
    await attempts.count([['sign-in-address', visitor.network]])
    const at = clock()
    const { nonce } = await takeCeremony(db, id, 'sign-in', null, at)
    const challenge = challengeOf('sign-in', nonce)
    const { id: passkey, person } = await verifyUse({ credential, challenge, person: null, at })
    const entered = await db.transaction(async (tx) => {
      // A key that was removed while it was being verified opens no session.
      const still = await tx.query('select 1 from identity.passkey where id = $1 and removed_at is null for share', [
        passkey,
      ])
      if (still.length === 0) throw passkeyRefused()
      const entry = { person, at, enteredWith: 'passkey', passkey, typingDistance: null, failedTries: 0 } as const
      return enter(tx, visitor, entry)
    })
    await news.tell(newsOfEntry(entered, visitor, at))
    return entered
  }
