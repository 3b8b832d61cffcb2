/** Checks a whole log from its files: every leaf is hashed again, and every tile, root and key is held against that. */
import { z } from 'zod'
import { type Checkpoint, readCheckpoint, readNote, signersOf } from '../wire/check-note.ts'
import { areEqual } from '../wire/check-proof.ts'
import { type Claim, faultsOfClaims } from './claims.ts'
import { type ElsewhereOptions, readElsewhere } from './elsewhere.ts'
import type { Fault } from './fault.ts'
import { followKeys, type KnownKeys, keysFile } from './key-chain.ts'
import { nodePrimitives } from './primitives.ts'
import { createRange, leafOf } from './range.ts'
import type { LogSource } from './source.ts'

export interface CheckedLog {
  readonly checkpoint: Checkpoint | null
  /** The last checkpoint as it was signed. */
  readonly note: string
  /** How many checkpoints were held against the leaves. */
  readonly checkpoints: number
  /** How many of others were, too. */
  readonly claims: number
  readonly keys: readonly KnownKeys[]
  readonly faults: readonly Fault[]
  /** All entries, 32 bytes each. */
  readonly entries: Buffer
}

const width = 256
const bytes = 32
const mostFaults = 20

const pathOf = (level: number | 'entries', number: number, count: number): string => {
  const groups =
    number
      .toString()
      .padStart(Math.ceil(number.toString().length / 3) * 3, '0')
      .match(/.{3}/g) ?? []
  const name = groups.map((group, index) => (index + 1 < groups.length ? `x${group}` : group)).join('/')
  return `tile/${level}/${name}${count < width ? `.p/${count}` : ''}`
}

/** An entry bundle without the lengths; undefined where it is not of this log's entries, or not so many. */
const entriesOf = (bundle: Buffer | undefined, count: number): Buffer | undefined => {
  if (bundle?.length !== count * (2 + bytes)) return undefined
  const parts: Buffer[] = []
  for (let at = 0; at < bundle.length; at += 2 + bytes) {
    if (bundle.readUInt16BE(at) !== bytes) return undefined
    parts.push(bundle.subarray(at + 2, at + 2 + bytes))
  }
  return Buffer.concat(parts)
}

const readHead = async (source: LogSource) => {
  const note = (await source('checkpoint'))?.toString() ?? ''
  const parsed = readNote(note)
  return { note, parsed, checkpoint: parsed && readCheckpoint(parsed.body) }
}

/** Every checkpoint that the log keeps, by its size. */
const readCheckpoints = async (source: LogSource): Promise<Checkpoint[]> => {
  const all: Checkpoint[] = []
  for (;;) {
    const file = await source(`checkpoints?after=${all.at(-1)?.size ?? 0}`)
    const notes = file ? z.array(z.string()).parse(JSON.parse(file.toString())) : []
    const read = notes.map((note) => readNote(note)).map((note) => note && readCheckpoint(note.body))
    all.push(...read.filter((each) => each !== null))
    if (notes.length === 0 || read.some((each) => each === null)) return all
  }
}

const readEntries = async (source: LogSource, size: number, found: Fault[]): Promise<Buffer> => {
  const parts: Buffer[] = []
  for (let from = 0; from < size; from += width) {
    const count = Math.min(width, size - from)
    const entries = entriesOf(await source(pathOf('entries', from / width, count)), count)
    if (!entries) {
      found.push({ check: 'shape', place: from, detail: `the entries from ${from} on are missing or cut short` })
      return Buffer.concat(parts)
    }
    parts.push(entries)
  }
  return Buffer.concat(parts)
}

const compareTiles = async (source: LogSource, levels: ReadonlyMap<number, Buffer[]>, found: Fault[]) => {
  for (const [level, hashes] of levels) {
    for (let from = 0; from < hashes.length; from += width) {
      const expected = hashes.slice(from, from + width)
      const tile = await source(pathOf(level, from / width, expected.length))
      const wrong = expected.findIndex(
        (hash, index) => !tile?.subarray(index * bytes, (index + 1) * bytes).equals(hash),
      )
      if (wrong < 0 && tile?.length === expected.length * bytes) continue
      const place = (from + Math.max(wrong, 0)) * width ** level
      found.push({ check: 'tile', place, detail: `tile ${level}/${from / width} is not what its entries make of it` })
      if (found.length > mostFaults) return
    }
  }
}

