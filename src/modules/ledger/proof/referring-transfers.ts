/** Transfers that refer to another one: ends of holds, and reversals. */
import { ruleBySql } from './check.ts'

const timeout = "p.timeout * interval '1 second'"

export const endsOfHolds = ruleBySql(
  'Following every hold to its end',
  'every hold ends at most once, in time, between its own accounts and within its amount',
  `select offender, detail from (
     select e.seq, e.id as offender, case
         when p.id is null then format('ends %s, which is not %s', e.pending_id,
           case when exists (select from ledger.transfer t where t.id = e.pending_id) then 'pending' else 'in the book' end)
         when p.seq >= e.seq then format('ends %s before it was placed', e.pending_id)
         when e.nth > 1 then format('ends %s, which had ended', e.pending_id)
         when (p.debit_account, p.credit_account, p.ledger, p.code) is distinct from (e.debit_account, e.credit_account, e.ledger, e.code)
           then format('ends %s between other accounts, or with another code', e.pending_id)
         when e.amount > p.amount or (e.kind <> 2 and e.amount <> p.amount)
           then format('ends %s of %s with %s', e.pending_id, p.amount, e.amount)
         when e.kind in (2, 3) and e.booked_at >= p.booked_at + ${timeout}
           then format('ends %s after its time', e.pending_id)
         when e.kind = 4 and (p.timeout is null or e.booked_at < p.booked_at + ${timeout})
           then format('lets %s expire before its time', e.pending_id)
       end as detail
       from (select seq, id, kind, pending_id, debit_account, credit_account, ledger, code, amount, booked_at,
                    row_number() over (partition by pending_id order by seq) as nth from ledger.transfer where kind in (2, 3, 4)) e
       left join (select * from ledger.transfer where kind = 1) p on p.id = e.pending_id) found
    where detail is not null order by seq limit 1`,
)

export const reversals = ruleBySql(
  'Following every reversal',
  'every reversal mirrors a posted transfer, and undoes it once',
  `select offender, detail from (
     select r.seq, r.id as offender, case
         when t.id is null then format('reverses %s, which is not in the book', r.reverses)
         when t.kind not in (0, 2) then format('reverses %s, which is not posted', r.reverses)
         when t.seq >= r.seq then format('reverses %s before it was booked', r.reverses)
         when r.nth > 1 then format('reverses %s, which was reversed', r.reverses)
         when (t.debit_account, t.credit_account, t.ledger) is distinct from (r.credit_account, r.debit_account, r.ledger)
           then format('reverses %s between other accounts', r.reverses)
         when t.amount <> r.amount then format('reverses %s of %s with %s', r.reverses, t.amount, r.amount)
       end as detail
       from (select *, row_number() over (partition by reverses order by seq) as nth from ledger.transfer where kind = 5) r
       left join ledger.transfer t on t.id = r.reverses) found
    where detail is not null order by seq limit 1`,
)

export const expiringHolds = ruleBySql(
  'Comparing the list of expiring holds',
  'the list of expiring holds has exactly those with a timeout that have not ended',
  `select coalesce(p.id, x.transfer) as offender, case
       when p.id is null then 'is listed, but no hold with a timeout that is open'
       when x.transfer is null then 'is an open hold with a timeout, but not listed'
       else format('is listed to expire at %s, and expires at %s', x.expires_at at time zone 'UTC', p.expires_at at time zone 'UTC') end as detail
     from (select p.seq, p.id, p.booked_at + ${timeout} as expires_at from ledger.transfer p
            where p.kind = 1 and p.timeout is not null
              and not exists (select from ledger.transfer e where e.kind in (2, 3, 4) and e.pending_id = p.id)) p
     full join ledger.expiring x on x.transfer = p.id
    where x.expires_at is distinct from p.expires_at
    order by p.seq, x.transfer limit 1`,
)
