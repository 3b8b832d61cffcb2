/** The foreign side of payments, as its table keeps it. */
import type { Query } from '#platform/database'
import type { CurrencyCode } from '#platform/money'
import type { AbroadView } from '../wire.ts'
import type { Amounts } from './chain.ts'
import type { Terms } from './quotes/terms.ts'

export interface AbroadRow {
  readonly payment: string
  readonly quote: string | null
  readonly direction: 'out' | 'in'
  readonly state: AbroadView['state']
  readonly country: string
  readonly name: string
  readonly account: string
  readonly bank: string | null
  /** Who it is abroad, as far as country and account say; fraud knows them by it. */
  readonly party: string
  readonly purpose: string | null
  readonly pay_currency: CurrencyCode
  readonly pay_minor: bigint
  readonly fee_minor: bigint
  readonly get_currency: CurrencyCode
  readonly get_minor: bigint
  readonly terms: Partial<Terms>
  readonly settles: string
  readonly message: string | null
  readonly sender: string | null
  readonly reference: string | null
  readonly reason: string | null
  readonly at: Date
  readonly changed_at: Date
}

const columns = `payment, quote, direction, state, country, name, account, bank, party, purpose, pay_currency, pay_minor, fee_minor,
  get_currency, get_minor, terms, settles::text, message, sender, reference, reason, at, changed_at`

export const selectAbroad = `select ${columns} from payments.abroad`

export const amountsOf = (row: AbroadRow): Amounts => ({
  direction: row.direction,
  exchanged: { currency: row.pay_currency, minor: row.pay_minor },
  fee: row.fee_minor,
  arrives: { currency: row.get_currency, minor: row.get_minor },
})

export const findAbroad = async (db: Query, payments: readonly string[]): Promise<Map<string, AbroadRow>> => {
  if (payments.length === 0) return new Map()
  const rows = await db.query<AbroadRow>(`${selectAbroad} where payment = any ($1::uuid[])`, [payments])
  return new Map(rows.map((row) => [row.payment, row]))
}

/** The same under lock, in one order for everybody. */
export const lockAbroad = async (db: Query, payments: readonly string[]): Promise<Map<string, AbroadRow>> => {
  if (payments.length === 0) return new Map()
  const rows = await db.query<AbroadRow>(
    `${selectAbroad} where payment = any ($1::uuid[]) order by payment for update`,
    [payments],
  )
  return new Map(rows.map((row) => [row.payment, row]))
}

/** When somebody abroad was first paid, or first paid; undefined for somebody new. */
export const firstSeenAt = async (db: Query, party: string): Promise<Date | undefined> =>
  (await db.query<{ at: Date }>('select at from payments.abroad where party = $1 order by at limit 1', [party]))[0]?.at

const mostShown = 50

/** The last payments of a person to and from other countries. */
export const findOwnAbroad = (db: Query, person: string): Promise<{ id: string }[]> =>
  db.query(
    `select p.id from payments.payment p join payments.abroad a on a.payment = p.id
      where p.payer = $1 or (p.payee = $1 and p.state = 'settled') order by p.seq desc limit ${mostShown}`,
    [person],
  )

/** Of these quotes some are taken already by another payment, and are left out of the answer. */
export const insertAbroad = async (db: Query, rows: readonly AbroadRow[]): Promise<Set<string>> => {
  const inserted = await db.query<{ payment: string }>(
    `insert into payments.abroad (payment, quote, direction, state, country, name, account, bank, party, purpose, pay_currency, pay_minor,
       fee_minor, get_currency, get_minor, terms, settles, sender, reference, at, changed_at)
     select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::uuid[],
       $10::text[], $11::text[], $12::bigint[], $13::bigint[], $14::text[], $15::bigint[], $16::jsonb[], $17::date[], $18::text[],
       $19::text[], $20::timestamptz[], $21::timestamptz[])
     on conflict do nothing returning payment`,
    [
      rows.map((row) => row.payment),
      rows.map((row) => row.quote),
      rows.map((row) => row.direction),
      rows.map((row) => row.state),
      rows.map((row) => row.country),
      rows.map((row) => row.name),
      rows.map((row) => row.account),
      rows.map((row) => row.bank),
      rows.map((row) => row.party),
      rows.map((row) => row.purpose),
      rows.map((row) => row.pay_currency),
      rows.map((row) => row.pay_minor),
      rows.map((row) => row.fee_minor),
      rows.map((row) => row.get_currency),
      rows.map((row) => row.get_minor),
      rows.map((row) => JSON.stringify(row.terms)),
      rows.map((row) => row.settles),
      rows.map((row) => row.sender),
      rows.map((row) => row.reference),
      rows.map((row) => row.at),
      rows.map((row) => row.changed_at),
    ],
  )
  return new Set(inserted.map(({ payment }) => payment))
}

export interface Moved {
  readonly payment: string
  readonly state: AbroadRow['state']
  readonly reason: string | null
  readonly at: Date
}

export const moveAbroad = (db: Query, moved: readonly Moved[]) =>
  db.query(
    `update payments.abroad a set state = m.state, reason = coalesce(m.reason, a.reason), changed_at = m.at
       from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[]) m(payment, state, reason, at) where a.payment = m.payment`,
    [
      moved.map(({ payment }) => payment),
      moved.map(({ state }) => state),
      moved.map(({ reason }) => reason),
      moved.map(({ at }) => at),
    ],
  )
