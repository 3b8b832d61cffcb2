/** Payments abroad, corridors and rates as they travel. */
import type { AbroadView, CorridorChangeView, CorridorView, ReferenceRateView } from '../wire.ts'
import type { ChangeRow, CorridorRow } from './corridors/rows.ts'
import { currencyOfCorridor } from './quotes/quote.ts'
import type { KeptRate } from './rates/rows.ts'
import type { AbroadRow } from './rows.ts'

type Names = ReadonlyMap<string, { name: string }>

const money = <Currency extends string>(currency: Currency, minor: bigint) => ({ currency, minor: minor.toString() })

export const toAbroad = (row: AbroadRow): AbroadView => ({
  direction: row.direction,
  state: row.state,
  country: row.country,
  name: row.name,
  account: row.account,
  bank: row.bank,
  purpose: row.purpose,
  exchanged: money(row.pay_currency, row.pay_minor),
  fee: money(row.pay_currency, row.fee_minor),
  arrives: money(row.get_currency, row.get_minor),
  rate: row.terms.rate?.text ?? null,
  reference: row.terms.reference ?? null,
  leaves: row.settles,
  arrivesOn: row.terms.arrivesOn ?? row.settles,
  reason: row.reason,
})

export const toCorridor = ({ id, version, rules, at }: CorridorRow): CorridorView => ({
  id,
  country: id.slice(0, 2),
  currency: currencyOfCorridor(id),
  version,
  rules,
  changedAt: at.toISOString(),
})

const who = (names: Names, id: string) => ({ id, name: names.get(id)?.name ?? '' })

export const toChange = (row: ChangeRow, names: Names): CorridorChangeView => ({
  id: row.id,
  corridor: row.corridor,
  currency: currencyOfCorridor(row.corridor),
  rules: row.rules,
  reason: row.reason,
  askedBy: who(names, row.asked_by),
  askedAt: row.asked_at.toISOString(),
  outcome: row.outcome ?? 'waiting',
  endedBy: row.ended_by === null ? null : who(names, row.ended_by),
  endedAt: row.ended_at?.toISOString() ?? null,
  note: row.note,
})

export const toRate = ({ currency, day, perEuro, source, at }: KeptRate): ReferenceRateView => ({
  currency,
  day,
  perEuro,
  source,
  at: at.toISOString(),
})
