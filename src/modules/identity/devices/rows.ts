/** Bound devices as their table keeps them. */
import type { Query } from '#platform/database'
import type { Device } from '../wire.ts'
import { noSuchDevice } from './refusals.ts'

export interface DeviceRow {
  readonly id: string
  readonly person: string
  readonly device: string
  readonly name: string
  readonly key: Uint8Array | null
  readonly bound_at: Date
  readonly bound_with: Device['boundWith']
  readonly revoked_at: Date | null
  /** Of its last session. */
  readonly seen_at: Date | null
}

const mostListed = 50

/** Newest first; revoked ones too. */
export const findDevices = (db: Query, person: string): Promise<DeviceRow[]> =>
  db.query(
    `select id, person, device, name, key, bound_at, bound_with, revoked_at,
            (select max(seen_at) from identity.session
              where session.person = device.person and session.device = device.device) as seen_at
       from identity.device where person = $1 order by bound_at desc, id limit ${mostListed}`,
    [person],
  )

/** As it travels; `here` is the device of the session that asks. */
const toDevice = (row: DeviceRow, here: string | null): Device => ({
  id: row.id,
  name: row.name,
  hasKey: row.key !== null,
  isHere: row.device === here && row.revoked_at === null,
  boundAt: row.bound_at.toISOString(),
  boundWith: row.bound_with,
  seenAt: row.seen_at?.toISOString() ?? null,
  revokedAt: row.revoked_at?.toISOString() ?? null,
})

export const listDevices = async (db: Query, person: string, here: string | null): Promise<Device[]> =>
  (await findDevices(db, person)).map((row) => toDevice(row, here))

/** Throws 'no-such-device' (404), for a revoked one too. */
export const renameDevice = async (db: Query, person: string, id: string, name: string): Promise<void> => {
  const renamed = await db.query(
    'update identity.device set name = $3 where id = $1 and person = $2 and revoked_at is null returning id',
    [id, person, name.normalize('NFC')],
  )
  if (renamed.length === 0) throw noSuchDevice()
}
