/** Every entry of every account, in the order of the book: sorted once, read once, for all that can be seen on the way. */
import { isSqlError, type Tx } from '#platform/database'
import type { Check } from './check.ts'
import { type EntryRule, tellOffender } from './offending-entry.ts'

// What a transfer moves, and by how much it changes what is on hold, on both sides alike. `p` is the hold that a post ends.
const moved = 'case when t.kind in (0, 2, 5) then t.amount else 0 end'
const held =
  'case t.kind when 1 then t.amount when 2 then -p.amount when 3 then -t.amount when 4 then -t.amount else 0 end'

// A balance is held against the one before it, so that no large sum is needed. Where the arithmetic of bigint overflows, which
// only a changed book can make it do, the pass is made again with `exact` sums.
const pass = ({ total, exact }: { total: string; exact: string }) => `
  with legs as (
    select t.seq, l.account, l.is_debit, l.balance, t.ledger, t.booked_at, t.is_late,
           (${moved})${exact} as moved, (${held})${exact} as held
      from ledger.transfer t
      left join (select id, amount from ledger.transfer where kind = 1) p on p.id = t.pending_id and t.kind = 2
      cross join lateral (values (t.debit_account, true, t.debit_balance), (t.credit_account, false, t.credit_balance)) l(account, is_debit, balance)),
  running as (
    select account, seq, ledger, is_debit, moved, held, balance, booked_at, is_late,
           lag(balance, 1, 0::bigint) over w + case when is_debit then -moved else moved end as expected,
           ${total}(case when is_debit then held else 0 end) over w as debit_hold,
           ${total}(case when is_debit then 0 else held end) over w as credit_hold,
           max(booked_at) over w as newest
      from legs window w as (partition by account order by seq rows unbounded preceding)),
  sums as (
    select account, min(seq) as first, min(ledger) as low, max(ledger) as high,
           min(seq) filter (where balance is distinct from expected) as unbalanced,
           min(seq) filter (where balance < debit_hold) as past_debits,
           min(seq) filter (where balance > -credit_hold) as past_credits,
           min(seq) filter (where booked_at < newest and not is_late) as backward,
           coalesce(sum(held) filter (where is_debit), 0) as debits_pending,
           coalesce(sum(moved) filter (where is_debit), 0) as debits_posted,
           coalesce(sum(held) filter (where not is_debit), 0) as credits_pending,
           coalesce(sum(moved) filter (where not is_debit), 0) as credits_posted,
           max(booked_at) as newest
      from running group by account),
  judged as (
    select coalesce(a.id, s.account) as account,
           case when a.id is null or s.low <> a.ledger or s.high <> a.ledger then s.first end as orphan,
           s.unbalanced,
           case when a.flags & 1 <> 0 then s.past_debits when a.flags & 2 <> 0 then s.past_credits end as past_limit,
           case when a.debits_pending <> coalesce(s.debits_pending, 0) or a.debits_posted <> coalesce(s.debits_posted, 0)
                  or a.credits_pending <> coalesce(s.credits_pending, 0) or a.credits_posted <> coalesce(s.credits_posted, 0)
                then coalesce(s.first, 0) end as miscounted,
           case when a.flags & 8 <> 0 and (a.debits_pending <> 0 or a.credits_pending <> 0 or a.debits_posted <> a.credits_posted)
                then coalesce(s.first, 0) end as closed,
           s.backward,
           case when a.last_booked_at <> coalesce(s.newest, '-infinity') then coalesce(s.first, 0) end as outdated
      from sums s full join ledger.account a on a.id = s.account)
  select v.rule, v.seq, judged.account
    from judged cross join lateral (values ${[
      'orphan',
      'unbalanced',
      'past_limit',
      'miscounted',
      'closed',
      'backward',
      'outdated',
    ]
      .map((rule, place) => `(${place}, '${rule}', judged.${rule})`)
      .join(', ')}) v(place, rule, seq)
   where num_nonnulls(orphan, unbalanced, past_limit, miscounted, closed, backward, outdated) > 0 and v.seq is not null
   order by v.place, v.seq, judged.account limit 1`

const quick = pass({ total: 'ledger.running_total', exact: '' })
const exact = pass({ total: 'sum', exact: '::numeric' })

const numberOutOfRange = '22003'

type Found = { rule: EntryRule; seq: bigint; account: string }

const runPass = async (tx: Tx): Promise<Found[]> => {
  await tx.script('savepoint quick')
  try {
    return await tx.query<Found>(quick)
  } catch (error) {
    if (!isSqlError(error) || error.code !== numberOutOfRange) throw error
    await tx.script('rollback to savepoint quick')
    return tx.query<Found>(exact)
  }
}

export const entriesInOrder: Check = {
  name: 'Recomputing every account, entry by entry',
  find: async (tx) => {
    const [found] = await runPass(tx)
    return found ? tellOffender(tx, found.rule, found.account, found.seq) : null
  },
}
