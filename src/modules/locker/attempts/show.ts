/** An attempt as the kiosk is told of it. */

import { mostFrames } from '#perception/eyes'
import { personLimits } from '#perception/judge-frames'
import type { Query } from '#platform/database'
import { secondMs } from '#platform/time'
import { facesOf, holdersInForce } from '../boxes/rows.ts'
import type { LockerNeeds } from '../needs.ts'
import { readPolicy } from '../policy/policy.ts'
import type { AttemptRow, BoxRow } from '../tables.ts'
import type { AttemptView, Door, LockerPolicy, Way } from '../wire.ts'

export const doorsInOrder: readonly Door[] = ['person', 'owner', 'secret', 'code', 'opening']

const isUnderWay = ({ state }: AttemptRow) => state === 'under-way'

/** When each door was opened; the last one by the lock. */
const passedAt = (row: AttemptRow): Readonly<Record<Door, Date | null>> => ({
  person: row.person_at,
  owner: row.owner_at,
  secret: row.secret_at,
  code: row.code_at,
  opening: row.opened_at,
})

export const freshUntil = (passed: Date, { freshSeconds }: LockerPolicy): Date =>
  new Date(passed.getTime() + freshSeconds * secondMs)

const showDoors = (row: AttemptRow, policy: LockerPolicy): AttemptView['doors'] => {
  const passed = passedAt(row)
  return doorsInOrder.map((door) => {
    const at = passed[door]
    const isHere = door === row.door
    const state = at
      ? 'open'
      : isHere && row.state === 'refused'
        ? 'refused'
        : isHere && isUnderWay(row)
          ? 'now'
          : 'shut'
    const isFace = door === 'person' || door === 'owner'
    return {
      door,
      state,
      by: at && isFace ? row.way : null,
      openedAt: at?.toISOString() ?? null,
      freshUntil: at && door !== 'opening' ? freshUntil(at, policy).toISOString() : null,
    }
  })
}

const mostTries = (door: Door, { personTries, codeTries }: LockerPolicy): number =>
  door === 'person' || door === 'owner' ? personTries : door === 'code' ? codeTries : 3

const triesLeft = (row: AttemptRow, box: BoxRow, policy: LockerPolicy): number | null => {
  if (!isUnderWay(row) || row.door === 'opening') return null
  return Math.max(0, mostTries(row.door, policy) - (row.door === 'secret' ? box.wrong_secrets : row.tries))
}

/** What opens the first two doors: a face where it can be seen and one is kept, and the passkey always. */
export const waysOf = async (
  { clock, canSee }: Pick<LockerNeeds, 'clock' | 'canSee'>,
  db: Query,
  row: Pick<AttemptRow, 'box' | 'person_at' | 'way'>,
): Promise<Way[]> => {
  // A face that was recognized while the policy asks for the passkey besides.
  if (row.way === 'face' || !canSee()) return ['passkey']
  const holders = await holdersInForce(db, row.box, clock())
  const faces = await facesOf(
    db,
    holders.map(({ person }) => person),
  )
  return faces.size > 0 ? ['face', 'passkey'] : ['passkey']
}

const showChallenge = (row: AttemptRow): AttemptView['challenge'] =>
  row.motions && row.challenge_at && row.challenge_expires_at
    ? {
        motions: [...row.motions],
        issuedAt: row.challenge_at.toISOString(),
        expiresAt: row.challenge_expires_at.toISOString(),
        leastFrames: personLimits.leastFrames,
        mostFrames,
      }
    : null

type Needs = Pick<LockerNeeds, 'db' | 'clock' | 'canSee'>

const boxOf = async (db: Query, id: string): Promise<BoxRow> => {
  const [box] = await db.query<BoxRow>('select number, lock, wrong_secrets from locker.box where id = $1', [id])
  return box
}

export const createShow =
  (needs: Needs) =>
  async (row: AttemptRow): Promise<AttemptView> => {
    const [policy, box] = [await readPolicy(needs.db), await boxOf(needs.db, row.box)]
    const isFirst = isUnderWay(row) && (row.door === 'person' || row.door === 'owner')
    const isAtLock = row.state === 'opening' || row.state === 'open' || row.state === 'closed'
    return {
      id: row.id,
      box: box.number,
      state: row.state,
      door: isUnderWay(row) || row.state === 'opening' ? row.door : null,
      doors: showDoors(row, policy),
      ways: isFirst ? await waysOf(needs, needs.db, row) : [],
      nonce: isUnderWay(row) ? Buffer.from(row.nonce).toString('base64url') : null,
      challenge: showChallenge(row),
      faults: row.faults,
      hints: row.hints as AttemptView['hints'],
      triesLeft: triesLeft(row, box, policy),
      code:
        row.code_to && row.code_expires_at
          ? { sentTo: row.code_to, expiresAt: row.code_expires_at.toISOString() }
          : null,
      lock: isAtLock ? box.lock : null,
      denial: row.denial,
      expiresAt: row.expires_at.toISOString(),
    }
  }
