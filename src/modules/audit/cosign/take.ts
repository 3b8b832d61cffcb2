/** Takes in what witnesses signed: they have seen that this checkpoint continues all those that they saw before. */
import type { Database } from '#platform/database'
import { Refusal } from '#platform/refusal'
import type { Clock } from '#platform/time'
import { nodePrimitives } from '../verifier/primitives.ts'
import { toBase64 } from '../wire/base64.ts'
import { keyIdOf, type Note, type NoteKey, readCheckpoint, readKey, readNote, signersOf } from '../wire/check-note.ts'
import { areEqual, joinBytes } from '../wire/check-proof.ts'

export interface CosigningNeeds {
  readonly db: Database
  readonly clock: Clock
  /** Keys of the witnesses that are listened to, as verifier keys. */
  readonly witnesses: readonly string[]
}

const notOurs = () => new Refusal('not-this-log', 409, 'This log never signed such a checkpoint.')
const noWitness = () =>
  new Refusal('no-such-witness', 403, 'The checkpoint is not signed by a witness that this bank knows.')

const lineOf = async (note: Note, key: NoteKey): Promise<string> => {
  const id = await keyIdOf(nodePrimitives, key)
  const found = note.signatures.find((each) => each.name === key.name && areEqual(each.id, id))
  if (!found) throw new Error('a signature that was checked is gone')
  return `— ${found.name} ${toBase64(joinBytes(found.id, found.signature))}\n`
}

const readWitnesses = async (texts: readonly string[]): Promise<ReadonlyMap<NoteKey, string>> => {
  const known = new Map<NoteKey, string>()
  for (const text of texts) {
    const key = await readKey(nodePrimitives, text)
    if (!key) throw new RangeError(`${text} is no key of a witness`)
    known.set(key, text)
  }
  return known
}

/** Whether the log signed this very body. */
const isSigned = async (db: Database, size: number, body: string): Promise<boolean> => {
  const [row] = await db.query<{ note: string }>('select note from audit.checkpoint where size = $1', [size])
  return row !== undefined && readNote(row.note)?.body === body
}

/** Answers how many cosignatures were new. Throws Refusal: not-this-log, no-such-witness. */
export const takeCosignatures = async ({ db, clock, witnesses }: CosigningNeeds, text: string): Promise<number> => {
  const note = readNote(text)
  const checkpoint = note && readCheckpoint(note.body)
  if (!checkpoint) throw notOurs()
  const known = await readWitnesses(witnesses)
  const signers = await signersOf(nodePrimitives, note, [...known.keys()])
  if (!signers || signers.length === 0) throw noWitness()
  if (!(await isSigned(db, checkpoint.size, note.body))) throw notOurs()
  let taken = 0
  for (const signer of signers) {
    const rows = await db.query(
      `insert into audit.cosignature (size, witness, at, line) values ($1, $2, $3, $4)
         on conflict (witness, size) do nothing returning size`,
      [checkpoint.size, known.get(signer), clock(), await lineOf(note, signer)],
    )
    taken += rows.length
  }
  return taken
}

/** The largest checkpoint that a witness signed, with all lines below it; undefined where none has. */
export const lastCosigned = async (db: Database): Promise<string | undefined> => {
  const [row] = await db.query<{ note: string; lines: string }>(
    `select c.note, (select string_agg(s.line, '' order by s.witness) from audit.cosignature s where s.size = c.size) as lines
       from audit.checkpoint c where c.size = (select max(size) from audit.cosignature)`,
  )
  return row && `${row.note}${row.lines}`
}
