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

export const createProofs = (db: Database, clock: Clock, monotonicMs: () => number): Proofs => {
  let provingPid: number | null = null
  let isStopped = false
  let next: Promise<Proof> | null = null
  let current: Promise<unknown> = Promise.resolve()

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

  /** Null where another server is proving. */
  const tryProof = async (): Promise<Proof | null> => {
    const at = clock()
    const proof = await db.transaction(proveUnderLock)
    if (proof) {
      await db.transaction(async (tx) => {
        await keepProof(tx, proof, at)
        await forgetOldProofs(tx, kept)
      })
    }
    return proof
  }

  const tryUntilStopped = async (): Promise<Proof | null> => {
    try {
      return await tryProof()
    } catch (error) {
      // This is how `stop` ends a proof.
      if (isStopped && isSqlError(error) && error.code === canceled) return null
      throw error
    }
  }

  const insist = async (): Promise<Proof> => {
    while (true) {
      const proof = await tryUntilStopped()
      if (proof) return proof
      if (isStopped) throw stopping()
      await sleep(retryMs)
    }
  }

  const proveNow = () => {
    // Whoever asks while a proof runs shares the next one, which sees everything that was booked before they asked.
    next ??= current.then(() => {
      next = null
      const proving = insist()
      current = proving.catch(() => {})
      return proving
    })
    return next
  }
  return {
    proveNow,
    proveWhenDue: async (periodMs) => {
      const last = await lastProof(db)
      if (last && clock().getTime() - last.at.getTime() < periodMs) return null
      return tryUntilStopped()
    },
    last: async () => {
      const [{ is_running }] = await db.query<{ is_running: boolean }>('select ledger.is_being_proved() as is_running')
      return { last: await lastProof(db), isRunning: is_running }
    },
    stop: async () => {
      isStopped = true
      if (provingPid !== null) await db.query('select pg_cancel_backend($1)', [provingPid])
    },
  }
}
