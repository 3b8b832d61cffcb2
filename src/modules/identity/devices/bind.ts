/** A browser becomes a bound device: after proof, in the session that runs in it, and with a key that only it has where it can keep one. */
import { createPublicKey } from 'node:crypto'
import type { Database, Tx } from '#platform/database'
import { type RandomBytes, uuidv7 } from '#platform/id'
import type { Clock } from '#platform/time'
import type { News } from '../news.ts'
import { findOrigin, newsFrom } from '../sessions/origin.ts'
import { plainDeed } from '../step-ups/deed.ts'
import type { Prover } from '../step-ups/ways.ts'
import type { ProveOrRecover } from '../totp/change.ts'
import type { LostProof } from '../wire.ts'
import { deviceKnown, deviceUnknown, keyRefused, noSuchDevice, tooManyDevices } from './refusals.ts'
import { type DeviceRow, findDevices } from './rows.ts'

export interface DeviceNeeds {
  readonly db: Database
  readonly clock: Clock
  readonly random: RandomBytes
  readonly news: News
  readonly proveOrRecover: ProveOrRecover
}

const mostDevices = 20

/** The browser of this session. Throws 'device-unknown' (409) where the request comes from another one. */
const deviceOf = async (db: Database, { session }: Prover, cookie: string | null): Promise<string> => {
  const { device } = session === undefined ? { device: null } : await findOrigin(db, session)
  if (device === null || device !== cookie) throw deviceUnknown()
  return device
}

/** The browser's own name is signed with it, so that a proof for one binds no other. */
export const bindingDevice = (device: string) => plainDeed('bind-device', device)

/** A public key on P-256, as the browser exports it. Throws 'key-refused' (422). */
const readKey = (key: string): Buffer => {
  const bytes = Buffer.from(key, 'base64url')
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPublicKey({ key: bytes, format: 'der', type: 'spki' })
    if (asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'prime256v1') return bytes
  } catch {
    // Whatever is no key is refused like a key of another kind.
  }
  throw keyRefused()
}

export interface Binding {
  readonly name: string
  readonly key?: string
  readonly proof: LostProof
  /** As the request's cookie names the device. */
  readonly cookie: string | null
}

const wayOf = (proof: LostProof): DeviceRow['bound_with'] => {
  if ('recoveryCode' in proof) return 'recovery-code'
  if ('password' in proof) return 'password'
  return 'credential' in proof ? 'passkey' : 'code' in proof ? 'code' : 'device'
}

/** One person at a time, so that many at once do not pass the limit together. */
const insert = async (tx: Tx, row: Omit<DeviceRow, 'revoked_at' | 'seen_at'>) => {
  await tx.query('select 1 from identity.person where id = $1 for no key update', [row.person])
  const bound = (await findDevices(tx, row.person)).filter(({ revoked_at }) => revoked_at === null)
  if (bound.some(({ device }) => device === row.device)) throw deviceKnown()
  if (bound.length >= mostDevices) throw tooManyDevices()
  await tx.query(
    `insert into identity.device (id, person, device, name, key, bound_at, bound_with)
      values ($1, $2, $3, $4, $5, $6, $7)`,
    [row.id, row.person, row.device, row.name, row.key && Buffer.from(row.key), row.bound_at, row.bound_with],
  )
}

/** Throws what the proof throws, 'device-unknown', 'device-known' (409), 'key-refused', 'too-many-devices' (422). */
export const createBindDevice =
  ({ db, clock, random, news, proveOrRecover }: DeviceNeeds) =>
  async (prover: Prover, { name, key, proof, cookie }: Binding): Promise<string> => {
    const device = await deviceOf(db, prover, cookie)
    const bytes = key === undefined ? null : readKey(key)
    await proveOrRecover(prover, bindingDevice(device), proof)
    const at = clock()
    const id = uuidv7(at.getTime(), random(10))
    const row = { id, person: prover.id, device, name: name.normalize('NFC'), key: bytes, bound_at: at }
    await db.transaction((tx) => insert(tx, { ...row, bound_with: wayOf(proof) }))
    await news.tell(await newsFrom(db, prover, ['deviceBound'], at))
    return id
  }

/** Takes the device's rights away and ends what is open on it. It takes no proof: whoever has lost one has no time. */
export const createRevokeDevice =
  ({ db, clock, news }: DeviceNeeds) =>
  async (prover: Prover, id: string): Promise<void> => {
    const at = clock()
    await db.transaction(async (tx) => {
      const [revoked] = await tx.query<{ device: string }>(
        `update identity.device set revoked_at = $3 where id = $1 and person = $2 and revoked_at is null
          returning device`,
        [id, prover.id, at],
      )
      if (!revoked) throw noSuchDevice()
      await tx.query(
        'update identity.session set ended_at = $3 where person = $1 and device = $2 and ended_at is null',
        [prover.id, revoked.device, at],
      )
    })
    await news.tell(await newsFrom(db, prover, ['deviceRevoked'], at))
  }
