import assert from 'node:assert/strict'
import { test } from 'node:test'
import { guardedTables, guards } from './guard-list.ts'
import { testBook } from './test-book.ts'
import { testDeeds } from './test-deed.ts'

const stand = /^the guards of the book stand/

testDeeds([
  {
    what: 'a disabled trigger',
    sql: () => 'alter table ledger.transfer disable trigger transfer_is_immutable',
    rule: stand,
    offender: () => 'trigger transfer_is_immutable on ledger.transfer',
    detail: /disabled/,
  },
  {
    what: 'a trigger for replicas alone',
    sql: () => 'alter table ledger.transfer enable replica trigger transfer_is_immutable',
    rule: stand,
    offender: () => 'trigger transfer_is_immutable on ledger.transfer',
    detail: /disabled/,
  },
  {
    what: 'a dropped trigger',
    sql: () => 'drop trigger balance_history_is_immutable on ledger.balance_history',
    rule: stand,
    offender: () => 'trigger balance_history_is_immutable on ledger.balance_history',
    detail: /not there/,
  },
  {
    what: 'a trigger that lets updates pass',
    sql: () =>
      'drop trigger transfer_is_immutable on ledger.transfer; create trigger transfer_is_immutable before delete on ledger.transfer for each statement execute function ledger.refuse_change()',
    rule: stand,
    offender: () => 'trigger transfer_is_immutable on ledger.transfer',
    detail: /no longer refuses/,
  },
  {
    what: 'a trigger of a stranger',
    sql: () =>
      'create trigger zz_mine before insert on ledger.transfer for each statement execute function ledger.refuse_change()',
    rule: stand,
    offender: () => 'trigger zz_mine on ledger.transfer',
    detail: /nobody knows/,
  },
  {
    what: 'a function that refuses nothing',
    sql: () =>
      "create or replace function ledger.refuse_change() returns trigger language plpgsql as 'begin return null; end'",
    rule: stand,
    offender: () => 'function ledger.refuse_change',
  },
  {
    what: 'a dropped check',
    sql: () => 'alter table ledger.account drop constraint account_debits_limit',
    rule: stand,
    offender: () => 'check account_debits_limit on ledger.account',
  },
  {
    what: 'a check that is not held against old rows',
    sql: () =>
      'alter table ledger.account drop constraint account_debits_limit; alter table ledger.account add constraint account_debits_limit check (flags >= 0) not valid',
    rule: stand,
    offender: () => 'check account_debits_limit on ledger.account',
  },
  {
    what: 'a dropped unique index',
    sql: () => 'drop index ledger.transfer_pending',
    rule: stand,
    offender: () => 'unique key transfer_pending on ledger.transfer',
  },
  {
    what: 'a rule between the book and its writers',
    sql: () => 'create rule quiet as on update to ledger.account do instead nothing',
    rule: stand,
    offender: () => 'table ledger.account',
  },
  {
    what: 'row security',
    sql: () => 'alter table ledger.transfer enable row level security',
    rule: stand,
    offender: () => 'table ledger.transfer',
  },
  {
    what: 'a database that starts without triggers',
    sql: () =>
      "do $$ begin execute format('alter database %I set session_replication_role = replica', current_database()); end $$",
    rule: stand,
    offender: () => 'the setting session_replication_role',
  },
])

test('every trigger, check and unique key of the tables of the book is in the list of guards', async () => {
  await using book = await testBook()
  const rows = await book.db.query<{ name: string }>(
    `select 'trigger ' || tgrelid::regclass || ' ' || tgname as name from pg_trigger
      where not tgisinternal and tgrelid = any (select ('ledger.' || t)::regclass::oid from unnest($1::text[]) t)
     union all select 'check ' || conrelid::regclass || ' ' || conname from pg_constraint
      where contype = 'c' and conrelid = any (select ('ledger.' || t)::regclass::oid from unnest($1::text[]) t)
     union all select 'unique ' || indrelid::regclass || ' ' || relname from pg_index join pg_class on oid = indexrelid
      where indisunique and indrelid = any (select ('ledger.' || t)::regclass::oid from unnest($1::text[]) t)`,
    [guardedTables],
  )
  const listed = new Set(guards.map(({ kind, table, name }) => `${kind} ledger.${table} ${name}`))
  assert.ok(rows.length > 20)
  assert.deepEqual(
    rows.map(({ name }) => name).filter((name) => !listed.has(name)),
    [],
  )
})
