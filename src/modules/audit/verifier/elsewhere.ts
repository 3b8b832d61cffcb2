/** What a log itself says of who else holds it: the last checkpoint that witnesses signed, and time stamps. */
import type { X509Certificate } from 'node:crypto'
import { z } from 'zod'
import { readCheckpoint, readKey, readNote, signersOf } from '../wire/check-note.ts'
import type { Claim } from './claims.ts'
import type { Fault } from './fault.ts'
import { nodePrimitives } from './primitives.ts'
import type { LogSource } from './source.ts'
import { checkStamp } from './time-stamp.ts'

const anchorsFile = z.array(z.object({ place: z.string(), note: z.string(), evidence: z.string() }))

export interface ElsewhereOptions {
  /** Keys of witnesses, each of whom must have signed. */
  readonly witnesses?: readonly string[]
  /** Those whose time stamp servers are believed. */
  readonly stampAuthorities?: readonly X509Certificate[]
}

export interface Elsewhere {
  readonly claims: readonly Claim[]
  readonly faults: readonly Fault[]
}

const parse = (text: string) => {
  const note = readNote(text)
  const checkpoint = note && readCheckpoint(note.body)
  return note && checkpoint ? { note, checkpoint } : null
}

const checkWitnesses = async (source: LogSource, wanted: readonly string[]): Promise<Elsewhere> => {
  const text = (await source('cosigned'))?.toString()
  const signed = text === undefined ? null : parse(text)
  const faults: Fault[] = []
  for (const witness of wanted) {
    const key = await readKey(nodePrimitives, witness)
    const name = key?.name ?? witness
    const signers = key && signed && (await signersOf(nodePrimitives, signed.note, [key]))
    if (signers?.length !== 1)
      faults.push({ check: 'witness', detail: `no checkpoint is signed by the witness ${name}` })
  }
  return { claims: signed ? [{ checkpoint: signed.checkpoint, by: 'what witnesses signed' }] : [], faults }
}

const checkStamps = async (
  source: LogSource,
  authorities: ElsewhereOptions['stampAuthorities'],
): Promise<Elsewhere> => {
  const file = await source('anchors')
  const claims: Claim[] = []
  const faults: Fault[] = []
  for (const { place, note, evidence } of file ? anchorsFile.parse(JSON.parse(file.toString())) : []) {
    const checkpoint = parse(note)?.checkpoint
    if (!checkpoint) {
      faults.push({ check: 'anchor', detail: `what was put at ${place} is no checkpoint` })
      continue
    }
    claims.push({ checkpoint, by: place })
    if (!place.startsWith('stamp:')) continue
    const response = Buffer.from(evidence, 'base64')
    const stamp = checkStamp({ response, data: Buffer.from(note), authorities })
    if ('fault' in stamp)
      faults.push({ check: 'anchor', place: checkpoint.size - 1, detail: `${place}: ${stamp.fault}` })
  }
  return { claims, faults }
}

/** Reads both files; a log that has neither claims nothing. */
export const readElsewhere = async (
  source: LogSource,
  { witnesses = [], stampAuthorities }: ElsewhereOptions,
): Promise<Elsewhere> => {
  const [signed, stamped] = [await checkWitnesses(source, witnesses), await checkStamps(source, stampAuthorities)]
  return { claims: [...signed.claims, ...stamped.claims], faults: [...signed.faults, ...stamped.faults] }
}
