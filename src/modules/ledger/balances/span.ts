/** What was written on an account in a span of time, in the order of time, however much it is. */
import type { Query, Snapshot } from '#platform/database'
import { type Entry, toEntry } from '../entries.ts'
import type { EntryRow } from '../tables.ts'

/** The first instant of the span, and the first after it. */
export interface Span {
  readonly from: Date
  readonly before: Date
}

export interface SpanSums {
  /** The balance at the beginning and at the end. */
  readonly opening: bigint
  readonly closing: bigint
  readonly in: { readonly count: number; readonly total: bigint }
  readonly out: { readonly count: number; readonly total: bigint }
}

const justBefore = "- interval '1 microsecond'"

const boundsStatement = `
  select (ledger.marker_at($1, $2::timestamptz ${justBefore})).seq as low,
         (ledger.marker_at($1, $3::timestamptz ${justBefore})).seq as high`

const columns = (side: 'debit' | 'credit') =>
  `seq >> 18 as chapter, seq, id, ${side}_account as account, ${side === 'debit' ? 'credit' : 'debit'}_account as other, code,
   pending_id, reverses, amount, ${side}_balance as balance, '${side === 'debit' ? 'out' : 'in'}' as side, booked_at`

const inSpan = 'kind in (0, 2, 5) and booked_at >= $2 and booked_at < $3'

// In the order of time everything of a span lies between two markers; the index by account has it in this order already.
const inOrder = (side: 'debit' | 'credit') =>
  `select ${columns(side)} from ledger.transfer where ${side}_account = $1 and ${inSpan} and not is_late
      and seq > $4 and seq <= $5 and seq >> 18 between $4::bigint >> 18 and $5::bigint >> 18`

// What was late may lie anywhere, and has an index of its own.
const late = (side: 'debit' | 'credit') =>
  `select ${columns(side)} from ledger.transfer where ${side}_account = $1 and ${inSpan} and is_late`

const inOrderStatement = `${inOrder('debit')} union all ${inOrder('credit')} order by chapter, seq`
const lateStatement = `${late('debit')} union all ${late('credit')} order by booked_at, seq`

const sumsStatement = `
  select side, count(*) as count, sum(amount)::text as total
    from (${inOrder('debit')} union all ${inOrder('credit')} union all ${late('debit')} union all ${late('credit')}) moved group by side`

const findBounds = async (db: Query, account: string, { from, before }: Span) => {
  const [{ low, high }] = await db.query<{ low: bigint; high: bigint }>(boundsStatement, [account, from, before])
  return [account, from, before, low, high] as const
}

const balanceBefore = async (db: Query, account: string, at: Date): Promise<bigint> => {
  const text = `select ledger.balance_at($1::uuid, $2::timestamptz ${justBefore})::text as balance`
  const [{ balance }] = await db.query<{ balance: string }>(text, [account, at])
  return BigInt(balance)
}

/** Opening and closing balance, and what moved between them. */
export const sumSpan = async (db: Query, account: string, span: Span): Promise<SpanSums> => {
  const rows = await db.query<{ side: 'in' | 'out'; count: bigint; total: string }>(
    sumsStatement,
    await findBounds(db, account, span),
  )
  const sumOf = (wanted: 'in' | 'out') => {
    const found = rows.find(({ side }) => side === wanted)
    return { count: Number(found?.count ?? 0n), total: BigInt(found?.total ?? '0') }
  }
  const [opening, closing] = [
    await balanceBefore(db, account, span.from),
    await balanceBefore(db, account, span.before),
  ]
  return { opening, closing, in: sumOf('in'), out: sumOf('out') }
}

const isEarlier = (one: EntryRow, other: EntryRow): boolean => {
  const [first, second] = [one.booked_at.getTime(), other.booked_at.getTime()]
  return first === second ? one.seq < other.seq : first < second
}

/** Rows of a cursor one at a time, with the next in sight. */
const createReader = (pages: AsyncGenerator<EntryRow[]>) => {
  let page: EntryRow[] = []
  let at = 0
  return {
    peek: async (): Promise<EntryRow | undefined> => {
      if (at === page.length) {
        page = (await pages.next()).value ?? []
        at = 0
      }
      return page[at]
    },
    /** Takes rows while they come before another one; without another, all that are there. */
    takeBefore: (limit: EntryRow | undefined): EntryRow[] => {
      const begin = at
      while (at < page.length && (limit === undefined || isEarlier(page[at], limit))) at++
      return begin === 0 && at === page.length ? page : page.slice(begin, at)
    },
    end: () => pages.return(undefined),
  }
}

/**
 * Entries of a span, oldest first, some at a time, each with the balance after it in the order of time: it begins at `opening`. What
 * was booked late stands where it belongs.
 */
export async function* readSpan(
  snapshot: Snapshot,
  account: string,
  span: Span,
  opening: bigint,
  rowsAtOnce = 1000,
): AsyncGenerator<Entry[]> {
  const bounds = await findBounds(snapshot, account, span)
  const usual = createReader(snapshot.rows<EntryRow>(inOrderStatement, bounds, rowsAtOnce))
  const belated = createReader(snapshot.rows<EntryRow>(lateStatement, bounds.slice(0, 3), rowsAtOnce))
  let balance = opening
  try {
    while (true) {
      const [next, nextLate] = [await usual.peek(), await belated.peek()]
      if (!next && !nextLate) return
      const isLateFirst = next === undefined || (nextLate !== undefined && isEarlier(nextLate, next))
      const taken = isLateFirst ? belated.takeBefore(next) : usual.takeBefore(nextLate)
      yield taken.map((row) => {
        balance += row.side === 'in' ? row.amount : -row.amount
        return toEntry(row, balance)
      })
    }
  } finally {
    await usual.end()
    await belated.end()
  }
}
