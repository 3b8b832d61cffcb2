/** What can be said of a transfer without looking at another row. */
import { ruleBySql } from './check.ts'

// A condition that is null is one that a missing value has made so; it counts as broken.
const forms: readonly [sound: string, says: string][] = [
  ['kind between 0 and 5', "format('it is of kind %s', kind)"],
  ['amount > 0', "format('its amount is %s', amount)"],
  ['debit_account <> credit_account', "'it debits and credits the same account'"],
  ['ledger > 0 and code > 0', "format('its ledger is %s and its code %s', ledger, code)"],
  [
    '(kind in (2, 3, 4)) = (pending_id is not null)',
    "'it ends a hold that it does not name, or names one that it does not end'",
  ],
  ['(kind = 5) = (reverses is not null)', "'it reverses what it does not name, or names what it does not reverse'"],
  ['timeout is null or (kind = 1 and timeout > 0)', "format('it has a timeout of %s seconds', timeout)"],
  ['flags & ~305 = 0', "format('it has flags that do not exist: %s', flags)"],
  ['flags & 48 = 0 or kind < 2', "'it is balancing, but neither posted nor pending'"],
  ['flags & 256 = 0 or timeout is null', "'it is imported and has a timeout'"],
  [
    "value_date is null or value_date <> (booked_at at time zone 'UTC')::date",
    "'it repeats its booking date as a value date'",
  ],
  ["booked_at > '-infinity' and booked_at < 'infinity'", "'it has no booking time'"],
]

export const transfersByThemselves = ruleBySql(
  'Reading each transfer',
  'every transfer is well-formed: kind, amount, flags and what it refers to fit together',
  `select id as offender, case ${forms.map(([sound, says]) => `when (${sound}) is not true then ${says}`).join('\n')} end as detail
     from ledger.transfer
    where (${forms.map(([sound]) => `(${sound})`).join('\n and ')}) is not true
    order by seq limit 1`,
)
