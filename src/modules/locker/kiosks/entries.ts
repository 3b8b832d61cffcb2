/** What a kiosk gathered while it did not reach the bank: signed by it, numbered without a gap, taken once. */
import { createHash } from 'node:crypto'
import type { Tx } from '#platform/database'
import { ring } from '../alarms/ring.ts'
import { isPicture } from '../attempts/frames.ts'
import type { LockerNeeds } from '../needs.ts'
import { keepPicture } from '../pictures/keep.ts'
import { readPolicy } from '../policy/policy.ts'
import { entryRefused } from '../refusals.ts'
import type { KioskRow } from '../tables.ts'
import type { QueuedEntry } from '../wire.ts'
import { isSignedBy } from './keys.ts'
import { findKiosk } from './kiosks.ts'

const textOf = (kiosk: string, { number, at, kind, box, note, picture }: QueuedEntry): string => {
  const hash = picture === null ? '-' : createHash('sha256').update(Buffer.from(picture, 'base64url')).digest('hex')
  return `locker entry 1\n${kiosk}\n${number}\n${at}\n${kind}\n${box}\n${note}\n${hash}`
}

const boxOf = async (tx: Tx, branch: string, number: string): Promise<string | null> => {
  const [row] = await tx.query<{ id: string }>('select id from locker.box where branch = $1 and number = $2', [
    branch,
    number,
  ])
  return row?.id ?? null
}

/** What a kiosk notes of an opening by a permit; the lock tells of the same one. */
const permitOf = ({ note }: QueuedEntry): string | null =>
  /^permit ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(note)?.[1] ?? null

export const createTakeEntries = (needs: LockerNeeds) => {
  /** Takes one; what the policy forbids has happened all the same, so it is taken, and rings. */
  const take = async (tx: Tx, kiosk: KioskRow, entry: QueuedEntry, mayOpen: boolean): Promise<void> => {
    const box = await boxOf(tx, kiosk.branch, entry.box)
    const jpeg = entry.picture === null ? null : Buffer.from(entry.picture, 'base64url')
    const isKept = jpeg !== null && box !== null && isPicture(jpeg)
    const attempt = { id: null, box: box ?? '', kiosk: kiosk.id }
    const picture = isKept ? await keepPicture(needs, tx, { attempt, jpeg, isDenied: entry.kind === 'refused' }) : null
    const now = needs.clock()
    await tx.query(
      `insert into locker.kiosk_entry (kiosk, number, at, kind, box, note, picture, signature, came_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        kiosk.id,
        entry.number,
        entry.at,
        entry.kind,
        entry.box,
        entry.note,
        picture,
        Buffer.from(entry.signature, 'base64url'),
        now,
      ],
    )
    if (entry.kind !== 'opened') return
    await ring(needs, tx, {
      kind: 'opened-offline',
      branch: kiosk.branch,
      box,
      kiosk: kiosk.id,
      at: now,
      picture,
      remark: { what: mayOpen ? 'opened-by-policy' : 'opened-against-policy' },
      permit: permitOf(entry),
    })
  }

  /** Throws 'entry-refused' where one is not signed by the kiosk, or none of them follows what was delivered. */
  return (id: string, entries: readonly QueuedEntry[]): Promise<{ deliveredUpTo: number }> =>
    needs.db.transaction(async (tx) => {
      await tx.query('select 1 from locker.kiosk where id = $1 for update', [id])
      const kiosk = await findKiosk(tx, id)
      const { mayOpenOffline } = await readPolicy(tx)
      let upTo = Number(kiosk.delivered_up_to)
      for (const entry of entries) {
        const { public_key: key } = kiosk
        if (!key || !isSignedBy(key, textOf(id, entry), entry.signature)) throw entryRefused()
        if (entry.number <= upTo) continue
        if (entry.number !== upTo + 1) {
          const remark = { what: 'entries-missing', from: upTo + 1, to: entry.number - 1 } as const
          await ring(needs, tx, { kind: 'entries-missing', branch: kiosk.branch, kiosk: id, at: needs.clock(), remark })
        }
        await take(tx, kiosk, entry, mayOpenOffline)
        upTo = entry.number
      }
      await tx.query('update locker.kiosk set delivered_up_to = $2 where id = $1', [id, upTo])
      return { deliveredUpTo: upTo }
    })
}

/** Somebody at the kiosk asks for a person of the staff: rings once, until one has looked after it. */
export const createCallPerson =
  (needs: LockerNeeds) =>
  (id: string, attempt: string | null): Promise<void> =>
    needs.db.transaction(async (tx) => {
      const { branch } = await findKiosk(tx, id)
      const [own] = await tx.query<{ box: string }>('select box from locker.attempt where id = $1 and kiosk = $2', [
        attempt,
        id,
      ])
      const [rings] = await tx.query(
        "select 1 from locker.alarm where kind = 'person-called' and kiosk = $1 and taken_at is null and over_at is null",
        [id],
      )
      if (rings) return
      const about = { branch, kiosk: id, box: own?.box ?? null, attempt: own ? attempt : null, at: needs.clock() }
      await ring(needs, tx, { kind: 'person-called', ...about })
    })
