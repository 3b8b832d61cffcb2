/** A person's phone number: changed with the password, and others are told, for a thief who holds it gets the calls that were meant for its owner. */
import type { Database, Query } from '#platform/database'
import type { Caller } from '#platform/http'
import type { Clock } from '#platform/time'
import type { News } from './news.ts'
import { findOrigin } from './sessions/origin.ts'

export interface Phone {
  /** International (ITU-T E.164); null where there is none. */
  readonly number: string | null
  /** Null where none was ever set. */
  readonly setAt: Date | null
}

/** The number that holds. */
export const findPhone = async (db: Query, person: string): Promise<Phone> => {
  const [row] = await db.query<{ number: string | null; set_at: Date }>(
    'select number, set_at from identity.phone where person = $1 order by seq desc limit 1',
    [person],
  )
  return { number: row?.number ?? null, setAt: row?.set_at ?? null }
}

interface Needs {
  readonly db: Database
  readonly clock: Clock
  readonly verifyPassword: (person: string, password: string) => Promise<void>
  readonly news: News
}

const nowhere = { device: null, network: null }

/** The same number once more changes nothing, but asks for the password all the same. Throws wrong-credentials and too-many-attempts. */
export const createChangePhone =
  ({ db, clock, verifyPassword, news }: Needs) =>
  async ({ id, session }: Caller, given: { number: string | null; password: string }): Promise<Phone> => {
    await verifyPassword(id, given.password)
    const at = clock()
    const isChanged = await db.transaction(async (tx) => {
      await tx.query('select from identity.person where id = $1 for update', [id])
      if ((await findPhone(tx, id)).number === given.number) return false
      await tx.query('insert into identity.phone (person, number, set_at) values ($1, $2, $3)', [id, given.number, at])
      return true
    })
    if (isChanged) {
      const { device, network } = session === undefined ? nowhere : await findOrigin(db, session)
      await news.tell([{ person: id, change: 'phoneChanged', at, device, network }])
    }
    return findPhone(db, id)
  }
