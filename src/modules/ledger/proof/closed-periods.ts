/** Closed periods: what was booked into them is what was there when they were closed. */
import { ruleBySql } from './check.ts'

// One pass for all periods: each transfer counts for the first period that it lies in, and periods add up those before them.
export const closedPeriods = ruleBySql(
  'Comparing closed periods with their fingerprints',
  'nothing has changed in a closed period since it was closed',
  `with closed as (
     select through, transfers, fingerprint, row_number() over (order by through) as place from ledger.period
      where reopened_at is null and fingerprint is not null),
   ends as (select coalesce(array_agg((through + 1)::timestamp at time zone 'UTC' order by through), '{}') as at from closed),
   found as (
     select width_bucket(t.booked_at, ends.at) + 1 as place, count(*) as transfers, sum(ledger.fingerprint_of(t)) as fingerprint
       from ledger.transfer t, ends where t.booked_at < ends.at[cardinality(ends.at)] group by 1),
   added as (
     select c.*, coalesce(sum(f.transfers) over w, 0) as transfers_now, coalesce(sum(f.fingerprint) over w, 0) as fingerprint_now
       from closed c left join found f on f.place = c.place window w as (order by c.place))
   select through::text as offender,
          case when transfers <> transfers_now then format('%s transfers when it was closed, %s now', transfers, transfers_now)
               else format('another fingerprint of its %s transfers', transfers) end as detail
     from added where transfers <> transfers_now or fingerprint <> fingerprint_now
    order by through limit 1`,
)

export const lastClosing = ruleBySql(
  'Looking at the last closed day',
  'the book is closed up to the day of the last closing that was not reopened',
  `select 'ledger.closing' as offender, format('closed up to %s, by the closings up to %s', closed_through, due) as detail
     from (select (select max(closed_through) from ledger.closing) as closed_through,
                  coalesce((select max(through) from ledger.period where reopened_at is null), '-infinity') as due) days
    where closed_through is distinct from due`,
)
