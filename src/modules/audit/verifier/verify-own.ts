/** Checks the log of a bank against the bank's own database: the files as anybody gets them, what was appended, and the rows themselves. */
import { createHash } from 'node:crypto'
import type { Database } from '#platform/database'
import { createFiles } from '../served/files.ts'
import type { Fault } from './fault.ts'
import { matchRows, type RowReader, type SheafPlace } from './match-rows.ts'
import type { LogSource } from './source.ts'
import { type CheckedLog, type VerifyLogOptions, verifyLog } from './verify-log.ts'

interface Row {
  id: bigint
  kind: string
  first_ref: bigint | null
  last_ref: bigint | null
  commitments: Buffer
  content: string | null
  first_index: bigint | null
}

const bytes = 32
const rowsAtOnce = 1000

/** The files of a log as its paths answer them, without HTTP. */
const logOf = (db: Database): LogSource => {
  const answer = createFiles(db, () => new Date())
  return async (path) => {
    const { status, body } = await answer({ method: 'GET', url: `/${path}`, headers: {}, body: '', address: '' })
    return status === 200 && body !== undefined ? Buffer.from(body) : undefined
  }
}

const faultsOfSheaf = (row: Row, entries: Buffer): Fault[] => {
  const { commitments, content, first_index: first } = row
  const place = first === null ? undefined : Number(first)
  if (content !== null && !createHash('sha256').update(content).digest().equals(commitments))
    return [{ check: 'content', place, detail: `what stands beside the leaf is not what it commits to: ${content}` }]
  if (place === undefined || commitments.equals(entries.subarray(place * bytes, place * bytes + commitments.length)))
    return []
  const wrong = Array.from({ length: commitments.length / bytes }, (_, index) => index).find((index) => {
    const part = commitments.subarray(index * bytes, (index + 1) * bytes)
    return !part.equals(entries.subarray((place + index) * bytes, (place + index + 1) * bytes))
  })
  return [{ check: 'sheaf', place: place + (wrong ?? 0), detail: 'the tree has another leaf here than was appended' }]
}

const readSheaves = async (db: Database, entries: Buffer, faults: Fault[]): Promise<SheafPlace[]> => {
  const places: SheafPlace[] = []
  let next = 0
  const query = `select id, kind, first_ref, last_ref, commitments, content, first_index from audit.sheaf order by first_index nulls last, id`
  for await (const rows of db.stream<Row>(query, [], rowsAtOnce)) {
    for (const row of rows) {
      faults.push(...faultsOfSheaf(row, entries))
      const index = row.first_index === null ? null : Number(row.first_index)
      if (index !== null && index !== next)
        faults.push({
          check: 'sheaf',
          place: Math.min(index, next),
          detail: 'what was appended for this place is gone',
        })
      if (index !== null) next = index + row.commitments.length / bytes
      const { kind, first_ref: first, last_ref: last, commitments } = row
      if (first !== null && last !== null) places.push({ kind, first, last, index, commitments })
    }
  }
  if (next !== entries.length / bytes)
    faults.push({
      check: 'sheaf',
      place: Math.min(next, entries.length / bytes),
      detail: 'the tree has other leaves than were appended',
    })
  return places
}

/** Checks everything there is to check without anybody else's help. */
export const verifyOwn = async (
  db: Database,
  readers: readonly RowReader[],
  options: VerifyLogOptions = {},
): Promise<CheckedLog> => {
  const log = await verifyLog(logOf(db), options)
  const faults = [...log.faults]
  const sheaves = await readSheaves(db, log.entries, faults)
  for (const reader of readers) faults.push(...(await matchRows(reader, sheaves, log.entries)))
  return { ...log, faults }
}
