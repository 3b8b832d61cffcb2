/** The checkpoints that a log keeps: each can be read, has more leaves than the one before it, and is signed by the keys that held then. */
import { z } from 'zod'
import { type Checkpoint, type Note, readCheckpoint, readNote, signersOf } from '../wire/check-note.ts'
import type { Fault } from './fault.ts'
import type { KnownKeys } from './key-chain.ts'
import { nodePrimitives } from './primitives.ts'
import type { LogSource } from './source.ts'

/** A checkpoint as it was signed. */
export interface SignedCheckpoint extends Checkpoint {
  readonly note: Note
}

/** Takes a checkpoint apart; null where it is none. */
export const parseCheckpoint = (text: string): SignedCheckpoint | null => {
  const note = readNote(text)
  const checkpoint = note && readCheckpoint(note.body)
  return note && checkpoint ? { ...checkpoint, note } : null
}

const notesFile = z.array(z.string())

/**
 * Every checkpoint that the log keeps, by its size. A folder answers with all of them however many are known by then, so those are passed
 * over; whoever answers with nothing new has no more.
 */
export const readCheckpoints = async (source: LogSource, found: Fault[]): Promise<SignedCheckpoint[]> => {
  const all: SignedCheckpoint[] = []
  for (;;) {
    const after = all.at(-1)?.size ?? 0
    const file = await source(`checkpoints?after=${after}`)
    const read = (file ? notesFile.parse(JSON.parse(file.toString())) : []).map(parseCheckpoint)
    const more = read.filter((each) => each !== null && each.size > after)
    if (read.some((each) => each === null)) {
      found.push({ check: 'shape', place: after, detail: `a checkpoint of more than ${after} leaves cannot be read` })
      return all
    }
    for (const each of more) if (each && each.size > (all.at(-1)?.size ?? 0)) all.push(each)
    if (more.length === 0) return all
  }
}

/**
 * Whose signatures a checkpoint needs: those of the keys that were announced last below it. The first checkpoint over an announcement is
 * signed by the keys that made it; `before` is the size of the checkpoint before this one.
 */
const keysFor = (keys: readonly KnownKeys[], size: number, before: number): readonly KnownKeys[] => {
  const now = keys.findLastIndex(({ since }) => since < size)
  if (now < 1 || keys[now].since < before) return keys.slice(Math.max(now, 0), now + 1)
  return [keys[now - 1], keys[now]]
}

const isSignedBy = async (note: Note, wanted: readonly KnownKeys[]): Promise<boolean> => {
  for (const { keys } of wanted) {
    const signers = await signersOf(nodePrimitives, note, keys)
    if (signers?.length === keys.length) return true
  }
  return false
}

/** Holds each checkpoint against the keys of its time: one that was retired signs nothing any more, whoever has found it. */
export const checkSignatures = async (
  checkpoints: readonly SignedCheckpoint[],
  keys: readonly KnownKeys[],
): Promise<Fault[]> => {
  for (const [index, { size, note }] of checkpoints.entries()) {
    const before = checkpoints.slice(0, index).findLast((each) => each.size < size)?.size ?? 0
    if (await isSignedBy(note, keysFor(keys, size, before))) continue
    const detail = `the checkpoint of ${size} leaves is not signed by the keys of this log that held then`
    return [{ check: 'signature', place: Math.max(size - 1, 0), detail }]
  }
  return []
}
