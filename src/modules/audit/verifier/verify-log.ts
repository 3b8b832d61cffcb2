/** Checks a whole log from its files: every leaf is hashed again, and every tile, root and key is held against that. */
import type { Checkpoint } from '../wire/check-note.ts'
import { areEqual } from '../wire/check-proof.ts'
import { checkSignatures, parseCheckpoint, readCheckpoints, type SignedCheckpoint } from './checkpoints.ts'
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

const readKeys = async (source: LogSource, first: readonly string[] | undefined, found: Fault[]) => {
  const file = keysFile.safeParse(JSON.parse((await source('keys'))?.toString() ?? 'null'))
  const keys = file.success ? await followKeys(nodePrimitives, file.data, first ?? null) : null
  if (!keys) found.push({ check: 'keys', detail: 'a key is announced by nobody who may' })
  return keys
}

/** The first checkpoint that has another root than its leaves. */
const faultsOfRoots = (checkpoints: readonly Checkpoint[], roots: ReadonlyMap<number, Buffer>): Fault[] => {
  const wrong = checkpoints.find(({ size, root }) => !areEqual(roots.get(size) ?? Buffer.alloc(0), root))
  if (!wrong) return []
  const detail = `the checkpoint of ${wrong.size} leaves has another root than its leaves`
  return [{ check: 'root', place: Math.max(wrong.size - 1, 0), detail }]
}

const faultsOfKeys = (keys: readonly KnownKeys[], entries: Buffer): Fault[] =>
  keys
    .filter(({ since, leafHash }) => !leafOf(entries.subarray(since * bytes, (since + 1) * bytes)).equals(leafHash))
    .map(({ since }) => ({ check: 'keys', place: since, detail: 'what announces a key is no leaf of the log' }))

/** Checks everything that the files of a log can prove. Throws only where a file cannot be had. */
export const verifyLog = async (source: LogSource, options: VerifyLogOptions = {}): Promise<CheckedLog> => {
  const faults: Fault[] = []
  const note = (await source('checkpoint'))?.toString() ?? ''
  const last = parseCheckpoint(note)
  if (!last) {
    faults.push({ check: 'shape', detail: 'there is no checkpoint that can be read' })
    return { checkpoint: null, note, checkpoints: 0, claims: 0, keys: [], faults, entries: Buffer.alloc(0) }
  }
  const keys = await readKeys(source, options.firstKeys, faults)
  const kept = await readCheckpoints(source, faults)
  // The last one comes from a file of its own, and may be younger than the list, or older.
  const all: SignedCheckpoint[] = [...kept.filter(({ size }) => size <= last.size), last]
  if (keys) faults.push(...(await checkSignatures(all, keys)))
  const entries = await readEntries(source, last.size, faults)
  const elsewhere = await readElsewhere(source, options)
  const claims = [...elsewhere.claims, ...(options.claims ?? [])]
  const seen = options.kept ? [options.kept] : []
  const { levels, roots } = hashAll(
    entries,
    new Set([...all, ...seen, ...claims.map(({ checkpoint }) => checkpoint)].map(({ size }) => size)),
  )
  faults.push(...elsewhere.faults)
  await compareTiles(source, levels, faults)
  faults.push(
    ...faultsOfRoots(all, roots),
    ...faultsOfClaims(claims, last.size, (size) => roots.get(size)),
    ...seen.flatMap((each) => forkOf(each, last, roots.get(each.size))),
    ...faultsOfKeys(keys ?? [], entries),
  )
  return { checkpoint: last, note, checkpoints: kept.length, claims: claims.length, keys: keys ?? [], faults, entries }
}

const forkOf = (kept: Checkpoint, now: Checkpoint, root: Buffer | undefined): Fault[] => {
  if (kept.origin !== now.origin)
    return [{ check: 'fork', detail: `the log was called ${kept.origin} and is called ${now.origin}` }]
  if (kept.size > now.size)
    return [{ check: 'fork', place: now.size, detail: `the log had ${kept.size} leaves and has ${now.size}` }]
  if (root && areEqual(root, kept.root)) return []
  return [{ check: 'fork', detail: `the first ${kept.size} leaves are no longer those that were there` }]
}
