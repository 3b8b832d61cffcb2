/** The guards that keep the book from being changed: each one is there, and on. */
import type { Check } from './check.ts'
import { type Guard, guardedTables, guards, immutable } from './guard-list.ts'

const rule = 'the guards of the book stand: triggers, checks, unique keys, and no rule in between'

const find = `
  with guard as (select * from unnest($1::text[], $2::text[], $3::text[]) with ordinality g(kind, relation, name, place)),
  trouble(place, offender, detail) as (
    select g.place, format('trigger %s on %s', g.name, g.relation), case
        when t.oid is null then 'it is not there'
        when t.tgenabled not in ('O', 'A') then 'it is disabled'
        when g.name = any ($5::text[]) and (t.tgtype <> 58 or t.tgqual is not null or t.tgfoid <> to_regproc('ledger.refuse_change'))
          then 'it no longer refuses each change'
      end
      from guard g left join pg_trigger t on t.tgrelid = to_regclass(g.relation) and t.tgname = g.name where g.kind = 'trigger'
    union all
    select g.place, format('check %s on %s', g.name, g.relation), case
        when c.oid is null then 'it is not there'
        when not c.convalidated or not c.conenforced then 'it is not enforced' end
      from guard g left join pg_constraint c on c.conrelid = to_regclass(g.relation) and c.conname = g.name and c.contype = 'c' where g.kind = 'check'
    union all
    select g.place, format('unique key %s on %s', g.name, g.relation), case
        when i.indexrelid is null then 'it is not there'
        when not (i.indisunique and i.indisvalid and i.indisready and i.indimmediate) then 'it does not keep its rows unique' end
      from guard g left join pg_index i on i.indrelid = to_regclass(g.relation) and i.indexrelid = to_regclass('ledger.' || g.name)
     where g.kind = 'unique'
    union all
    select 1000, format('table %s', name), case
        when c.oid is null then 'it is not there'
        when c.relkind <> 'r' or c.relpersistence <> 'p' then 'it is not an ordinary table'
        when c.relrowsecurity then 'row security hides rows of it'
        when exists (select from pg_rewrite w where w.ev_class = c.oid) then 'a rule stands between it and its readers'
        when exists (select from pg_inherits i where i.inhparent = c.oid) then 'another table pretends to be a part of it' end
      from unnest($4::text[]) name left join pg_class c on c.oid = to_regclass(name)
    union all
    select 1001, format('trigger %s on %s', t.tgname, t.tgrelid::regclass), 'nobody knows it'
      from pg_trigger t
     where not t.tgisinternal and t.tgrelid = any (select to_regclass(name)::oid from unnest($4::text[]) name)
       and not exists (select from guard g where g.kind = 'trigger' and g.name = t.tgname and to_regclass(g.relation) = t.tgrelid)
    union all
    select 1002, 'function ledger.refuse_change', 'it no longer refuses anything'
     where not exists (select from pg_proc p where p.oid = to_regproc('ledger.refuse_change') and p.prosrc like E'\\nbegin\\n  raise exception%')
    union all
    select 1003, 'the setting session_replication_role', 'it turns triggers off from the start'
     where exists (select from pg_db_role_setting s, unnest(s.setconfig) line where line like 'session_replication_role=%'
                      and s.setdatabase in (0, (select oid from pg_database where datname = current_database()))))
  select offender, detail from trouble where detail is not null order by place, offender limit 1`

const columns = (list: readonly Guard[]) => [
  list.map((guard) => guard.kind),
  list.map((guard) => `ledger.${guard.table}`),
  list.map((guard) => guard.name),
]

export const guardsStand: Check = {
  name: 'Looking after the guards',
  find: async (tx) => {
    const values = [...columns(guards), guardedTables.map((table) => `ledger.${table}`), immutable]
    const [found] = await tx.query<{ offender: string; detail: string }>(find, values)
    return found ? { rule, ...found } : null
  },
}
