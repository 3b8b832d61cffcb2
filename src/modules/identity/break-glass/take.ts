/** Break-glass: a right that somebody takes alone for an hour, with an alarm, and that somebody else reviews. */

import type { Database, Query } from '#platform/database'
import type { Caller } from '#platform/http'
import { Refusal } from '#platform/refusal'
import { type Clock, hourMs } from '#platform/time'
import type { ApprovalKind } from '../approvals/kinds.ts'
import type { Signatures } from '../approvals/sign.ts'
import { everyPermission, neverTakenAlone, permissionsOfCustomers } from '../permissions.ts'
import type { Proof } from '../wire.ts'

export const takenMs = hourMs
const mostListed = 100

/** The kind under which a taken right is signed. */
export const breakGlass = 'break-glass'

export interface TakenRow {
  readonly id: string
  readonly person: string
  readonly permission: string
  readonly reason: string
  readonly at: Date
  readonly until: Date
  readonly ended_at: Date | null
  readonly reviewed_by: string | null
  readonly reviewed_at: Date | null
  readonly was_right: boolean | null
  readonly note: string
}

const columns = 'id, person, permission, reason, at, until, ended_at, reviewed_by, reviewed_at, was_right, note'

export interface Taking {
  readonly id: string
  readonly permission: string
  readonly reason: string
  readonly proof: Proof | undefined
}

interface Needs {
  readonly db: Database
  readonly clock: Clock
  readonly signatures: Signatures
  /** Drops what is remembered of callers. */
  readonly forget: () => void
}

/** What waits for nobody: one person signs it, so that nobody can say later that it was not them. */
export const breakGlassKind: ApprovalKind = {
  kind: breakGlass,
  may: 'glass:break',
  facts: async () => ({ content: {} }),
  waiting: async () => [],
}

/** Rights that can be taken, of those that staff can have. */
export const takeable = everyPermission.filter(
  (permission) => !neverTakenAlone.has(permission) && !permissionsOfCustomers.has(permission),
)

const assertTakeable = ({ permissions }: Caller, permission: string) => {
  if (!takeable.includes(permission))
    throw new Refusal('not-to-be-taken', 422, 'Nobody can take this right alone, not for an hour either.')
  if (permissions.has(permission)) throw new Refusal('nothing-to-change', 422, 'You may do this already.')
}

const find = async (db: Query, id: string): Promise<TakenRow | undefined> => {
  const [row] = await db.query<TakenRow>(`select ${columns} from identity.taken_right where id = $1`, [id])
  return row
}

/** Takes the right and rings the alarm, both or neither. Throws not-to-be-taken, nothing-to-change, id-taken and what signing throws. */
export const createTakeRight =
  ({ db, clock, signatures, forget }: Needs) =>
  async (caller: Caller, { id, permission, reason, proof }: Taking): Promise<TakenRow> => {
    const known = await find(db, id)
    if (known) {
      if (known.person === caller.id && known.permission === permission && known.reason === reason) return known
      throw new Refusal('id-taken', 409, 'Another right was taken under this id.')
    }
    assertTakeable(caller, permission)
    await signatures.sign(caller, { kind: breakGlass, subject: id, asked: { permission, reason }, proof })
    const row = await db.transaction(async (tx) => {
      const at = clock()
      const until = new Date(at.getTime() + takenMs)
      const [taken] = await tx.query<TakenRow>(
        `insert into identity.taken_right (id, person, permission, reason, at, until) values ($1, $2, $3, $4, $5, $6)
         on conflict do nothing returning ${columns}`,
        [id, caller.id, permission, reason, at, until],
      )
      if (!taken) throw new Refusal('id-taken', 409, 'Another right was taken under this id.')
      const data = { right: id, person: { id: caller.id, name: caller.name }, permission, reason, until }
      await tx.query(`insert into identity.alarm (at, kind, data) values ($1, 'right-taken', $2)`, [
        at,
        JSON.stringify(data),
      ])
      return taken
    })
    forget()
    return row
  }

const noSuchRight = () => new Refusal('no-such-right', 404, 'There is no such right that somebody took.')

/** Ends a taken right before its hour; by who took it, or by who may change roles. */
export const createEndRight =
  ({ db, clock, forget }: Needs) =>
  async (caller: Caller, id: string): Promise<TakenRow> => {
    const [row] = await db.query<TakenRow>(
      `update identity.taken_right set ended_at = coalesce(ended_at, least(until, $2))
        where id = $1 and (person = $3 or $4) returning ${columns}`,
      [id, clock(), caller.id, caller.permissions.has('roles:change')],
    )
    if (!row) throw noSuchRight()
    forget()
    return row
  }

export interface Review {
  readonly id: string
  readonly by: string
  readonly wasRight: boolean
  readonly note: string
}

/** Somebody else says afterward whether it was right. Throws no-such-right, second-person-needed, reviewed-already. */
export const createReviewRight =
  ({ db, clock }: Needs) =>
  async ({ id, by, wasRight, note }: Review): Promise<TakenRow> => {
    const known = await find(db, id)
    if (!known) throw noSuchRight()
    if (known.person === by)
      throw new Refusal('second-person-needed', 403, 'You took this right; somebody else has to review it.')
    const [row] = await db.query<TakenRow>(
      `update identity.taken_right set reviewed_by = $2, reviewed_at = $3, was_right = $4, note = $5
        where id = $1 and reviewed_by is null returning ${columns}`,
      [id, by, clock(), wasRight, note],
    )
    if (!row) throw new Refusal('reviewed-already', 409, 'Somebody has reviewed this already.')
    return row
  }

/** The last hundred, newest first. */
export const listTaken = (db: Query): Promise<TakenRow[]> =>
  db.query(`select ${columns} from identity.taken_right order by at desc, id desc limit ${mostListed}`)

/** What a person holds now. */
export const findHeld = (db: Query, person: string, now: Date): Promise<TakenRow[]> =>
  db.query(
    `select ${columns} from identity.taken_right where person = $1 and ended_at is null and until > $2 order by until`,
    [person, now],
  )
