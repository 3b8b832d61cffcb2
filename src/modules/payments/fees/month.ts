/** Fees that count by the calendar month: what went before, read under the lock of the account that bears them. */
import { type FeeLine, feeInMonth, nothingUsed, type Used } from '#modules/products'
import type { Query, Tx } from '#platform/database'
import type { NewPayment } from '../step.ts'

/** A payment whose fee depends on the month; `line` says how. */
export interface Counted {
  readonly payment: NewPayment
  readonly line: FeeLine
}

/** The calendar month of an instant, in UTC. */
const monthOf = (at: Date): string => at.toISOString().slice(0, 7)
const monthBegins = (at: Date): Date => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth()))
const monthEnds = (at: Date): Date => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1))

interface UsedRow {
  readonly account: string
  readonly kind: string
  readonly month: string
  readonly count: bigint
  readonly taken: bigint
}

// What went or is set aside to go, and what its payer was asked about: it may still go, at the fee that it was shown with. Parts that were
// sent ahead and what goes abroad have no fee of their own here, and between own accounts there is none.
const usedInMonths = `
  select p.from_product as account, p.kind, to_char(p.created_at at time zone 'UTC', 'YYYY-MM') as month,
    count(*) as count, coalesce(sum(f.minor), 0)::bigint as taken
  from payments.payment p left join payments.fee f on f.payment = p.id
  where p.from_product = any ($1::uuid[]) and p.kind in ('send', 'withdrawal') and p.created_at >= $2 and p.created_at < $3
    and p.payer is distinct from p.payee and p.part_of is null and (p.kind = 'withdrawal' or p.to_product is not null)
    and p.state in ('challenged', 'settled', 'waiting', 'tried', 'in_review', 'announced') and p.id <> all ($4::uuid[])
  group by 1, 2, 3`

const findUsed = (
  db: Query,
  accounts: readonly string[],
  from: Date,
  until: Date,
  but: readonly string[],
): Promise<UsedRow[]> => db.query(usedInMonths, [accounts, from, until, but])

/** What an account has had of a kind in the month of an instant, without a lock: good for telling. */
export const usedBy =
  (db: Query) =>
  async (account: string, kind: 'send' | 'withdrawal', at: Date): Promise<Used> =>
    (await findUsed(db, [account], monthBegins(at), monthEnds(at), [])).find((row) => row.kind === kind) ?? nothingUsed

/** In one order, so that two batches wait for each other one way round. The locks are the transaction's. */
const lockAccounts = (tx: Tx, accounts: readonly string[]) =>
  tx.query(
    `select pg_advisory_xact_lock(key) from
       (select distinct hashtextextended(id::text, 20) as key from unnest($1::uuid[]) id order by 1) keys`,
    [accounts],
  )

const keyOf = ({ from_product, kind, created_at }: NewPayment) => `${from_product} ${kind} ${monthOf(created_at)}`

/** The fee of each payment after all that went before in its month, those of the same batch in their order. */
export const decideByMonth = async (tx: Tx, counted: readonly Counted[]) => {
  const accounts = [...new Set(counted.flatMap(({ payment }) => payment.from_product ?? []))]
  await lockAccounts(tx, accounts)
  const times = counted.map(({ payment }) => payment.created_at.getTime())
  const [first, last] = [new Date(Math.min(...times)), new Date(Math.max(...times))]
  const ids = counted.map(({ payment }) => payment.id)
  const rows = await findUsed(tx, accounts, monthBegins(first), monthEnds(last), ids)
  const used = new Map<string, Used>(rows.map((row) => [`${row.account} ${row.kind} ${row.month}`, row]))
  return {
    feeOf: ({ payment, line }: Counted): bigint =>
      feeInMonth(line, payment.minor, used.get(keyOf(payment)) ?? nothingUsed),
    /** It goes, as far as the fee is concerned: it counts for those after it. */
    count: ({ payment }: Counted, fee: bigint): void => {
      const { count, taken } = used.get(keyOf(payment)) ?? nothingUsed
      used.set(keyOf(payment), { count: count + 1n, taken: taken + fee })
    },
  }
}
