import { useMediaQuery } from '@mantine/hooks'
import type { TablerIcon } from '@tabler/icons-react'
import { ActivityRows } from './activity-rows.tsx'
import type { MoneyAmount } from './currency.ts'
import { LedgerTable } from './ledger-table.tsx'

/** One line of an account as the customer sees it. */
export type LedgerEntry = {
  readonly id: string
  readonly at: Date
  readonly who: string
  readonly purpose: string
  /** Without sign; the direction says which way it went. */
  readonly amount: MoneyAmount
  readonly direction: 'in' | 'out'
  /** The balance after the entry; null while the entry waits and is not yet written. */
  readonly balanceAfter: MoneyAmount | null
  readonly icon: TablerIcon
  /** Where the entry can be read in full. */
  readonly to?: string
}

export type LedgerProps = { readonly entries: readonly LedgerEntry[]; readonly caption: string; readonly now: Date }

/** Entries of an account: a ruled table on the desk, rows by day on the phone. */
export const Ledger = (props: LedgerProps) => {
  const isDesk = useMediaQuery('(min-width: 900px)', undefined, { getInitialValueInEffect: false })
  return isDesk ? <LedgerTable {...props} /> : <ActivityRows {...props} />
}
