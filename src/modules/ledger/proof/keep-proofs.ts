/** Proofs for the record: one at a time over all servers of a bank, their results kept in a table. */
import { setTimeout as sleep } from 'node:timers/promises'
import { type Database, isSqlError, type Tx } from '#platform/database'
import { silentProgress } from '#platform/progress'
import { Refusal } from '#platform/refusal'
import type { Clock } from '#platform/time'
import type { Proof } from '../wire.ts'
import { forgetOldProofs, type KeptProof, keepProof, lastProof } from './proof-results.ts'
import { beginProof, proveIn } from './prove-books.ts'

export interface Proofs {
  /** Proves the books as they are from now on, and keeps the result. Waits for a proof that is under way. */
  proveNow(): Promise<Proof>
  /** The same, where the last kept proof is older than this and nobody else is at it; null where there is nothing to do. */
  proveWhenDue(periodMs: number): Promise<Proof | null>
  /** The last result, and whether a proof is under way on any server. */
  last(): Promise<{ last: KeptProof | null; isRunning: boolean }>
  /** Breaks off what this process is proving. */
  stop(): Promise<void>
}

const retryMs = 500
const kept = 100
const canceled = '57014'
const stopping = () => new Refusal('not-ready', 503, 'The bank is stopping.', 1)

/** Proves for this process, in turn with the other servers. */
interface Prover {
  /** Null where another server is proving, or this one stops. */
  attempt(): Promise<Proof | null>
  /** Tries until it is this server's turn. Throws Refusal once it stops. */
  insist(): Promise<Proof>
  stop(): Promise<void>
}

const createProver = (db: Database, clock: Clock, monotonicMs: () => number): Prover => {
  let provingPid: number | null = null
  let isStopped = false

  const proveUnderLock = async (tx: Tx): Promise<Proof | null> => {
    await beginProof(tx)
    const [turn] = await tx.query<{ is_mine: boolean; pid: number }>(
      'select pg_try_advisory_xact_lock(ledger.proof_lock()) as is_mine, pg_backend_pid() as pid',
    )
    if (!turn.is_mine || isStopped) return null
    provingPid = turn.pid
    try {
      return await proveIn(tx, { monotonicMs, progress: silentProgress })
    } finally {
      provingPid = null
    }
  }

  const attempt = async (): Promise<Proof | null> => {
    const at = clock()
    try {
      const proof = await db.transaction(proveUnderLock)
      if (proof) await keepResult(db, proof, at)
      return proof
    } catch (error) {
      // This is how `stop` ends a proof.
      if (isStopped && isSqlError(error) && error.code === canceled) return null
      throw error
    }
  }

  const insist = async (): Promise<Proof> => {
    while (true) {
      const proof = await attempt()
      if (proof) return proof
      if (isStopped) throw stopping()
      await sleep(retryMs)
    }
  }

  const stop = async () => {
    isStopped = true
    if (provingPid !== null) await db.query('select pg_cancel_backend($1)', [provingPid])
  }
  return { attempt, insist, stop }
}

const keepResult = (db: Database, proof: Proof, at: Date): Promise<void> =>
  db.transaction(async (tx) => {
    await keepProof(tx, proof, at)
    await forgetOldProofs(tx, kept)
  })

/** Whoever asks while one runs shares the next, which begins after they asked. */
const shareNext = <Answer>(run: () => Promise<Answer>): (() => Promise<Answer>) => {
  let next: Promise<Answer> | null = null
  let current: Promise<unknown> = Promise.resolve()
  return () => {
    next ??= current.then(() => {
      next = null
      const running = run()
      current = running.catch(() => {})
      return running
    })
    return next
  }
}

/** Proofs of a book; `monotonicMs` times them. */
export const createProofs = (db: Database, clock: Clock, monotonicMs: () => number): Proofs => {
  const prover = createProver(db, clock, monotonicMs)
  return {
    // The next proof sees everything that was booked before somebody asked.
    proveNow: shareNext(prover.insist),
    proveWhenDue: async (periodMs) => {
      const last = await lastProof(db)
      if (last && clock().getTime() - last.at.getTime() < periodMs) return null
      return prover.attempt()
    },
    last: async () => {
      const [{ is_running }] = await db.query<{ is_running: boolean }>('select ledger.is_being_proved() as is_running')
      return { last: await lastProof(db), isRunning: is_running }
    },
    stop: prover.stop,
  }
}
