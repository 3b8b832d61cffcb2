/** Entries that are marked late: balances at an instant take account of them, so a mark must be true. */
import { type Check, ruleBySql } from './check.ts'

const compared = ruleBySql(
  'Looking at late entries',
  'what is marked late was booked before something that an account of it had seen',
  `with touched as (
     select debit_account as account from ledger.transfer where is_late union select credit_account from ledger.transfer where is_late),
   sides as (
     select t.seq, t.id, t.is_late, t.booked_at, a.account from touched a join ledger.transfer t on t.debit_account = a.account
     union all
     select t.seq, t.id, t.is_late, t.booked_at, a.account from touched a join ledger.transfer t on t.credit_account = a.account),
   legs as (
     select seq, id, is_late, booked_at < max(booked_at) over (partition by account order by seq rows unbounded preceding) as is_behind from sides)
   select id as offender, 'it is marked late, and nothing of its accounts was booked later before it' as detail
     from legs where is_late group by seq, id having not bool_or(is_behind) order by seq limit 1`,
)

export const lateEntries: Check = {
  name: compared.name,
  find: async (tx) => {
    const [{ is_any }] = await tx.query<{ is_any: boolean }>(
      'select exists (select from ledger.transfer where is_late) as is_any',
    )
    return is_any ? compared.find(tx) : null
  },
}
