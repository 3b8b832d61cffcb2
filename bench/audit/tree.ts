/** A million leaves into the tree, and proofs of leaves anywhere among ten million. */
import { randomBytes, randomUUID } from 'node:crypto'
import { createRandom } from '#learning/random'
import { type Audit, createAudit, verifyOwn, writeReceipt } from '#modules/audit'
import { type Database, openDatabase } from '#platform/database'
import { createSealing, secretKeeper } from '#platform/sealing'
import { canonicalOf, leafHashOf, type Primitives, rootByInclusion } from '#wire/audit'
import { makeBook } from '../ledger/book.ts'
import type { Databases } from '../ledger/databases.ts'
import type { AuditNeeds } from './measure.ts'
import { sayTimes, type Times, timesOf } from './times.ts'

export interface TreeReport {
  readonly integrated: { readonly leaves: number; readonly per_second: number }
  readonly inclusion: Times & {
    readonly leaves: number
    /** A statement that does nothing, in turn with the proofs: what of their time is the machine's and the way to the database. */
    readonly empty_trip: Times
  }
  /** Of the last leaf. */
  readonly receipt: string
}

const sheafSize = 512
const warmUp = 500
const measured = 2000

const openLog = async (db: Database): Promise<Audit> => {
  const random = (count: number) => randomBytes(count)
  const keeper = secretKeeper('the secret of a benchmark, long enough', random)
  const sealing = createSealing({ db, randomBytes: random, keeper })
  await sealing.refresh()
  const audit = createAudit({ db, clock: () => new Date(), randomBytes: random, sealing, origin: 'http://localhost' })
  await audit.open()
  return audit
}

/** Leaves as the lane appends them, all different. */
const appendMany = (db: Database, leaves: number, from: number) =>
  db.query(
    `select audit.append('bench', null, null, h) from (
       select string_agg(sha256(int8send(g)), ''::bytea) as h from generate_series($1::bigint, $2::bigint) g group by g / ${sheafSize}) s`,
    [from, from + leaves - 1],
  )

const sha256: Primitives['sha256'] = async (bytes) =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes)))

/** Whether a proof leads from the entry, as the tree's own tile of entries has it, to the root that was signed. */
const isRight = async (db: Database, index: number, size: number, proof: Uint8Array[]): Promise<boolean> => {
  const [{ entry, root }] = await db.query<{ entry: Buffer; root: Buffer }>(
    `select substr(t.hashes, ($1 % 256)::integer * 32 + 1, 32) as entry, c.root from audit.tile t, audit.checkpoint c
      where t.level = -1 and t.number = $1 / 256 and c.size = $2`,
    [index, size],
  )
  const reached = await rootByInclusion({ sha256 }, await leafHashOf({ sha256 }, entry), { index, size, proof })
  return reached !== null && root.equals(reached)
}

/** Proofs of leaves anywhere in the tree, as a receipt asks for them, one after another. */
const timeProofs = async (db: Database, audit: Audit, leaves: number, complaints: string[]) => {
  const random = createRandom(11)
  const [proofs, trips]: [number[], number[]] = [[], []]
  for (let turn = 0; turn < warmUp + measured; turn++) {
    const place = Math.floor(random() * leaves)
    const began = performance.now()
    const proof = await audit.proofOf(place, leaves)
    const proved = performance.now()
    await db.quick.query('select')
    // While a process is young it measures the compiler.
    if (turn >= warmUp) {
      proofs.push(proved - began)
      trips.push(performance.now() - proved)
    }
    if (turn % 50 === 0 && !(await isRight(db, place, leaves, proof))) complaints.push(`leaf ${place} is not proved`)
  }
  return { leaves, ...timesOf(proofs), empty_trip: timesOf(trips) }
}

/** Appends and integrates; the tree is verified from its files after the first turn. */
const growTree = async (db: Database, audit: Audit, needs: AuditNeeds, complaints: string[]) => {
  const { isQuick, only, say, stopping } = needs
  const leaves = only === 'browser' ? 1000 : isQuick ? 200_000 : 1_000_000
  await appendMany(db, leaves, 0)
  const began = performance.now()
  const taken = await audit.sequence()
  const perSecond = Math.round(taken / ((performance.now() - began) / 1000))
  say(`${taken.toLocaleString('en')} leaves got their places at ${perSecond.toLocaleString('en')} a second`)
  const { faults } = await verifyOwn(db, [])
  complaints.push(...faults.map(({ detail }) => detail))
  let size = taken
  for (let more = 1; more < (isQuick || only === 'browser' ? 1 : 10); more++) {
    stopping.throwIfAborted()
    await appendMany(db, leaves, more * leaves)
    size += await audit.sequence()
  }
  return { size, integrated: { leaves: taken, per_second: perSecond } }
}

/** The receipt of a transfer that is the last leaf of all. */
const receiptIn = async (db: Database, audit: Audit): Promise<string> => {
  const [id, debit, credit] = [randomUUID(), randomUUID(), randomUUID()]
  const content = canonicalOf({ type: 'transfer', id, debit, credit, amount: '25000', ledger: '356', bookedAt: '0' })
  const ref = 1n
  await db.query("select audit.append('transfer', $1, $1, sha256(convert_to($2, 'UTF8')))", [ref, content])
  await audit.sequence()
  return writeReceipt(await audit.receiptOf('transfer', { ref, content }))
}

export const measureTree = async (
  databases: Databases,
  needs: AuditNeeds,
  complaints: string[],
): Promise<TreeReport> => {
  const db = openDatabase(await databases.make('tree', undefined, makeBook), 4)
  try {
    const audit = await openLog(db)
    const { size, integrated } = await growTree(db, audit, needs, complaints)
    // What was written must not be flushed by the checkpointer while proofs are timed.
    await databases.checkpoint()
    const inclusion = await timeProofs(db, audit, size, complaints)
    needs.say(`a proof among ${size.toLocaleString('en')} leaves: ${sayTimes(inclusion)}`)
    needs.say(`a statement that does nothing, in turn with them: ${sayTimes(inclusion.empty_trip)}`)
    return { integrated, inclusion, receipt: await receiptIn(db, audit) }
  } finally {
    await db.close()
  }
}
