/** Says what is wrong with an entry or an account that the pass over the book has found. */
import assert from 'node:assert/strict'
import type { Query } from '#platform/database'
import type { Breach } from './check.ts'

export type EntryRule = 'orphan' | 'unbalanced' | 'past_limit' | 'miscounted' | 'closed' | 'backward' | 'outdated'

const posted = 'case when t.kind in (0, 2, 5) then t.amount else 0 end'
const held =
  'case t.kind when 1 then t.amount when 2 then -p.amount when 3 then -t.amount when 4 then -t.amount else 0 end'

/** The four counters of account $1 after entry $2, as sums from the beginning. Only ever asked for one account. */
const upTo = `upto as (
  select coalesce(sum(${held}) filter (where t.debit_account = $1), 0) as debits_pending,
         coalesce(sum(${posted}) filter (where t.debit_account = $1), 0) as debits_posted,
         coalesce(sum(${held}) filter (where t.credit_account = $1), 0) as credits_pending,
         coalesce(sum(${posted}) filter (where t.credit_account = $1), 0) as credits_posted
    from ledger.transfer t left join ledger.transfer p on p.id = t.pending_id
   where (t.debit_account = $1 or t.credit_account = $1) and t.seq <= $2::bigint)`

const here = `here as (select t.*, case when t.debit_account = $1 then t.debit_balance else t.credit_balance end as balance
  from ledger.transfer t where (t.debit_account = $1 or t.credit_account = $1) and t.seq = $2::bigint limit 1)`

const all = upTo.replace('and t.seq <= $2::bigint', 'and $2::bigint is not null')

const rules: Readonly<Record<EntryRule, { rule: string; sql: string }>> = {
  orphan: {
    rule: 'no orphan: both accounts of a transfer are in the book and in its ledger',
    sql: `select t.id as offender, format('ledger %s, accounts of %s and %s', t.ledger, coalesce(d.ledger::text, 'nowhere'), coalesce(c.ledger::text, 'nowhere')) as detail
            from ledger.transfer t left join ledger.account d on d.id = t.debit_account left join ledger.account c on c.id = t.credit_account
           where (d.ledger is distinct from t.ledger or c.ledger is distinct from t.ledger) and $1::uuid is not null and $2::bigint is not null
           order by t.seq limit 1`,
  },
  unbalanced: {
    rule: 'the balance after each entry is the balance before it with what it moved',
    sql: `with ${upTo}, ${here} select here.id as offender,
            format('account %s: balance %s written, %s expected', $1::uuid, here.balance, credits_posted - debits_posted) as detail from here, upto`,
  },
  past_limit: {
    rule: 'no account passes its limit at any entry, holds included',
    sql: `with ${upTo}, ${here} select here.id as offender,
            format('account %s: debits %s and %s on hold, credits %s and %s on hold', $1::uuid,
                   debits_posted, debits_pending, credits_posted, credits_pending) as detail from here, upto`,
  },
  miscounted: {
    rule: 'the counters of each account are the sums of its transfers',
    sql: `with ${all} select a.id as offender, format('debits %s + %s, expected %s + %s; credits %s + %s, expected %s + %s',
            a.debits_posted, a.debits_pending, s.debits_posted, s.debits_pending,
            a.credits_posted, a.credits_pending, s.credits_posted, s.credits_pending) as detail
            from ledger.account a, upto s where a.id = $1`,
  },
  closed: {
    rule: 'a closed account is empty',
    sql: `select id as offender, format('balance %s, on hold %s and %s', credits_posted - debits_posted, debits_pending, credits_pending) as detail
            from ledger.account where id = $1 and $2::bigint is not null`,
  },
  backward: {
    rule: 'along an account booking times do not run backward, but for entries that are marked late',
    sql: `with ${here} select here.id as offender, format('account %s: booked at %s (UTC), after an entry of %s', $1::uuid,
            here.booked_at at time zone 'UTC', (select max(booked_at) at time zone 'UTC' from ledger.transfer t
              where (t.debit_account = $1 or t.credit_account = $1) and t.seq < $2)) as detail from here`,
  },
  outdated: {
    rule: 'each account knows of its newest booking time',
    sql: `select a.id as offender, format('knows of %s (UTC), and its newest entry is of %s', a.last_booked_at at time zone 'UTC',
            (select max(booked_at) at time zone 'UTC' from ledger.transfer t
              where (t.debit_account = $1 or t.credit_account = $1))) as detail
            from ledger.account a where a.id = $1 and $2::bigint is not null`,
  },
}

/** The breach in words: the offender is a transfer, or an account for rules about accounts. */
export const tellOffender = async (tx: Query, which: EntryRule, account: string, seq: bigint): Promise<Breach> => {
  const { rule, sql } = rules[which]
  const [told] = await tx.query<{ offender: string; detail: string }>(sql, [account, seq])
  assert.ok(told, `${which} of account ${account} at ${seq} is not there any more, in one snapshot`)
  return { rule, ...told }
}
