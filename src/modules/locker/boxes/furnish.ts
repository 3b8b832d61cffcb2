/** A hall as the demo's seed makes it: boxes, a kiosk that waits for its key, and an owner who has consented and set a secret. */
import { createHash } from 'node:crypto'
import type { Tx } from '#platform/database'
import { secondMs } from '#platform/time'
import { noteStep } from '../attempts/rows.ts'
import { hashSecret } from '../mine/secrets.ts'
import type { LockerNeeds } from '../needs.ts'

export interface Furnished {
  readonly branch: string
  readonly kiosk: { readonly id: string; readonly name: string }
  readonly boxes: readonly { readonly id: string; readonly number: string }[]
  /** Of the first box. */
  readonly owner: { readonly id: string; readonly person: string; readonly secret: string }
  /** A visit of the owner by passkey that is over, and an alarm that somebody has ended. */
  readonly visit: { readonly id: string; readonly opening: string; readonly at: Date }
  readonly alarm: { readonly id: string; readonly at: Date; readonly note: string }
  readonly by: string
  readonly at: Date
}

const after = (at: Date, seconds: number): Date => new Date(at.getTime() + seconds * secondMs)

/** Through the doors, to the lock and away again, as it would have been written step by step. */
const writeVisit = async (tx: Tx, { visit, owner, boxes, kiosk }: Furnished): Promise<void> => {
  const { id, at } = visit
  const made = await tx.query(
    `insert into locker.attempt (id, box, kiosk, language, state, door, nonce, way, holder, person_at, owner_at, secret_at, code_at,
            began_at, expires_at, opened_at, closed_at, ended_at)
     values ($1, $2, $3, 'en', 'closed', 'opening', $12, 'passkey', $4, $6, $6, $7, $8, $5, $11, $9, $10, $10)
     on conflict do nothing returning id`,
    [
      id,
      boxes[0].id,
      kiosk.id,
      owner.id,
      ...[0, 20, 45, 80, 90, 400, 420].map((seconds) => after(at, seconds)),
      createHash('sha256').update(id).digest(),
    ],
  )
  if (made.length === 0) return
  await tx.query(
    `insert into locker.opening (id, attempt, box, asked_at, until, outcome, settled_at) values ($1, $2, $3, $4, $5, 'unlocked', $4)`,
    [visit.opening, id, boxes[0].id, after(at, 90), after(at, 95)],
  )
  const steps = [
    ['person', 20],
    ['owner', 20],
    ['secret', 45],
    ['code', 80],
    ['opening', 90],
  ] as const
  for (const [door, seconds] of steps)
    await noteStep(tx, { attempt: id, at: after(at, seconds), door, outcome: 'opened', way: 'passkey' })
}

const writeAlarm = async (tx: Tx, { alarm, branch, kiosk, by }: Furnished): Promise<void> => {
  const { id, at, note } = alarm
  await tx.query(
    `insert into locker.alarm (id, kind, branch, kiosk, at, lasts, ended_at, taken_by, taken_at, over_at, note)
     values ($1, 'power-lost', $2, $3, $4, true, $5, $6, $5, $7, $8) on conflict do nothing`,
    [id, branch, kiosk.id, at, after(at, 240), by, after(at, 900), note],
  )
}

/** Whatever is there already is left as it is. */
export const createFurnish =
  (needs: Pick<LockerNeeds, 'db' | 'secret'>) =>
  async (hall: Furnished): Promise<void> => {
    const { branch, kiosk, boxes, owner, by, at } = hall
    const secret = await hashSecret(needs, owner.secret)
    await needs.db.transaction(async (tx) => {
      await tx.query(
        `insert into locker.kiosk (id, name, branch, set_up_by, set_up_at) values ($1, $2, $3, $4, $5) on conflict do nothing`,
        [kiosk.id, kiosk.name, branch, by, at],
      )
      await tx.query(
        `insert into locker.box (id, number, branch, drive, lock, lock_since, set_up_by, set_up_at)
         select id, number, $3, '{"kind":"simulated"}', 'locked', $5, $4, $5 from unnest($1::uuid[], $2::text[]) as given (id, number)
         on conflict do nothing`,
        [boxes.map(({ id }) => id), boxes.map(({ number }) => number), branch, by, at],
      )
      await tx.query(
        `insert into locker.holder (id, box, person, role, entered_by, entered_at, consented_by, consented_at, secret, secret_at)
         values ($1, $2, $3, 'owner', $4, $5, $3, $5, $6, $5) on conflict do nothing`,
        [owner.id, boxes[0].id, owner.person, by, at, secret],
      )
      await writeVisit(tx, hall)
      await writeAlarm(tx, hall)
    })
  }
