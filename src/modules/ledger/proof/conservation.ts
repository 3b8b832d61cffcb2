/** The sums of each ledger, which are shown, and held against each other. */
import type { Query } from '#platform/database'
import { currencies, currencyCodes, currencyOfLedger } from '#platform/money'
import type { Proof } from '../wire.ts'
import type { Breach } from './check.ts'

export interface LedgerSums {
  ledger: number
  debits: string
  credits: string
  pending_debits: string
  pending_credits: string
}

/** Sums of the counters; the pass over the entries has held those against the transfers. */
export const sumLedgers = (tx: Query): Promise<LedgerSums[]> =>
  tx.query(`select ledger, sum(debits_posted)::text as debits, sum(credits_posted)::text as credits,
                   sum(debits_pending)::text as pending_debits, sum(credits_pending)::text as pending_credits
              from ledger.account group by ledger order by ledger`)

/** The first ledger whose debits do not equal its credits. */
export const findLeak = (sums: readonly LedgerSums[]): Breach | null => {
  const leak = sums.find((sum) => sum.debits !== sum.credits || sum.pending_debits !== sum.pending_credits)
  if (!leak) return null
  return {
    rule: 'in each ledger debits equal credits',
    offender: `ledger ${leak.ledger}`,
    detail: `debits ${leak.debits} and ${leak.pending_debits} on hold, credits ${leak.credits} and ${leak.pending_credits} on hold`,
  }
}

/** As it is shown; a ledger of something that is no currency is checked, and not shown. */
export const toLedger = (sums: LedgerSums): Proof['ledgers'] => {
  if (!currencyCodes.some((code) => currencies[code].ledger === sums.ledger)) return []
  return [
    {
      currency: currencyOfLedger(sums.ledger),
      debits: sums.debits,
      credits: sums.credits,
      pendingDebits: sums.pending_debits,
      pendingCredits: sums.pending_credits,
    },
  ]
}
