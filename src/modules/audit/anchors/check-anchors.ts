/** Holds a log against everything that is elsewhere: what the bank kept of it, and what the places themselves hold. */
import type { Database } from '#platform/database'
import type { Claim } from '../verifier/claims.ts'
import type { Fault } from '../verifier/fault.ts'
import { type Checkpoint, readCheckpoint, readNote } from '../wire/check-note.ts'
import type { AnchorPlace } from './place.ts'

interface AnchorRow {
  readonly place: string
  readonly size: bigint
  readonly note: string
  readonly evidence: Buffer
}

const parse = (text: string): Checkpoint | null => {
  const note = readNote(text)
  return note && readCheckpoint(note.body)
}

export interface CheckedAnchors {
  /** What the places hold, for the tree to be held against. */
  readonly claims: readonly Claim[]
  readonly faults: readonly Fault[]
}

/** Each row with its evidence; a place that is no longer configured is only held against the tree. */
const checkRow = async (row: AnchorRow, places: readonly AnchorPlace[]): Promise<{ claim?: Claim; fault?: Fault }> => {
  const checkpoint = parse(row.note)
  if (!checkpoint || checkpoint.size !== Number(row.size))
    return { fault: { check: 'anchor', detail: `what was put at ${row.place} is no checkpoint of ${row.size} leaves` } }
  const claim = { checkpoint, by: row.place }
  const place = places.find(({ name }) => name === row.place)
  const wrong = place && (await place.check({ checkpoint, note: row.note, evidence: row.evidence }))
  return wrong
    ? { claim, fault: { check: 'anchor', place: checkpoint.size - 1, detail: `${row.place}: ${wrong}` } }
    : { claim }
}

/** Throws where a place cannot be reached. */
export const checkAnchors = async (db: Database, places: readonly AnchorPlace[]): Promise<CheckedAnchors> => {
  const claims: Claim[] = []
  const faults: Fault[] = []
  const rows = await db.query<AnchorRow>('select place, size, note, evidence from audit.anchor order by size, place')
  for (const row of rows) {
    const { claim, fault } = await checkRow(row, places)
    if (claim) claims.push(claim)
    if (fault) faults.push(fault)
  }
  for (const place of places) for (const held of await place.held()) claims.push({ checkpoint: held, by: place.name })
  return { claims, faults }
}
