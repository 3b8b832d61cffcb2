/** What people have sent already, as their limits count it. */
import type { Query } from '#platform/database'
import type { CurrencyCode } from '#platform/money'
import { dayMs } from '#platform/time'
import type { NewPayment } from '../step.ts'

/** The day that a payment counts for: the one on which it was asked for, in UTC. */
export const dayOf = (at: Date): number => Math.floor(at.getTime() / dayMs)

const monthOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 7)
const monthBegins = (at: Date, plus = 0): Date => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + plus))

/** When the limit of a day, and of a month, is free again. */
export const freesAt = (at: Date, by: 'day' | 'month' = 'day'): Date =>
  by === 'day' ? new Date((dayOf(at) + 1) * dayMs) : monthBegins(at, 1)

const counted = `p.payer is distinct from p.payee and p.asked_by = p.payer and p.id <> all ($4::uuid[])
    and p.kind in ('send', 'withdrawal', 'charge') and p.created_at >= $2 and p.created_at < $3
    and p.state in ('settled', 'waiting', 'tried', 'in_review', 'announced', 'authorized')`

// Of an order whose first unit went ahead the rest counts here, and the unit as the payment that it is.
const columns = `p.payer, case p.kind when 'charge' then 'send' else p.kind end as kind, p.currency,
    floor(extract(epoch from p.created_at) / 86400)::integer as day, sum(p.minor - coalesce(p.unit, 0))::bigint as minor`

const spentByDay = `
  select ${columns} from payments.payment p where p.payer = any ($1::uuid[]) and ${counted} group by 1, 2, 3, 4`

/** True where the payer has paid this payee, at home or abroad, a day before or earlier. */
const isKnown = (payment: string, abroad: string) => `exists (
    select from payments.payment b left join payments.abroad c on c.payment = b.id
     where b.payer = ${payment}.payer and b.kind in ('send', 'charge') and b.state in ('settled', 'authorized')
       and b.created_at <= ${payment}.created_at - interval '1 day'
       and (b.to_product = ${payment}.to_product or c.party = ${abroad}.party))`

const spentOnNew = `
  select ${columns} from payments.payment p left join payments.abroad a on a.payment = p.id
   where p.payer = any ($1::uuid[]) and ${counted} and p.kind <> 'withdrawal' and not ${isKnown('p', 'a')} group by 1, 2, 3, 4`

// Of a payment abroad that is not written yet nobody knows the payee here; the lane looks again, when it is.
const toNewPayees = `
  select p.id from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[]) p(id, payer, to_product, created_at)
    left join payments.abroad a on a.payment = p.id
   where (p.to_product is not null or a.party is not null) and not ${isKnown('p', 'a')}`

export interface SpentRow {
  readonly payer: string
  readonly kind: 'send' | 'withdrawal'
  readonly currency: CurrencyCode
  readonly day: number
  readonly minor: bigint
}

const payersOf = (payments: readonly NewPayment[]) => [...new Set(payments.flatMap(({ payer }) => payer ?? []))]
const idsOf = (payments: readonly NewPayment[]) => payments.map(({ id }) => id)

/** In the days, or the whole months, of these payments, without the payments themselves. */
const findSpent = (db: Query, payments: readonly NewPayment[], inMonths: boolean): Promise<SpentRow[]> => {
  const times = payments.map(({ created_at }) => created_at.getTime())
  const [first, last] = [new Date(Math.min(...times)), new Date(Math.max(...times))]
  const [from, until] = inMonths
    ? [monthBegins(first), monthBegins(last, 1)]
    : [new Date(dayOf(first) * dayMs), freesAt(last)]
  return db.query(spentByDay, [payersOf(payments), from, until, idsOf(payments)])
}

const findOnNew = (db: Query, payments: readonly NewPayment[]): Promise<SpentRow[]> => {
  const days = payments.map(({ created_at }) => dayOf(created_at))
  const [from, until] = [new Date(Math.min(...days) * dayMs), new Date((Math.max(...days) + 1) * dayMs)]
  return db.query(spentOnNew, [payersOf(payments), from, until, idsOf(payments)])
}

const findToNew = async (db: Query, payments: readonly NewPayment[]): Promise<Set<string>> => {
  const rows = await db.query<{ id: string }>(toNewPayees, [
    idsOf(payments),
    payments.map(({ payer }) => payer),
    payments.map(({ to_product }) => to_product),
    payments.map(({ created_at }) => created_at),
  ])
  return new Set(rows.map(({ id }) => id))
}

/** What a person has sent on a day, by kind and currency. */
export const findSentOn = (db: Query, payer: string, now: Date): Promise<SpentRow[]> =>
  db.query(spentByDay, [[payer], new Date(dayOf(now) * dayMs), freesAt(now), []])

const sumsBy = (rows: readonly SpentRow[], timeOf: (day: number) => string | number) => {
  const sums = new Map<string, bigint>()
  for (const row of rows) {
    const key = `${row.payer} ${row.kind} ${row.currency} ${timeOf(row.day)}`
    sums.set(key, (sums.get(key) ?? 0n) + row.minor)
  }
  return sums
}

/** Reads what went before these payments; a month, and who is new, are looked at only where a limit speaks of them. */
export const readSpent = async (
  db: Query,
  payments: readonly NewPayment[],
  wants: { readonly month: boolean; readonly toNew: boolean },
) => {
  const [rows, onNew, areToNew] = await Promise.all([
    findSpent(db, payments, wants.month),
    wants.toNew ? findOnNew(db, payments) : [],
    wants.toNew ? findToNew(db, payments) : new Set<string>(),
  ])
  return {
    days: sumsBy(rows, (day) => day),
    months: sumsBy(rows, monthOf),
    onNew: sumsBy(onNew, (day) => day),
    areToNew,
  }
}

/** Under which keys a payment counts. */
export const keysOf = (payer: string, kind: string, { currency, created_at }: NewPayment) => {
  const day = dayOf(created_at)
  const whose = `${payer} ${kind} ${currency}`
  return { day: `${whose} ${day}`, month: `${whose} ${monthOf(day)}` }
}
