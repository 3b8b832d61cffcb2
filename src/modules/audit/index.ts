/** The public face of the log: what was done, provable to anyone. */
import type { Database, Query } from '#platform/database'
import { anyone, type Http } from '#platform/http'
import type { RandomBytes } from '#platform/id'
import type { Metrics } from '#platform/metrics'
import type { SealedField, Sealing } from '#platform/sealing'
import type { Clock } from '#platform/time'
import { anchorWhenDue } from './anchors/anchor.ts'
import { checkAnchors } from './anchors/check-anchors.ts'
import { type AnchorNeeds, openAnchor } from './anchors/open.ts'
import { append, type Deed, forget } from './append.ts'
import { noteConfiguration } from './configuration.ts'
import { addCosigningRoutes } from './cosign/routes.ts'
import { privateKeyField } from './notes/keys.ts'
import type { RowLeaf } from './receipts/find-leaf.ts'
import { makeReceipt } from './receipts/make-receipt.ts'
import { addLeafRoutes, type LeafNeeds } from './search/routes.ts'
import type { RowsOfKind } from './search/search.ts'
import { archive } from './sequencer/archive.ts'
import { beginLog, rotateLogKeys, rotateWhenDue, signersOfCheckpoints } from './sequencer/rotate.ts'
import { sequence } from './sequencer/sequence.ts'
import { thin } from './sequencer/thin.ts'
import { createFiles } from './served/files.ts'
import { proveInclusion } from './tree/prove.ts'
import { keptTilesOf } from './tree/stored.ts'
import type { Receipt } from './wire.ts'

export { readAnchorFile } from './anchors/file.ts'
export type { Deed } from './append.ts'
export type { RowLeaf } from './receipts/find-leaf.ts'
export { writeReceipt } from './receipts/make-receipt.ts'
export type { RowsOfKind } from './search/search.ts'
export { checks, type Fault } from './verifier/fault.ts'
export type { RowReader } from './verifier/match-rows.ts'
export { checkReceiptFile } from './verifier/receipt-file.ts'
export { logAt, logIn } from './verifier/source.ts'
export { type CheckedLog, type VerifyLogOptions, verifyLog } from './verifier/verify-log.ts'
export { verifyOwn } from './verifier/verify-own.ts'
export { keepCheckpoint, readKept, witnessKey } from './verifier/witness.ts'

/** Columns of the log that are sealed. */
export const sealedLogFields: readonly SealedField[] = [privateKeyField]

export interface Audit {
  /** Makes the keys and the first leaf of a new log; once, before anything is served. */
  open(): Promise<void>
  /** Puts what was done into the log, in its transaction. Tables with a trigger of the log need no call. */
  append(tx: Query, deed: Deed): Promise<void>
  /** Puts the settings into the log where they differ from those that it has last. No secret is one of them. */
  noteConfiguration(settings: Deed['fields']): Promise<boolean>
  /** Makes a subject's personal values in the log unreadable for good; false where there were none. Every proof stays. */
  forget(tx: Query, subject: string): Promise<boolean>
  /** Gives what waits its places in the tree and signs it; answers how many leaves. Runs by the clock, on every server. */
  sequence(): Promise<number>
  /** Signs the last checkpoint once more with SLH-DSA, where the last such signature is older than a day. */
  archive(): Promise<boolean>
  /** New signing keys, announced by a leaf that the old ones sign. False while another server extends the tree. */
  rotateKeys(): Promise<boolean>
  /** The same where the keys have signed for as long as they should. */
  rotateWhenDue(): Promise<boolean>
  /** Puts the last checkpoint at every place that is due; answers at how many. Throws AggregateError of those that did not take it. */
  anchor(): Promise<number>
  /** Removes most of the checkpoints that are old; answers how many. */
  thin(): Promise<number>
  /** The receipt of a row of another module. Throws Refusal: not-in-log-yet, not-in-log. */
  receiptOf(kind: string, row: RowLeaf): Promise<Receipt>
  /** The proof that a place is in the tree of a size. Throws RangeError. */
  proofOf(index: number, size: number): Promise<Uint8Array[]>
  /** Lets staff find a module's rows in the log, and take them along with their proofs. */
  readRowsBy(kind: string, rows: RowsOfKind): void
  /** Who of some ids is staff, and their names; nobody is named until this is called. */
  nameStaffBy(find: LeafNeeds['staffOf']): void
  measure(metrics: Pick<Metrics, 'gauge'>): void
  routes(http: Http): void
}

