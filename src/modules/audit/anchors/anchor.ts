/** Puts the last checkpoint at every place that is due, and keeps what the place answered. */
import type { Database } from '#platform/database'
import { type Clock, hourMs } from '#platform/time'
import type { CheckpointRow } from '../tables.ts'
import { readCheckpoint, readNote } from '../wire/check-note.ts'
import type { AnchorPlace } from './place.ts'

/** One server at a time; the number is "anch" in ASCII. */
const anchorLock = 0x616e6368

const lastCheckpoint = async (db: Database) => {
  const [row] = await db.query<Pick<CheckpointRow, 'note'>>(
    'select note from audit.checkpoint where size > 0 order by size desc limit 1',
  )
  const note = row && readNote(row.note)
  const checkpoint = note && readCheckpoint(note.body)
  return row && checkpoint ? { checkpoint, note: row.note } : null
}

export interface AnchoringNeeds {
  readonly db: Database
  readonly clock: Clock
  readonly places: readonly AnchorPlace[]
  readonly hours: number
}

/** Whether a place got something since so long ago, or holds the last tree already. */
const isDue = async (db: Database, place: string, size: number, since: Date): Promise<boolean> => {
  const [row] = await db.query<{ is_due: boolean }>(
    'select not exists (select from audit.anchor where place = $1 and (at > $2 or size >= $3)) as is_due',
    [place, since, size],
  )
  return row.is_due
}

const isFree = async (db: Database, work: () => Promise<number>): Promise<number> =>
  db.transaction(async (tx) => {
    const [{ is_mine }] = await tx.query<{ is_mine: boolean }>(
      `select pg_try_advisory_xact_lock(${anchorLock}) as is_mine`,
    )
    return is_mine ? work() : 0
  })

/** Answers at how many places the last checkpoint was put. A place that fails does not keep the others from theirs; its error is thrown last. */
export const anchorWhenDue = ({ db, clock, places, hours }: AnchoringNeeds): Promise<number> =>
  isFree(db, async () => {
    const head = await lastCheckpoint(db)
    if (!head) return 0
    const { size } = head.checkpoint
    const errors: unknown[] = []
    let taken = 0
    for (const place of places) {
      if (!(await isDue(db, place.name, size, new Date(clock().getTime() - hours * hourMs)))) continue
      try {
        const evidence = await place.put(head.checkpoint, head.note)
        await db.query('insert into audit.anchor (place, size, at, note, evidence) values ($1, $2, $3, $4, $5)', [
          place.name,
          size,
          clock(),
          head.note,
          evidence,
        ])
        taken++
      } catch (error) {
        // Whatever keeps a place from taking it is told once the others have had their turn; the next hour tries again.
        errors.push(error)
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, 'a checkpoint could not be put elsewhere')
    return taken
  })
