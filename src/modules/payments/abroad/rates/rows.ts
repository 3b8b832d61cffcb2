/** Reference rates as their table keeps them. */
import type { Query, Tx } from '#platform/database'
import { currencyCodes } from '#platform/money'
import type { DayOfRates } from './eurofxref.ts'
import type { ReferenceRate } from './rate.ts'

export interface KeptRate extends ReferenceRate {
  readonly at: Date
}

const columns = 'currency, day::text, per_euro as "perEuro", source, at'

/** The latest rate of each currency that is not of a later day than `today`. */
export const findLatest = (db: Query, today: string): Promise<KeptRate[]> =>
  db.query(
    `select distinct on (currency) ${columns} from payments.reference_rate where day <= $1::date order by currency, day desc`,
    [today],
  )

const mostDays = 30

/** Rates of the last days, newest first. */
export const findRecent = (db: Query): Promise<KeptRate[]> =>
  db.query(
    `select ${columns} from payments.reference_rate
      where day > (select max(day) from payments.reference_rate) - ${mostDays} order by day desc, currency`,
  )

/** The rates of one day, of those currencies that the house knows. Locked, so that two who bring a day come one after the other. */
export const findDay = (tx: Query, day: string): Promise<KeptRate[]> =>
  tx.query(`select ${columns} from payments.reference_rate where day = $1::date`, [day])

export const lockRates = (tx: Tx) => tx.query('lock table payments.reference_rate in share row exclusive mode')

export const insertDay = async (tx: Tx, { day, perEuro }: DayOfRates, source: string, at: Date): Promise<number> => {
  const known = currencyCodes.filter((code) => code === 'EUR' || perEuro.has(code))
  const rows = await tx.query(
    `insert into payments.reference_rate (currency, day, per_euro, source, at)
     select c, $1::date, r, $4, $5 from unnest($2::text[], $3::text[]) x(c, r)
     on conflict (currency, day) do nothing returning currency`,
    [day, known, known.map((code) => perEuro.get(code) ?? '1'), source, at],
  )
  return rows.length
}