/** Hashes all entries once; tells the root at each of the sizes. */
const hashAll = (entries: Buffer, sizes: ReadonlySet<number>) => {
  const levels = new Map<number, Buffer[]>()
  const roots = new Map<number, Buffer>()
  const range = createRange((level, _number, hash) => {
    if (level % 8 !== 0) return
    const row = levels.get(level / 8) ?? []
    row.push(hash)
    levels.set(level / 8, row)
  })
  roots.set(0, range.root())
  for (let at = 0; at < entries.length; at += bytes) {
    range.add(leafOf(entries.subarray(at, at + bytes)))
    if (sizes.has(range.size())) roots.set(range.size(), range.root())
  }
  return { levels, roots }
}

export interface VerifyLogOptions extends ElsewhereOptions {
  /** The first keys, where the reader has them from elsewhere. */
  readonly firstKeys?: readonly string[]
  /** A checkpoint that was kept from an earlier look. */
  readonly kept?: Checkpoint
  /** What others hold of it. */
  readonly claims?: readonly Claim[]
}

/** The last announcement lies below the last checkpoint of the keys that made it, so the keys of a size are those announced before it ended. */
const keysAt = (keys: readonly KnownKeys[], signed: readonly string[]) =>
  keys.findLast(({ texts }) => texts.every((text) => signed.includes(text)))

/** Checks everything that the files of a log can prove. Throws only where a file cannot be had. */
export const verifyLog = async (source: LogSource, options: VerifyLogOptions = {}): Promise<CheckedLog> => {
  const faults: Fault[] = []
  const { note, parsed, checkpoint } = await readHead(source)
  const nothing = { checkpoint, note, checkpoints: 0, claims: 0, keys: [], faults, entries: Buffer.alloc(0) }
  if (!parsed || !checkpoint) {
    faults.push({ check: 'shape', detail: 'there is no checkpoint that can be read' })
    return nothing
  }
  const file = keysFile.safeParse(JSON.parse((await source('keys'))?.toString() ?? 'null'))
  const keys = file.success ? await followKeys(nodePrimitives, file.data, options.firstKeys ?? null) : null
  if (!keys) faults.push({ check: 'keys', detail: 'a key is announced by nobody who may' })
  const signed = (
    await Promise.all(
      (keys ?? []).map(async (each) => ({ each, by: await signersOf(nodePrimitives, parsed, each.keys) })),
    )
  ).filter(({ by }) => by?.length === 2)
  const isSigned =
    signed.length > 0 &&
    keysAt(
      keys ?? [],
      signed.flatMap(({ each }) => each.texts),
    ) !== undefined
  if (keys && !isSigned)
    faults.push({
      check: 'signature',
      detail: `the checkpoint of ${checkpoint.size} leaves is not signed by keys of this log`,
    })

  const all = await readCheckpoints(source)
  const entries = await readEntries(source, checkpoint.size, faults)
  const elsewhere = await readElsewhere(source, options)
  const claims = [...elsewhere.claims, ...(options.claims ?? [])]
  faults.push(...elsewhere.faults)
  const kept = options.kept ? [options.kept] : []
  const { levels, roots } = hashAll(
    entries,
    new Set([...all, ...kept, ...claims.map((claim) => claim.checkpoint), checkpoint].map(({ size }) => size)),
  )
  await compareTiles(source, levels, faults)
  for (const each of [...all, checkpoint]) {
    const root = roots.get(each.size)
    if (root && areEqual(root, each.root)) continue
    faults.push({
      check: 'root',
      place: Math.max(each.size - 1, 0),
      detail: `the checkpoint of ${each.size} leaves has another root than its leaves`,
    })
    break
  }
  faults.push(...faultsOfClaims(claims, checkpoint.size, (size) => roots.get(size)))
  for (const each of kept) faults.push(...forkOf(each, checkpoint, roots.get(each.size)))
  for (const { since, leafHash } of keys ?? [])
    if (!leafOf(entries.subarray(since * bytes, (since + 1) * bytes)).equals(leafHash))
      faults.push({ check: 'keys', place: since, detail: 'what announces a key is no leaf of the log' })
  return { checkpoint, note, checkpoints: all.length, claims: claims.length, keys: keys ?? [], faults, entries }
}

const forkOf = (kept: Checkpoint, now: Checkpoint, root: Buffer | undefined): Fault[] => {
  if (kept.origin !== now.origin)
    return [{ check: 'fork', detail: `the log was called ${kept.origin} and is called ${now.origin}` }]
  if (kept.size > now.size)
    return [{ check: 'fork', place: now.size, detail: `the log had ${kept.size} leaves and has ${now.size}` }]
  if (root && areEqual(root, kept.root)) return []
  return [{ check: 'fork', detail: `the first ${kept.size} leaves are no longer those that were there` }]
}
