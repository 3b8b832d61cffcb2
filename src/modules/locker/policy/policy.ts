/** What the locker judges by: the last policy that staff set, or the one that comes with the code. */
import type { Query } from '#platform/database'
import { type LockerPolicy, lockerPolicy } from '../wire.ts'

/** Thresholds as measured in docs/decisions/0048; times and tries as banks have them. */
export const usualPolicy: LockerPolicy = {
  ownerUpTo: 0.55,
  unsureUpTo: 0.62,
  motions: 2,
  // Three motions, spoken, take a person some 16 seconds; the rest is for reading what is asked.
  challengeSeconds: 40,
  personTries: 4,
  codeTries: 3,
  freshSeconds: 180,
  attemptSeconds: 420,
  doorOpenSeconds: 600,
  keepPicturesDays: 90,
  keepDeniedDays: 365,
  mayQueueOffline: true,
  mayOpenOffline: false,
  offlineMinutes: 60,
  asksForPasskeyToo: false,
}

export interface PolicyRow {
  readonly seq: bigint
  readonly policy: LockerPolicy
  readonly reason: string
  readonly set_by: string
  readonly granted_by: string | null
  readonly set_at: Date
}

export const lastRow = async (db: Query): Promise<PolicyRow | undefined> => {
  const [row] = await db.query<PolicyRow>(
    'select seq, policy, reason, set_by, granted_by, set_at from locker.policy order by seq desc limit 1',
  )
  return row
}

/** A row of before knows less than the code: what it lacks is as usual. One that is out of its limits is as if it were not there. */
export const readPolicy = async (db: Query): Promise<LockerPolicy> => {
  const row = await lastRow(db)
  const read = lockerPolicy.safeParse({ ...usualPolicy, ...row?.policy })
  return read.success ? read.data : usualPolicy
}
