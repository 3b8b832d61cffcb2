/** Proves the books from the transfers alone, trusting no counter, in one snapshot; names the first offender. */
import type { Database, Query } from '#platform/database'
import { currencyOfLedger } from '#platform/money'
import type { Proof } from './wire.ts'

interface Rule {
  readonly name: string
  /** Answers rows of (offender, detail), the first offender first; none where the rule holds. */
  readonly sql: string
}

const posted = 'case when kind in (0, 2, 5) then amount else 0 end'
const held = 'case kind when 1 then amount when 0 then 0 else -pending_amount end'

const told = `told as (
  select t.*, coalesce(p.amount, 0) as pending_amount from ledger.transfer t left join ledger.transfer p on p.id = t.pending_id)`

/** Both sides of every transfer with the account's running balance and holds, in the order of the book; sorted once. */
const running = `with ${told}, legs as (
    select seq, id, debit_account as account, -(${posted}) as change, debit_balance as balance, ${held} as debit_hold, 0::bigint as credit_hold from told
    union all
    select seq, id, credit_account, ${posted}, credit_balance, 0, ${held} from told),
  running as (
    select seq, id, account, balance, sum(change) over w as expected, sum(debit_hold) over w as debit_hold, sum(credit_hold) over w as credit_hold
      from legs window w as (partition by account order by seq))`

const rules: readonly Rule[] = [
  {
    name: 'no orphan: both accounts of a transfer are in the book and in its ledger',
    sql: `select t.id as offender, format('ledger %s, accounts of %s and %s', t.ledger, d.ledger, c.ledger) as detail
            from ledger.transfer t left join ledger.account d on d.id = t.debit_account left join ledger.account c on c.id = t.credit_account
           where d.ledger is distinct from t.ledger or c.ledger is distinct from t.ledger or t.amount <= 0 or t.debit_account = t.credit_account
           order by t.seq limit 1`,
  },
  {
    name: 'every hold ends at most once, between its own accounts and within its amount',
    sql: `select e.id as offender, format('ends %s', e.pending_id) as detail
            from (select *, row_number() over (partition by pending_id order by seq) as nth from ledger.transfer where kind in (2, 3, 4)) e
            left join ledger.transfer p on p.id = e.pending_id
           where p.kind is distinct from 1 or e.nth > 1 or p.seq >= e.seq or p.debit_account <> e.debit_account
              or p.credit_account <> e.credit_account or e.amount > p.amount or (e.kind in (3, 4) and e.amount <> p.amount)
           order by e.seq limit 1`,
  },
  {
    name: 'the balance after each entry is the sum of what came before it, and passes no limit of its account',
    sql: `${running}
          select r.id as offender,
                 case when r.balance <> r.expected then format('account %s: balance %s written, %s expected', r.account, r.balance, r.expected)
                      else format('account %s passes its limit: balance %s, on hold %s', r.account, r.balance, r.debit_hold) end as detail
            from running r join ledger.account a on a.id = r.account
           where r.balance <> r.expected
              or (a.flags & 1 <> 0 and r.expected - r.debit_hold < 0) or (a.flags & 2 <> 0 and -r.expected - r.credit_hold < 0)
           order by r.seq limit 1`,
  },
  {
    name: 'the counters of each account are the sums of its transfers',
    sql: `with ${told}, debits as (
            select debit_account as id, sum(${posted}) as posted, sum(${held}) as pending
              from told group by 1),
          credits as (
            select credit_account as id, sum(${posted}) as posted, sum(${held}) as pending
              from told group by 1)
          select a.id as offender, format('debits %s + %s, expected %s + %s; credits %s + %s, expected %s + %s',
                   a.debits_posted, a.debits_pending, coalesce(d.posted, 0), coalesce(d.pending, 0),
                   a.credits_posted, a.credits_pending, coalesce(c.posted, 0), coalesce(c.pending, 0)) as detail
            from ledger.account a left join debits d on d.id = a.id left join credits c on c.id = a.id
           where a.debits_posted <> coalesce(d.posted, 0) or a.debits_pending <> coalesce(d.pending, 0)
              or a.credits_posted <> coalesce(c.posted, 0) or a.credits_pending <> coalesce(c.pending, 0)
           order by a.id limit 1`,
  },
  {
    name: 'in each ledger debits equal credits',
    sql: `select ledger::text as offender, format('debits %s, credits %s', sum(debits_posted), sum(credits_posted)) as detail
            from ledger.account group by ledger
          having sum(debits_posted) <> sum(credits_posted) or sum(debits_pending) <> sum(credits_pending) order by ledger limit 1`,
  },
]

interface Totals {
  ledger: number
  debits: string
  credits: string
  pending_debits: string
  pending_credits: string
}

const totals = (tx: Query): Promise<Totals[]> =>
  tx.query(`select ledger, sum(debits_posted)::text as debits, sum(credits_posted)::text as credits,
                   sum(debits_pending)::text as pending_debits, sum(credits_pending)::text as pending_credits
              from ledger.account group by ledger order by ledger`)

/** Checks every invariant of the books; `seconds` is measured by the given monotonic clock in milliseconds. */
export const proveBooks = async (db: Database, monotonicMs: () => number): Promise<Proof> => {
  const began = monotonicMs()
  return db.transaction(async (tx) => {
    // Memory for the one large sort; it is given back with the transaction.
    await tx.script("set transaction isolation level repeatable read, read only; set local work_mem = '96MB'")
    let breach: Proof['breach'] = null
    for (const rule of rules) {
      const [found] = await tx.query<{ offender: string; detail: string }>(rule.sql)
      if (!found) continue
      breach = { rule: rule.name, offender: found.offender, detail: found.detail }
      break
    }
    const [size] = await tx.query<{ transfers: bigint; accounts: bigint }>(
      'select (select count(*) from ledger.transfer) as transfers, (select count(*) from ledger.account) as accounts',
    )
    return {
      proved: breach === null,
      transfers: Number(size.transfers),
      accounts: Number(size.accounts),
      seconds: Math.round(monotonicMs() - began) / 1000,
      ledgers: (await totals(tx)).map((row) => ({
        currency: currencyOfLedger(row.ledger),
        debits: row.debits,
        credits: row.credits,
        pendingDebits: row.pending_debits,
        pendingCredits: row.pending_credits,
      })),
      breach,
    }
  })
}
