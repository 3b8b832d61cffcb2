/** Money in and out of an account in each of the last six calendar months (UTC), for the chart of the overview. */
import type { Ledger } from '#modules/ledger'

const monthsShown = 6

/** Six months, oldest first, the present one last; months without movement are zero. Amounts are minor units as digits. */
export const lastMonths = async (ledger: Ledger, product: string, now: Date) => {
  const starts = Array.from(
    { length: monthsShown },
    (_, index) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - monthsShown + 1 + index, 1)),
  )
  const rows = await ledger.monthly(product, starts[0])
  const total = (month: string, side: 'in' | 'out') =>
    rows.find((row) => row.month === month && row.side === side)?.total ?? '0'
  return starts.map((start) => {
    const month = start.toISOString().slice(0, 7)
    return { month, in: total(month, 'in'), out: total(month, 'out') }
  })
}
