/** A sealed value that does not open any more: somebody altered its row in the database. What stands beside it is shown, and administrators are told. */
import type { Database } from '#platform/database'
import { type SealedField, type Sealing, Unsealable } from '#platform/sealing'
import type { Clock } from '#platform/time'

/** Opens sealed values; null where one does not open. */
export interface Opening {
  open(field: SealedField, row: string, sealed: Uint8Array): Promise<string | null>
}

interface Needs {
  readonly db: Database
  readonly clock: Clock
  readonly sealing: Sealing
}

const raiseStatement = `
  insert into identity.alarm (at, kind, data) values ($1, 'altered', jsonb_build_object('field', $2::text, 'row', $3::text))
  on conflict do nothing`

export type Raise = (field: SealedField, row: string) => Promise<void>

/** Tells administrators of a row once, however often it is looked at. */
export const createRaise =
  ({ db, clock }: Pick<Needs, 'db' | 'clock'>): Raise =>
  async ({ table, column }: SealedField, row: string): Promise<void> => {
    await db.query(raiseStatement, [clock(), `${table}.${column}`, row])
  }

/** For lists of staff: one row that was altered must not hide all others. */
export const createOpening = ({ db, clock, sealing }: Needs): Opening => {
  const raise = createRaise({ db, clock })
  return {
    open: async (field, row, sealed) => {
      try {
        return await sealing.open(field, row, sealed)
      } catch (error) {
        if (!(error instanceof Unsealable)) throw error
        await raise(field, row)
        return null
      }
    },
  }
}
