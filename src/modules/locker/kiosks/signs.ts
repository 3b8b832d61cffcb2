/** What kiosks say of themselves every ten seconds; what is wrong rings, once for as long as it lasts. */
import { secondMs } from '#platform/time'
import { endLasting, ringLasting } from '../alarms/ring.ts'
import type { LockerNeeds } from '../needs.ts'
import type { AlarmKind } from '../wire.ts'
import { findKiosk } from './kiosks.ts'

export interface Signs {
  readonly at: Date
  readonly power: 'mains' | 'battery' | 'unknown'
  readonly camera: 'ok' | 'covered' | 'missing' | 'unknown'
  readonly waits: number
}

/** A clock that is further off was changed; a message takes less long. */
const mostSkewMs = 30 * secondMs

export const createTakeSigns =
  (needs: LockerNeeds) =>
  (kiosk: string, signs: Signs): Promise<{ now: string; lasts: string[] }> =>
    needs.db.transaction(async (tx) => {
      const now = needs.clock()
      const row = await findKiosk(tx, kiosk)
      const skewMs = signs.at.getTime() - now.getTime()
      await tx.query(
        `update locker.kiosk set heard_at = $2, power = $3, camera = $4, clock_skew_ms = $5, waits = $6 where id = $1`,
        [kiosk, now, signs.power, signs.camera, skewMs, signs.waits],
      )
      const wrong: readonly (readonly [AlarmKind, boolean])[] = [
        ['power-lost', signs.power === 'battery'],
        ['camera-covered', signs.camera === 'covered' || signs.camera === 'missing'],
        ['clock-changed', Math.abs(skewMs) > mostSkewMs],
        ['kiosk-silent', false],
      ]
      const lasts: string[] = []
      for (const [kind, isWrong] of wrong) {
        const about = { kind, branch: row.branch, kiosk, at: now }
        if (isWrong) await ringLasting(needs, tx, about)
        else await endLasting(tx, about)
        if (isWrong) lasts.push(kind)
      }
      return { now: now.toISOString(), lasts }
    })
