/** What somebody with the whole database, and at last with the bank's own keys, may try. */
import type { Tx } from '#platform/database'
import type { Books } from '../../app.ts'

export interface Deed {
  readonly name: string
  readonly what: string
  /** Statements of somebody who has turned triggers off. */
  readonly run: (tx: Tx) => Promise<void>
  /** Whether the log is then made anew and signed by the bank's keys. */
  readonly rewritesLog?: boolean
}

/** A transfer somewhere in the middle, and one a little further. */
const middle = `(select id from ledger.transfer order by seq offset 300 limit 1)`
const further = `(select id from ledger.transfer order by seq offset 310 limit 1)`

const script =
  (sql: string) =>
  async (tx: Tx): Promise<void> => {
    await tx.script(sql)
  }

// What was appended for the sheaf of the changed row, as if it had been written so.
const sealAgain = `
  update audit.sheaf s set commitments = n.leaves from (
    select s.id, string_agg(sha256(convert_to(ledger.content_of(t.seq, t.id, t.debit_account, t.credit_account, t.amount, t.ledger, t.code, t.kind,
             t.flags, t.pending_id, t.reverses, t.timeout, t.booked_at, t.value_date), 'UTF8')), ''::bytea order by t.seq) as leaves
      from audit.sheaf s join ledger.transfer t on t.seq between s.first_ref and s.last_ref where s.kind = 'transfer' group by s.id) n
   where n.id = s.id and n.leaves <> s.commitments`

const raise = `update ledger.transfer set amount = amount + 1 where id = ${middle}`

export const deeds: readonly Deed[] = [
  { name: 'update', what: 'an amount is raised by one paisa', run: script(raise) },
  { name: 'delete', what: 'a transfer is deleted', run: script(`delete from ledger.transfer where id = ${middle}`) },
  {
    name: 'insert',
    what: 'a transfer is slipped in',
    run: script(`insert into ledger.transfer (id, debit_account, credit_account, amount, ledger, code, kind, booked_at, debit_balance, credit_balance)
      select gen_random_uuid(), debit_account, credit_account, 5, ledger, code, 0, booked_at, debit_balance, credit_balance from ledger.transfer where id = ${middle}`),
  },
  {
    name: 'reorder',
    what: 'two transfers change places',
    run: script(`create temporary table swap on commit drop as select id, seq from ledger.transfer where id in (${middle}, ${further});
      alter table ledger.transfer alter column seq drop identity;
      update ledger.transfer t set seq = (select seq from swap where swap.id <> t.id) where id in (select id from swap)`),
  },
  {
    name: 'swapped leaf',
    what: 'a row is changed, and the hash that was appended for it',
    run: script(`${raise}; ${sealAgain}`),
  },
  {
    name: 'swapped entry',
    what: 'a row, its hash, and the entry in the tree are changed',
    run: script(`${raise}; ${sealAgain};
      update audit.tile t set hashes = n.hashes from (
        select g.number, string_agg(substr(s.commitments, (g.place - s.first_index::integer) * 32 + 1, 32), ''::bytea order by g.place) as hashes
          from audit.sheaf s, lateral (select p as place, p / 256 as number from generate_series(s.first_index::integer, s.first_index::integer + octet_length(s.commitments) / 32 - 1) p) g
         where s.first_index is not null group by g.number) n
       where t.level = -1 and t.number = n.number`),
  },
  {
    name: 'rewritten checkpoint',
    what: 'the root of the last checkpoint is another one',
    run: script(`update audit.checkpoint set note = regexp_replace(note, E'\\n[A-Za-z0-9+/]{43}=\\n', E'\\n' || encode(sha256('other'), 'base64') || E'\\n')
      where size = (select max(size) from audit.checkpoint)`),
  },
  {
    name: 'rewritten log',
    what: 'a row is changed, and the whole log made anew with the bank’s own keys',
    run: script(`${raise}; ${sealAgain}`),
    rewritesLog: true,
  },
  {
    name: 'dropped tail',
    what: 'the last hundred transfers are dropped, and the log made anew without them',
    run: script(`create temporary table gone on commit drop as select seq from ledger.transfer order by seq desc limit 100;
      delete from ledger.transfer where seq in (select seq from gone);
      delete from audit.sheaf where kind = 'transfer' and last_ref >= (select min(seq) from gone)`),
    rewritesLog: true,
  },
]

const startAgain = `delete from audit.tile; delete from audit.checkpoint; update audit.tree set size = 0;
  create temporary table kept on commit drop as select * from audit.sheaf; delete from audit.sheaf;
  insert into audit.sheaf (id, kind, first_ref, last_ref, commitments, content) overriding system value
    select id, kind, first_ref, last_ref, commitments, content from kept order by id`

/** Does it behind the bank's back. */
export const commitDeed = async ({ db, audit }: Books, deed: Deed): Promise<void> => {
  await db.transaction(async (tx) => {
    await tx.script('set local session_replication_role = replica')
    await deed.run(tx)
    if (deed.rewritesLog) await tx.script(startAgain)
  })
  if (deed.rewritesLog) await audit.sequence()
}
