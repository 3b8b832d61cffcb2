/** How every box and kiosk is now, and what rings. */
import { ringing } from '../alarms/alarms.ts'
import { listBoxes } from '../boxes/rows.ts'
import { listKiosks, showKiosk } from '../kiosks/kiosks.ts'
import type { LockerNeeds } from '../needs.ts'
import type { AttemptRow } from '../tables.ts'
import { lastEvents } from './events.ts'

type Under = Pick<AttemptRow, 'id' | 'box' | 'kiosk' | 'door' | 'state' | 'began_at' | 'opened_at'>

export const createBoard =
  ({ db, clock, canSee }: Pick<LockerNeeds, 'db' | 'clock' | 'canSee'>) =>
  async () => {
    const now = clock()
    const [boxes, kiosks, under, alarms, happened] = await Promise.all([
      listBoxes(db),
      listKiosks(db),
      db.query<Under>(
        "select id, box, kiosk, door, state, began_at, opened_at from locker.attempt where state in ('under-way', 'opening', 'open')",
      ),
      ringing(db),
      lastEvents(db),
    ])
    const at = new Map(under.map((row) => [row.box, row]))
    return {
      at: now.toISOString(),
      face: canSee() ? ('on' as const) : ('not-installed' as const),
      boxes: boxes.map((box) => {
        const attempt = at.get(box.id)
        const isOpen = box.lock !== 'locked' && box.lock !== 'unknown'
        return {
          id: box.id,
          number: box.number,
          branch: box.branch,
          lock: box.lock,
          isLocked: box.locked_at !== null,
          openSince: isOpen ? (attempt?.opened_at ?? box.lock_since).toISOString() : null,
          attempt: attempt
            ? {
                id: attempt.id,
                door: attempt.state === 'open' ? null : attempt.door,
                kiosk: attempt.kiosk,
                since: attempt.began_at.toISOString(),
              }
            : null,
        }
      }),
      kiosks: kiosks.map((row) => {
        const { clockSkewMs: _, waits: __, ...shown } = showKiosk(row, now)
        return shown
      }),
      ringing: alarms.map(({ id, kind, at: since, number, branch }) => ({
        id,
        kind,
        at: since.toISOString(),
        box: number,
        branch,
      })),
      happened,
    }
  }
