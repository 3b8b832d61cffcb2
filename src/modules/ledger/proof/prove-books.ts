/** Proves the books from the transfers alone, trusting no counter, in one snapshot; names the first offender. */
import type { Database, Tx } from '#platform/database'
import type { Progress } from '#platform/progress'
import type { Proof } from '../wire.ts'
import type { Breach, Check } from './check.ts'
import { closedPeriods, lastClosing } from './closed-periods.ts'
import { findLeak, sumLedgers, toLedger } from './conservation.ts'
import { entriesInOrder } from './entries-in-order.ts'
import { guardsStand } from './guards.ts'
import { keptHistory } from './kept-history.ts'
import { lateEntries } from './late-entries.ts'
import { endsOfHolds, expiringHolds, reversals } from './referring-transfers.ts'
import { transfersByThemselves } from './transfers-by-themselves.ts'

// In this order, because a later one relies on what an earlier one has found sound.
const checks: readonly Check[] = [
  transfersByThemselves,
  endsOfHolds,
  reversals,
  entriesInOrder,
  lateEntries,
  expiringHolds,
  keptHistory,
  closedPeriods,
  lastClosing,
  guardsStand,
]

// One snapshot, which takes no lock that a payment would wait for. Memory for a sort is bounded and given back with the
// transaction; what does not fit is sorted on disk. `timezone` is for what people read.
const manner = `set transaction isolation level repeatable read, read only;
  set local work_mem = '64MB'; set local hash_mem_multiplier = 1; set local max_parallel_workers_per_gather = 0; set local timezone = 'UTC'`

const findBreach = async (tx: Tx, progress: Progress): Promise<Breach | null> => {
  for (const check of checks) {
    const breach = await progress.step(check.name, () => check.find(tx))
    if (breach) return breach
  }
  return null
}

export interface Proving {
  /** Measures how long it takes. */
  readonly monotonicMs: () => number
  readonly progress: Progress
}

/** Prepares a transaction that has done nothing yet for a proof. */
export const beginProof = (tx: Tx): Promise<void> => tx.script(manner)

/** Checks every invariant of the books in a transaction that `beginProof` has prepared. */
export const proveIn = async (tx: Tx, { monotonicMs, progress }: Proving): Promise<Proof> => {
  const began = monotonicMs()
  const found = await findBreach(tx, progress)
  const sums = await sumLedgers(tx)
  const breach = found ?? findLeak(sums)
  const [size] = await tx.query<{ transfers: bigint; accounts: bigint }>(
    'select (select count(*) from ledger.transfer) as transfers, (select count(*) from ledger.account) as accounts',
  )
  return {
    proved: breach === null,
    transfers: Number(size.transfers),
    accounts: Number(size.accounts),
    seconds: Math.round(monotonicMs() - began) / 1000,
    ledgers: sums.flatMap(toLedger),
    breach,
  }
}

/** Checks every invariant of the books. */
export const proveBooks = (db: Database, proving: Proving): Promise<Proof> =>
  db.transaction(async (tx) => {
    await beginProof(tx)
    return proveIn(tx, proving)
  })
