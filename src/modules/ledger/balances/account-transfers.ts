/** Transfers of an account, a page at a time, by place in the book. */
import type { Query } from '#platform/database'
import { kindNumber, type TransferKind } from '../transfer.ts'
import { joinedEnd, type LedgerTransfer, queryTransfers, transferColumns } from './lookups.ts'

/** What to look for; what is left out does not matter. Amounts and instants include the first and leave out `bookedBefore`. */
export interface TransferFilter {
  readonly account: string
  /** Where the account is debited, where it is credited; both where left out. */
  readonly side?: 'debit' | 'credit'
  readonly codes?: readonly number[]
  readonly kinds?: readonly TransferKind[]
  readonly bookedFrom?: Date
  readonly bookedBefore?: Date
  readonly amountFrom?: bigint
  readonly amountTo?: bigint
}

export interface TransferPage {
  readonly order: 'newest' | 'oldest'
  /** The place in the book after which the page begins, in its order. */
  readonly after?: bigint
  readonly limit: number
}

const largestPage = 1000
const beyond = 9_223_372_036_854_775_807n

// In the order of time everything booked in a span lies between two markers, so that a span of years ago is read without what
// came since; what is late may lie anywhere beyond the first of them.
const bounds = `with bounds as (
  select case when $5::timestamptz is null then 0 else (ledger.marker_at($1, $5::timestamptz - interval '1 microsecond')).seq end as low,
         case when $6::timestamptz is null then ${beyond} else (ledger.marker_at($1, $6::timestamptz - interval '1 microsecond')).seq end as high)`

const branchesOf = (side: 'debit' | 'credit', order: TransferPage['order'], hasEnd: boolean): string[] => {
  // In the order of the index by account: its chapters, and the places in them.
  const page =
    order === 'newest'
      ? 'seq < $2 and seq >> 18 <= $2::bigint >> 18 order by seq >> 18 desc, seq desc limit $3'
      : 'seq > $2 and seq >> 18 >= $2::bigint >> 18 order by seq >> 18, seq limit $3'
  const matching = `($4::smallint[] is null or kind = any ($4)) and ($7::integer[] is null or code = any ($7))
    and ($5::timestamptz is null or booked_at >= $5) and ($6::timestamptz is null or booked_at < $6)
    and ($8::bigint is null or amount >= $8) and ($9::bigint is null or amount <= $9)`
  const own = `select * from ledger.transfer where ${side}_account = $1 and ${matching}`
  const inOrder = `(${own} and seq > (select low from bounds) and seq <= (select high from bounds)
    and seq >> 18 between (select low >> 18 from bounds) and (select high >> 18 from bounds) and ${page})`
  // An order that no index has leaves the planner the index of what is late.
  const late = `(${own} and is_late and booked_at < $6 and seq > (select high from bounds) and ${page.replace('by seq', 'by seq + 0')})`
  return hasEnd ? [inOrder, late] : [inOrder]
}

/** A page of an account's transfers that match. Throws a RangeError for a limit outside 1 to 1,000. */
export const findTransfersOf = async (
  db: Query,
  filter: TransferFilter,
  page: TransferPage,
): Promise<LedgerTransfer[]> => {
  if (!Number.isInteger(page.limit) || page.limit < 1 || page.limit > largestPage)
    throw new RangeError(`a page holds 1 to ${largestPage} transfers`)
  const sides = filter.side ? [filter.side] : (['debit', 'credit'] as const)
  const branches = sides.flatMap((side) => branchesOf(side, page.order, filter.bookedBefore !== undefined))
  const direction = page.order === 'newest' ? 'desc' : 'asc'
  return queryTransfers(
    db,
    `${bounds}, found as (select * from (${branches.join(' union all ')}) b order by seq ${direction} limit $3)
     select ${transferColumns} from found t ${joinedEnd} order by t.seq ${direction}`,
    [
      filter.account,
      page.after ?? (page.order === 'newest' ? beyond : 0n),
      page.limit,
      filter.kinds?.map((kind) => kindNumber[kind]) ?? null,
      filter.bookedFrom ?? null,
      filter.bookedBefore ?? null,
      filter.codes ?? null,
      filter.amountFrom ?? null,
      filter.amountTo ?? null,
    ],
  )
}
