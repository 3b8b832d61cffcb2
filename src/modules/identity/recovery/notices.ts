/** The notices on the way: at half of the time, and at its end. */
import type { Tx } from '#platform/database'
import type { MessageKind } from '../messages/words/index.ts'
import { noticeParameters, type RecoveryNeeds } from './needs.ts'
import { type RecoveryRow, recoveryColumns } from './row.ts'

const atOnce = 50

const isWaiting = `person is not null and opens_at is not null and closes_at > $1 and finished_at is null and cancelled_at is null`

const midwayStatement = `
  update identity.recovery set midway_told_at = $1 where id in (
    select id from identity.recovery
     where ${isWaiting} and midway_told_at is null and opens_at > $1 and waits_from + (opens_at - waits_from) / 2 <= $1
     order by id limit ${atOnce} for update skip locked)
  returning ${recoveryColumns}`

const openStatement = `
  update identity.recovery set open_told_at = $1 where id in (
    select id from identity.recovery
     where ${isWaiting} and open_told_at is null and opens_at <= $1
     order by id limit ${atOnce} for update skip locked)
  returning ${recoveryColumns}`

/** Tells whoever is due, each once, with the mark that it was told in the same transaction. */
export const createTellDue = (needs: RecoveryNeeds) => {
  const tellAll = async (tx: Tx, statement: string, kind: MessageKind): Promise<number> => {
    const rows = await tx.query<RecoveryRow>(statement, [needs.clock()])
    for (const row of rows)
      if (row.person !== null)
        await needs.tell(tx, { person: row.person, kind, parameters: noticeParameters(needs, row, row.language) })
    return rows.length
  }
  return async (): Promise<number> => {
    const midway = await needs.db.transaction((tx) => tellAll(tx, midwayStatement, 'recovery-midway'))
    return midway + (await needs.db.transaction((tx) => tellAll(tx, openStatement, 'recovery-open')))
  }
}
