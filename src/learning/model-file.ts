import { createHash } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import type { Calibration } from './calibration.ts'
import { isModelKind, type Model, scorerOf } from './models.ts'
import { packArrays, unpackArrays } from './packed-arrays.ts'
import type { Table } from './table.ts'
import { checkTrees, type Trees } from './trees.ts'

/** Where a model comes from and how good it was found to be. */
export type ModelCard = {
  readonly name: string
  /** When it was trained, ISO 8601 in UTC. */
  readonly trainedAt: string
  /** The time that the training rows are from, ISO 8601 in UTC, the end not included. */
  readonly trainingWindow: { readonly from: string; readonly to: string }
  /** What `fingerprintOf` gives for the training rows. */
  readonly dataFingerprint: string
  readonly rows: number
  readonly positives: number
  /** Measured on rows that are later than the training window. */
  readonly metrics: Readonly<Record<string, number>>
  readonly notes?: string
}

/** A model with all that it needs to serve and to be judged. */
export type ModelFile = {
  readonly card: ModelCard
  readonly model: Model
  readonly calibration?: Calibration
  /** Scores above which something is done, by name. */
  readonly thresholds?: Readonly<Record<string, number>>
}

/** A model file that cannot be used; the message says why in a sentence. */
export class ModelFileError extends Error {
  override readonly name = 'ModelFileError'
}

const FORMAT = 'learned-model'
const VERSION = 2
/** What version 1 was called, which held boosted trees only. */
const FIRST_FORMAT = 'boosted-trees-model'

/** The text of a model file: JSON, numbers of arrays in base64 so that they come back bit by bit, and a SHA-256 checksum. */
export function encodeModel(file: ModelFile): string {
  const body = packArrays(file)
  return `${JSON.stringify({ format: FORMAT, version: VERSION, checksum: checksumOf(body), body }, null, 1)}\n`
}

/** Reads what `encodeModel` wrote. Throws a ModelFileError if it is damaged, newer than this code, or something else. */
export function decodeModel(text: string): ModelFile {
  const envelope = parseEnvelope(text)
  if (envelope.format !== FORMAT && envelope.format !== FIRST_FORMAT)
    throw new ModelFileError('This is not a model file.')
  if (typeof envelope.version !== 'number' || envelope.version < 1) {
    throw new ModelFileError('The model file does not say which version of the format it has.')
  }
  if (envelope.version > VERSION) {
    throw new ModelFileError(
      `The model file has version ${envelope.version}; this program reads versions up to ${VERSION}.`,
    )
  }
  if (checksumOf(envelope.body) !== envelope.checksum) {
    throw new ModelFileError('The model file is damaged: its checksum does not fit its content.')
  }
  return checkFile(unpackArrays(envelope.body) as ModelFile)
}

/** Writes a model file. A reader sees the old file or the new one, never half of it. */
export async function writeModel(path: string, file: ModelFile): Promise<void> {
  const unfinished = `${path}.unfinished`
  await writeFile(unfinished, encodeModel(file))
  await rename(unfinished, path)
}

/** Reads a model file. Throws a ModelFileError if it cannot be used, and the file system's own error if it is not there. */
export async function readModel(path: string): Promise<ModelFile> {
  return decodeModel(await readFile(path, 'utf8'))
}

/** SHA-256 of a table's names, values and labels, in hex: the same rows in another order are other data. */
export function fingerprintOf(table: Table, labels: Uint8Array): string {
  const { buffer, byteOffset, byteLength } = table.values
  return createHash('sha256')
    .update(JSON.stringify(table.names))
    .update(new Uint8Array(buffer, byteOffset, byteLength))
    .update(labels)
    .digest('hex')
}

function checksumOf(body: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(body) ?? '')
    .digest('hex')
}

function parseEnvelope(text: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed === 'object' && parsed !== null) return parsed as Record<string, unknown>
  } catch (error) {
    // Only the sentence is ours to give; what JSON.parse found goes along as its cause.
    throw new ModelFileError('The model file is damaged: it is not JSON.', { cause: error })
  }
  throw new ModelFileError('This is not a model file.')
}

/** The checksum only says that nothing changed since; this says that a model was written in the first place. */
function checkFile(file: ModelFile): ModelFile {
  try {
    if (!isModelKind(file.model.kind)) throw new RangeError(`It holds a model of kind ${file.model.kind}.`)
    checkParts(file.model, file.model.columns.length)
    checkScores(file.model)
    if (typeof file.card.name !== 'string') throw new RangeError('Its card has no name.')
  } catch (error) {
    // Whatever is missing or of another type, the file is unusable for the same reason.
    const reason = error instanceof RangeError ? error.message : 'Parts of it are missing.'
    throw new ModelFileError(`The model file holds no usable model. ${reason}`, { cause: error })
  }
  return file
}

/** Checks all trees, those of the models within a model too, against the columns that they ask about. */
function checkParts(part: unknown, columns: number): void {
  if (typeof part !== 'object' || part === null || ArrayBuffer.isView(part)) return
  if ('roots' in part) checkTrees(part as Trees, columns)
  const own = 'columns' in part && Array.isArray(part.columns) ? part.columns.length : columns
  for (const inner of Object.values(part)) checkParts(inner, own)
}

/** A model whose arrays do not fit one another has no score for some row. */
function checkScores(model: Model): void {
  const score = scorerOf(model)
  for (const value of [0, 1, Number.NaN]) {
    const row = new Float32Array(model.columns.length).fill(value)
    if (!Number.isFinite(score(row))) throw new RangeError('It gives no score.')
  }
}
