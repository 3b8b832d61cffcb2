/** Everything that reads the book, over one database. */
import type { Database } from '#platform/database'
import type { Clock } from '#platform/time'
import { findTransfersOf, type TransferFilter, type TransferPage } from './account-transfers.ts'
import { balanceAt, balanceOn, type Counters, countersAt, type HistoryEntry, history } from './at-instant.ts'
import { type ChartCode, findChart } from './chart-codes.ts'
import { findAccounts, findTransfers, type LedgerAccount, type LedgerTransfer } from './lookups.ts'
import { type BookOfLedger, rollUp } from './roll-up.ts'
import { trialBalance, type When } from './trial-balance.ts'

/** Amounts are minor units, a balance is credits posted less debits posted; pages and look-ups hold at most 1,000. */
export interface Reading {
  /** Accounts by id, whole, in the order of the ids; an id that is not there is left out. */
  accounts(ids: readonly string[]): Promise<LedgerAccount[]>
  /** Transfers by id, whole, with how they ended; an id that is not there is left out. */
  transfers(ids: readonly string[]): Promise<LedgerTransfer[]>
  /** A page of an account's transfers that match, newest or oldest first. */
  transfersOf(filter: TransferFilter, page: TransferPage): Promise<LedgerTransfer[]>
  /** The balance of everything booked by an instant. */
  balanceAt(account: string, at: Date): Promise<bigint>
  /** The balance of everything whose value date has come by the end of a calendar date (UTC). */
  balanceOn(account: string, day: string): Promise<bigint>
  /** The four counters of an account with the flag `history`, of everything booked by an instant. */
  countersAt(account: string, at: Date): Promise<Counters>
  /** The four counters of such an account after each of its transfers, newest first. */
  history(account: string, page: { before?: bigint; limit: number }): Promise<HistoryEntry[]>
  /** Debits and credits by ledger and code, with control totals, now or at an instant, by booking time or value date. */
  trialBalance(when?: When): Promise<BookOfLedger[]>
  /** What codes of accounts stand for. */
  chart(): Promise<ChartCode[]>
}

/** Reads from the book of a database; `clock` only tells the past from the present. */
export const createReading = (db: Database, clock: Clock): Reading => ({
  accounts: (ids) => findAccounts(db, ids),
  transfers: (ids) => findTransfers(db, ids),
  transfersOf: (filter, page) => findTransfersOf(db, filter, page),
  balanceAt: (account, at) => balanceAt(db, account, at),
  balanceOn: (account, day) => balanceOn(db, account, day),
  countersAt: (account, at) => countersAt(db, account, at),
  history: (account, page) => history(db, account, page),
  trialBalance: async (when = {}) => {
    const [lines, codes] = await Promise.all([trialBalance(db, when, clock()), findChart(db)])
    return rollUp(lines, codes)
  },
  chart: () => findChart(db),
})
