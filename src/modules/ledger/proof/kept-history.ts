/** The counters that are kept after each transfer of an account with the flag `history`. */
import { type Check, ruleBySql } from './check.ts'

const posted = 'case when t.kind in (0, 2, 5) then t.amount else 0 end'
const held =
  'case t.kind when 1 then t.amount when 2 then -p.amount when 3 then -t.amount when 4 then -t.amount else 0 end'

const compared = ruleBySql(
  'Comparing the kept history of balances',
  'the history of an account has its four counters after each of its transfers',
  `with kept_for as (select id from ledger.account where flags & 16 = 16),
   sides as (
     select k.id as account, true as is_debit, t.* from kept_for k join ledger.transfer t on t.debit_account = k.id
     union all
     select k.id, false, t.* from kept_for k join ledger.transfer t on t.credit_account = k.id),
   legs as (
     select t.seq, t.id, t.booked_at, t.account, t.is_debit, ${posted} as moved, ${held} as held
       from sides t left join ledger.transfer p on p.id = t.pending_id and t.kind = 2),
   expected as (
     select seq, id, account, booked_at, row_number() over w as nth,
            sum(case when is_debit then held else 0 end) over w as debits_pending, sum(case when is_debit then moved else 0 end) over w as debits_posted,
            sum(case when is_debit then 0 else held end) over w as credits_pending, sum(case when is_debit then 0 else moved end) over w as credits_posted
       from legs window w as (partition by account order by seq rows unbounded preceding)),
   kept as (select *, row_number() over (partition by account order by position) as nth from ledger.balance_history)
   select coalesce(e.id, h.transfer) as offender, case
       when h.account is null then format('account %s: nothing is kept after its entry %s', e.account, e.nth)
       when e.account is null then format('account %s: %s is kept, which is no entry of it', h.account, h.transfer)
       else format('account %s: kept after %s at %s are debits %s + %s, credits %s + %s; expected are %s + %s, %s + %s', h.account, h.transfer,
         h.booked_at at time zone 'UTC', h.debits_posted, h.debits_pending, h.credits_posted, h.credits_pending,
         e.debits_posted, e.debits_pending, e.credits_posted, e.credits_pending) end as detail
     from expected e full join kept h on h.account = e.account and h.nth = e.nth
    where (h.transfer, h.booked_at, h.debits_pending, h.debits_posted, h.credits_pending, h.credits_posted)
          is distinct from (e.id, e.booked_at, e.debits_pending, e.debits_posted, e.credits_pending, e.credits_posted)
    order by e.seq, h.position limit 1`,
)

const anyKept =
  'select exists (select from ledger.account where flags & 16 <> 0) or exists (select from ledger.balance_history) as is_kept'

export const keptHistory: Check = {
  name: compared.name,
  find: async (tx) => {
    const [{ is_kept }] = await tx.query<{ is_kept: boolean }>(anyKept)
    return is_kept ? compared.find(tx) : null
  },
}