export interface AuditNeeds {
  readonly db: Database
  readonly clock: Clock
  readonly randomBytes: RandomBytes
  readonly sealing: Sealing
  /** Where browsers reach the bank; the log is named after it when it begins, and keeps the name. */
  readonly origin: string
  readonly keeping?: LogKeeping
}

/** Who else holds the log, and how long its keys sign. */
export interface LogKeeping extends Omit<AnchorNeeds, 'randomBytes'> {
  /** Places for checkpoints (`anchors/open.ts` has their forms). */
  readonly anchors: readonly string[]
  readonly anchorHours: number
  /** Verifier keys of witnesses. */
  readonly witnesses: readonly string[]
  /** 0 is for ever. */
  readonly keyDays: number
}

const keptAlone: LogKeeping = { anchors: [], anchorHours: 24, witnesses: [], keyDays: 0 }

/** Holds the log against everything that the places have of it. Throws where one cannot be reached. */
export const verifyElsewhere = (db: Database, anchors: readonly string[], needs: AnchorNeeds) =>
  checkAnchors(
    db,
    anchors.map((text) => openAnchor(text, needs)),
  )

/** As much again is kept of what proofs hash. */
const keptBytes = 32 * 1024 * 1024

/** The name of a log is its address without the scheme. */
const nameOf = (origin: string) => `${new URL(origin).host}/log`

/** Opens the log over a database. */
export const createAudit = (needs: AuditNeeds): Audit => {
  const { db, clock, sealing, origin, keeping = keptAlone } = needs
  const places = keeping.anchors.map((text) => openAnchor(text, { ...keeping, randomBytes: needs.randomBytes }))
  // By key, on connections that no long statement holds: a proof is one trip, and never waits for a place in the pool.
  const read = keptTilesOf(db.quick, keptBytes)
  const rows = new Map<string, RowsOfKind>()
  let staffOf: LeafNeeds['staffOf'] = async () => []
  const countWaiting = async () => {
    const [{ waiting }] = await db.query<{ waiting: bigint }>(
      'select coalesce(sum(octet_length(commitments)) / 32, 0)::bigint as waiting from audit.sheaf where first_index is null',
    )
    return Number(waiting)
  }
  return {
    open: () => beginLog(needs, nameOf(origin)),
    append,
    noteConfiguration: (settings) => noteConfiguration(db, settings),
    forget,
    sequence: () => sequence({ db, clock, keys: (tx) => signersOfCheckpoints(tx, { sealing }) }),
    archive: () => archive(needs),
    rotateKeys: () => rotateLogKeys(needs),
    rotateWhenDue: () => rotateWhenDue(needs, keeping.keyDays),
    anchor: () => anchorWhenDue({ db, clock, places, hours: keeping.anchorHours }),
    thin: () => thin(needs),
    receiptOf: (kind, row) => makeReceipt(db, read, kind, row),
    proofOf: (index, size) => proveInclusion(index, size, read),
    readRowsBy: (kind, ofKind) => {
      rows.set(kind, ofKind)
    },
    nameStaffBy: (find) => {
      staffOf = find
    },
    measure: (metrics) =>
      metrics.gauge('bank_leaves_waiting', 'Leaves of the log that wait for their place in the tree.', countWaiting),
    routes: (http) => {
      http.mount('/log', anyone, createFiles(db, clock))
      addLeafRoutes(http, { db, read, rows, staffOf: (ids) => staffOf(ids) })
      addCosigningRoutes(http, { db, clock, places, witnesses: keeping.witnesses })
    },
  }
}
