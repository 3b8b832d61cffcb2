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

/** Half of a passkey that may be shown to anybody: by it a signature is verified where the bank is not reached. */
export interface PublicKeyOf {
  readonly person: string
  /** The credential, in base64url. */
  readonly id: string
  /** COSE (RFC 9052). */
  readonly publicKey: Uint8Array
  readonly transports: readonly string[]
}

interface KeyRow {
  readonly person: string
  readonly credential: Uint8Array
  readonly public_key: Uint8Array
  readonly transports: string[]
}

const keyColumns = 'passkey.person, credential, public_key, transports'
const isUsable = 'removed_at is null and suspected_at is null'

const toPublicKey = ({ person, credential, public_key: publicKey, transports }: KeyRow): PublicKeyOf => ({
  person,
  id: Buffer.from(credential).toString('base64url'),
  publicKey,
  transports,
})

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
  /** Whose passkey it is, or was; for what was signed while the bank was not reached. */
  ownerOf: async (credential: string): Promise<string | undefined> => {
    const [row] = await db.query<{ person: string }>('select person from identity.passkey where credential = $1', [
      Buffer.from(credential, 'base64url'),
    ])
    return row?.person
  },
  /** The keys of these people that may be used. */
  keysOf: async (people: readonly string[]): Promise<PublicKeyOf[]> => {
    const rows = await db.query<KeyRow>(
      `select ${keyColumns} from identity.passkey where person = any ($1::uuid[]) and ${isUsable} order by created_at, id`,
      [people],
    )
    return rows.map(toPublicKey)
  },
  /** The keys of the staff who may do this and are not locked out; the newest, where there are too many. */
  keysOfStaff: async (permission: string, most: number): Promise<PublicKeyOf[]> => {
    const rows = await db.query<KeyRow>(
      `select ${keyColumns} from identity.passkey join identity.person on person.id = passkey.person and kind = 'staff'
        where ${isUsable} and exists (select from identity.role join identity.role_permission using (role)
                where role.person = passkey.person and permission = $1)
          and not coalesce((select is_locked from identity.person_lock
                where person_lock.person = passkey.person order by seq desc limit 1), false)
        order by passkey.created_at desc, passkey.id limit $2`,
      [permission, most],
    )
    return rows.map(toPublicKey)
  },
})

export type Presence = ReturnType<typeof createPresence>
