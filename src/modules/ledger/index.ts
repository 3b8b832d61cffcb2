/** The public face of the ledger: pure double entry. */
import { performance } from 'node:perf_hooks'
import type { RowLeaf } from '#modules/audit'
import type { Database, Query, Tx } from '#platform/database'
import type { Http } from '#platform/http'
import { createLookUp } from '#platform/look-up'
import type { Metrics } from '#platform/metrics'
import { type Progress, silentProgress } from '#platform/progress'
import type { Clock } from '#platform/time'
import {
  type Balance,
  balances,
  closeAccount,
  createAccounts,
  type NewAccount,
  reopenAccount,
  setFrozen,
} from './accounts.ts'
import { addChartCode, type ChartCode } from './balances/chart-codes.ts'
import { createReading, type Reading } from './balances/reading.ts'
import { addReadingRoutes } from './balances/routes.ts'
import { addBatchRoutes } from './batch-routes.ts'
import { houseAccounts } from './chart.ts'
import { createTransfers } from './create-transfers.ts'
import { type Entry, entries, monthly } from './entries.ts'
import { countDueHolds, expireHolds } from './holds/expire.ts'
import { findLeafRow, leafRowsBetween, streamLeafRows } from './leaves.ts'
import { createProofs, type Proofs } from './proof/keep-proofs.ts'
import { measureProofs } from './proof/measure.ts'
import { proveBooks } from './proof/prove-books.ts'
import { addProofRoutes } from './proof/routes.ts'
import type { AccountResult, TransferResult } from './results.ts'
import type { Transfer } from './transfer.ts'
import type { Proof } from './wire.ts'

export { accountFlag } from './accounts.ts'
export { readSpan, type Span, type SpanSums, sumSpan } from './balances/span.ts'
export { accountCode, houseAccount, transferCode } from './chart.ts'
export { poster } from './create-transfers.ts'
export { exchange } from './exchange.ts'
export { releaseHolds } from './holds/release-holds.ts'
export type { Simulated } from './model/simulation.ts'
export { createPeriods, type Periods } from './periods/periods.ts'
export type { AccountResult, Balance, Entry, NewAccount, Proof, Transfer, TransferResult }

/** The model of these semantics against the SQL; only a test or `npm run simulate` loads it. */
export const loadSimulation = () => import('./model/simulation.ts')

export interface Ledger extends Reading {
  /** Makes the house's own accounts; called at every start. */
  open(): Promise<void>
  createAccounts(tx: Query, accounts: readonly NewAccount[], at: Date): Promise<AccountResult[]>
  createTransfers(tx: Query, transfers: readonly Transfer[]): Promise<TransferResult[]>
  balances(ids: readonly string[]): Promise<Map<string, Balance>>
  entries(accounts: readonly string[], page: { before?: bigint; limit: number }): Promise<Entry[]>
  monthly(account: string, since: Date): Promise<{ month: string; side: 'in' | 'out'; total: string }[]>
  /** Adds a code to the chart of accounts; the same again changes nothing. Throws chart-code-taken, chart-control-unfit, chart-code-malformed. */
  addChartCode(tx: Query, code: ChartCode): Promise<void>
  setFrozen(tx: Query, id: string, isFrozen: boolean): Promise<void>
  /** Proves the books and keeps nothing; `progress` shows which rule is being checked. */
  prove(progress?: Progress): Promise<Proof>
  /** Proofs for the record. */
  readonly proofs: Proofs
  /** Registers what the ledger counts. */
  measure(metrics: Metrics): void
  /** Closes an account that is empty and has no holds, for everything; throws account-not-empty or account-has-holds. */
  closeAccount(tx: Tx, id: string): Promise<void>
  reopenAccount(tx: Query, id: string): Promise<void>
  /** Releases the holds whose time has come and answers how many; runs by the clock. */
  expireHolds(): Promise<number>
  /** How many holds should have been released by now. */
  countDueHolds(): Promise<number>
  /** A transfer as the audit log holds it; undefined where the book has none of this id. */
  leafOf(id: string): Promise<RowLeaf | undefined>
  /** The same of those from one place of the book to another. */
  leavesBetween(first: bigint, last: bigint): Promise<RowLeaf[]>
  /** All transfers as the audit log holds them, in the order of their places. */
  leaves(): AsyncGenerator<RowLeaf[]>
  routes(http: Http): void
}

const leavesAtOnce = 5000

/** Opens the ledger over a database. */
export const createLedger = (db: Database, clock: Clock): Ledger => {
  const reading = createReading(db, clock)
  const monotonicMs = () => performance.now()
  const proofs = createProofs(db, clock, monotonicMs)
  return {
    ...reading,
    open: async () => {
      await createAccounts(db, houseAccounts, clock())
    },
    createAccounts,
    createTransfers: (tx, transfers) => createTransfers(tx, transfers, clock()),
    balances: createLookUp((ids) => balances(db.quick, ids)).many,
    entries: (accounts, page) => entries(db, accounts, page),
    monthly: (account, since) => monthly(db, account, since),
    addChartCode,
    setFrozen,
    prove: (progress = silentProgress) => proveBooks(db, { monotonicMs, progress }),
    proofs,
    measure: (metrics) => measureProofs(metrics, proofs),
    closeAccount,
    reopenAccount,
    expireHolds: () => expireHolds(db, clock()),
    countDueHolds: () => countDueHolds(db, clock()),
    leafOf: (id) => findLeafRow(db, id),
    leavesBetween: (first, last) => leafRowsBetween(db, first, last),
    leaves: () => streamLeafRows(db, leavesAtOnce),
    routes: (http) => {
      addProofRoutes(http, proofs)
      addBatchRoutes(http, db, clock)
      addReadingRoutes(http, reading, clock)
    },
  }
}
