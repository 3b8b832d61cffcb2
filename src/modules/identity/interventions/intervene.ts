/** Staff lock a customer's ways in at once, let them in again, or sign them out everywhere. The customer is told. */
import type { Database, Query, Tx } from '#platform/database'
import { type RandomBytes, uuidv7 } from '#platform/id'
import { Refusal } from '#platform/refusal'
import type { Sealing } from '#platform/sealing'
import type { Clock } from '#platform/time'
import type { Opening } from '../altered.ts'
import type { Tell } from '../messages/tell.ts'
import type { MessageKind } from '../messages/words/index.ts'
import { interventionReason } from '../sealed-fields.ts'
import { endSessionsOf } from '../sessions/session.ts'
import type { Intervention } from '../wire.ts'

export interface InterventionNeeds {
  readonly db: Database
  readonly sealing: Sealing
  readonly clock: Clock
  readonly random: RandomBytes
  readonly tell: Tell
}

export interface Intervening {
  readonly person: string
  readonly reason: string
  readonly by: string
}

type What = Intervention['what']

const noSuchCustomer = () => new Refusal('no-such-customer', 404, 'There is no such customer.')

/** Under the lock of the customer's row, or two of the staff would each see the state before the other's deed. */
const holdCustomer = async (tx: Tx, person: string): Promise<void> => {
  const found = await tx.query("select from identity.person where id = $1 and kind = 'customer' for update", [person])
  if (found.length === 0) throw noSuchCustomer()
}

export const isLocked = async (db: Query, person: string): Promise<boolean> => {
  const [last] = await db.query<{ is_locked: boolean }>(
    'select is_locked from identity.person_lock where person = $1 order by seq desc limit 1',
    [person],
  )
  return last?.is_locked ?? false
}

/** What the customer reads; not why, for that may be a suspicion. */
const notices: Readonly<Record<What, MessageKind>> = {
  locked: 'access-locked',
  'let-in': 'access-given',
  'signed-out': 'signed-out-by-bank',
}

const write = async ({ sealing, random, tell }: InterventionNeeds, tx: Tx, what: What, deed: Intervening, at: Date) => {
  const id = uuidv7(at.getTime(), random(10))
  const reason = await sealing.seal(interventionReason, id, deed.reason)
  await tx.query(
    `insert into identity.intervention (id, person, what, reason_sealed, by_person, at) values ($1, $2, $3, $4, $5, $6)`,
    [id, deed.person, what, reason, deed.by, at],
  )
  await tell(tx, { person: deed.person, kind: notices[what] })
  return id
}

/** One that is locked already, or let in, stays as it is and is not told again. Throws 'no-such-customer' (404). */
export const createLockCustomer =
  (needs: InterventionNeeds) =>
  (deed: Intervening, locks: boolean): Promise<void> =>
    needs.db.transaction(async (tx) => {
      await holdCustomer(tx, deed.person)
      if ((await isLocked(tx, deed.person)) === locks) return
      const at = needs.clock()
      const id = await write(needs, tx, locks ? 'locked' : 'let-in', deed, at)
      await tx.query(
        'insert into identity.person_lock (person, is_locked, reason, by_person, at) values ($1, $2, $3, $4, $5)',
        [deed.person, locks, `intervention ${id}`, deed.by, at],
      )
      if (locks) await endSessionsOf(tx, deed.person, at)
    })

/** Every session ends, and with it every sign-in that is half done. Throws 'no-such-customer' (404). */
export const createSignOutCustomer = (needs: InterventionNeeds) => (deed: Intervening) =>
  needs.db.transaction(async (tx) => {
    await holdCustomer(tx, deed.person)
    const at = needs.clock()
    await write(needs, tx, 'signed-out', deed, at)
    await endSessionsOf(tx, deed.person, at)
    await tx.query('delete from identity.half_session where person = $1', [deed.person])
  })

interface Row {
  readonly id: string
  readonly what: What
  readonly reason_sealed: Uint8Array
  readonly by_person: string
  readonly name: string
  readonly at: Date
}

const mostShown = 50

/** What was done to a customer's ways in, newest first. */
export const findInterventions = async (db: Query, sealing: Opening, person: string): Promise<Intervention[]> => {
  const rows = await db.query<Row>(
    `select intervention.id, what, reason_sealed, by_person, name, at from identity.intervention
       join identity.person on person.id = by_person where person = $1 order by seq desc limit ${mostShown}`,
    [person],
  )
  return Promise.all(
    rows.map(async (row) => ({
      what: row.what,
      reason: await sealing.open(interventionReason, row.id, row.reason_sealed),
      by: { id: row.by_person, name: row.name },
      at: row.at.toISOString(),
    })),
  )
}
