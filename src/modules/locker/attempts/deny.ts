/** A door stays shut: the owners are sent the picture at once, and whoever stands there tries again or is refused. */
import type { Tx } from '#platform/database'
import { findBox, ownersOf } from '../boxes/rows.ts'
import { hashCode, type LockerNeeds, newId, sixDigits } from '../needs.ts'
import { keepPicture } from '../pictures/keep.ts'
import type { AttemptRow, BoxRow } from '../tables.ts'
import { tell, write } from '../tell.ts'
import type { Denial, Door, Fault, Way } from '../wire.ts'
import { endAttempt } from './end.ts'
import { noteStep } from './rows.ts'

export interface Shut {
  readonly door: Door
  readonly denial: Denial
  readonly way?: Way | null
  readonly faults?: readonly Fault[]
  readonly hints?: readonly string[]
  readonly distance?: number | null
  /** A JPEG of that moment; absent where the kiosk has no camera, or sent none. */
  readonly picture: Uint8Array | null
}

interface Incident {
  readonly kind: 'denied' | 'wrong-secret'
  readonly door: Door
  readonly denial: Denial
  readonly picture: string | null
}

/** One for each owner, each with a code of its own where it takes one; the link leads to the picture. */
export const tellOwners = async (
  needs: LockerNeeds,
  tx: Tx,
  attempt: AttemptRow,
  box: BoxRow,
  incident: Incident,
): Promise<void> => {
  const at = needs.clock()
  const takesCode = incident.kind === 'wrong-secret'
  const owners = await ownersOf(tx, attempt.box)
  for (const person of owners) {
    const [id, code] = [newId(needs), sixDigits(needs.randomBytes)]
    await tx.query(
      `insert into locker.incident (id, attempt, box, person, kind, door, denial, at, picture, code_hash)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        id,
        attempt.id,
        attempt.box,
        person,
        incident.kind,
        incident.door,
        incident.denial,
        at,
        incident.picture,
        takesCode ? hashCode(needs, id, code) : null,
      ],
    )
    const values = {
      box: box.number,
      branch: box.branch,
      link: `${needs.origin}/lockers?incident=${id}`,
      ...(takesCode ? { code } : {}),
    }
    await write(needs, tx, person, { kind: takesCode ? 'locked' : 'denied', at, values })
  }
  await tell(needs, tx, owners, { kind: takesCode ? 'locker-locked' : 'locker-denied', at })
}

/** Keeps the picture, tells the owners, ends the attempt. */
export const deny = (needs: LockerNeeds, attempt: AttemptRow, shut: Shut): Promise<void> =>
  needs.db.transaction(async (tx) => {
    const at = needs.clock()
    const picture = await keepPicture(needs, tx, { attempt, jpeg: shut.picture, isDenied: true })
    const { door, denial, way, faults, distance } = shut
    await tx.query('update locker.attempt set door = $2, faults = $3, hints = $4 where id = $1', [
      attempt.id,
      door,
      faults ?? [],
      shut.hints ?? [],
    ])
    await noteStep(tx, { attempt: attempt.id, at, door, outcome: 'denied', way, faults, distance, picture })
    // Whoever stops a visit while they are judged keeps nobody from being told.
    await endAttempt(tx, attempt, { state: 'refused', denial, at })
    await tellOwners(needs, tx, attempt, await findBox(tx, attempt.box), { kind: 'denied', door, denial, picture })
  })

/** The door stays shut and may be tried again; `isTold` is for what nobody does by mistake of the camera. */
export const sayAgain = (
  needs: LockerNeeds,
  attempt: AttemptRow,
  shut: Shut & {
    readonly isTold: boolean
    readonly challenge?: { motions: readonly string[]; at: Date; expiresAt: Date }
  },
): Promise<void> =>
  needs.db.transaction(async (tx) => {
    const at = needs.clock()
    const { door, denial, way, faults = [], hints = [], distance, challenge } = shut
    const picture = shut.isTold ? await keepPicture(needs, tx, { attempt, jpeg: shut.picture, isDenied: true }) : null
    await tx.query(
      `update locker.attempt set door = $2, faults = $3, hints = $4, motions = coalesce($5, motions),
              challenge_at = coalesce($6, challenge_at), challenge_expires_at = coalesce($7, challenge_expires_at)
        where id = $1 and nonce = $8 and state = 'under-way'`,
      [
        attempt.id,
        door,
        faults,
        hints,
        challenge?.motions ?? null,
        challenge?.at ?? null,
        challenge?.expiresAt ?? null,
        attempt.nonce,
      ],
    )
    await noteStep(tx, { attempt: attempt.id, at, door, outcome: 'again', way, faults, distance, picture })
    if (!shut.isTold) return
    await tellOwners(needs, tx, attempt, await findBox(tx, attempt.box), { kind: 'denied', door, denial, picture })
  })
