/** Kiosks as staff set them up, list them and take them out of service. */
import type { Query } from '#platform/database'
import { minuteMs } from '#platform/time'
import { tellBoard } from '../board/events.ts'
import type { LockerNeeds } from '../needs.ts'
import { idTaken, noSuchKiosk } from '../refusals.ts'
import { type KioskRow, kioskColumns } from '../tables.ts'
import type { Kiosk } from '../wire.ts'
import { hashOf } from './sign-in.ts'

/** Without letters and digits that look alike. */
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const codeMs = 10 * minuteMs
/** A kiosk says every ten seconds how it is. */
export const silentAfterMs = minuteMs

const stateOf = (row: KioskRow, now: Date): Kiosk['state'] => {
  if (row.revoked_at !== null) return 'revoked'
  if (row.public_key === null) return 'new'
  const heardMs = row.heard_at?.getTime() ?? 0
  return now.getTime() - heardMs > silentAfterMs ? 'silent' : 'in-service'
}

export const showKiosk = (row: KioskRow, now: Date): Kiosk => ({
  id: row.id,
  name: row.name,
  branch: row.branch,
  state: stateOf(row, now),
  heardAt: row.heard_at?.toISOString() ?? null,
  power: row.power,
  camera: row.camera,
  clockSkewMs: row.clock_skew_ms === null ? null : Number(row.clock_skew_ms),
  waits: row.waits,
})

export const listKiosks = (db: Query): Promise<KioskRow[]> =>
  db.query(`select ${kioskColumns} from locker.kiosk order by revoked_at nulls first, branch, name, id`)

/** One in service. Throws 'no-such-kiosk'. */
export const findKiosk = async (db: Query, id: string): Promise<KioskRow> => {
  const [row] = await db.query<KioskRow>(
    `select ${kioskColumns} from locker.kiosk where id = $1 and revoked_at is null`,
    [id],
  )
  if (!row) throw noSuchKiosk()
  return row
}

export const createKiosks = ({ db, clock, randomBytes }: Pick<LockerNeeds, 'db' | 'clock' | 'randomBytes'>) => {
  const drawCode = () => [...randomBytes(8)].map((byte) => alphabet[byte % alphabet.length]).join('')

  const answer = (row: KioskRow, code: string, now: Date) => ({
    kiosk: showKiosk(row, now),
    code,
    expiresAt: new Date(now.getTime() + codeMs).toISOString(),
  })

  const renewStatement = `
    update locker.kiosk set code_hash = $2, code_expires_at = $3, public_key = null, key_at = null
     where id = $1 and revoked_at is null returning ${kioskColumns}`

  return {
    list: async () => (await listKiosks(db)).map((row) => showKiosk(row, clock())),
    put: async (person: string, id: string, { name, branch }: { name: string; branch: string }) => {
      const [now, code] = [clock(), drawCode()]
      const [row] = await db.query<KioskRow>(
        `insert into locker.kiosk (id, name, branch, set_up_by, set_up_at, code_hash, code_expires_at)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing returning ${kioskColumns}`,
        [id, name, branch, person, now, hashOf(code), new Date(now.getTime() + codeMs)],
      )
      if (!row) throw idTaken()
      await tellBoard(db, { kind: 'kiosk', at: now, branch, kiosk: id, what: 'new' })
      return answer(row, code, now)
    },
    renew: (id: string) =>
      db.transaction(async (tx) => {
        const [now, code] = [clock(), drawCode()]
        const [row] = await tx.query<KioskRow>(renewStatement, [id, hashOf(code), new Date(now.getTime() + codeMs)])
        if (!row) throw noSuchKiosk()
        await tx.query('delete from locker.kiosk_session where kiosk = $1', [id])
        return answer(row, code, now)
      }),
    revoke: (id: string) =>
      db.transaction(async (tx) => {
        const row = await findKiosk(tx, id)
        await tx.query(
          'update locker.kiosk set revoked_at = $2, public_key = null, key_at = null, code_hash = null, code_expires_at = null where id = $1',
          [id, clock()],
        )
        await tx.query('delete from locker.kiosk_session where kiosk = $1', [id])
        await tellBoard(tx, { kind: 'kiosk', at: clock(), branch: row.branch, kiosk: id, what: 'revoked' })
      }),
  }
}
