/** What PostgreSQL knows of the bank's own schemas. Names come back as they are and are quoted where they are used. */

import type { SequenceOfBackup, TableOfBackup } from './backup/header.ts'
import type { Query, Tx } from './database.ts'

/** A name as SQL wants it. */
export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

export const qualified = ({ schema, name }: { schema: string; name: string }): string =>
  `${quote(schema)}.${quote(name)}`

/** Every table with its stored columns; a table in partitions counts once, columns that are computed not at all. */
export const listTables = (db: Query, schemas: readonly string[]): Promise<TableOfBackup[]> =>
  db.query(
    `select n.nspname as schema, c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
       from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
      where n.nspname = any ($1) and c.relkind in ('r', 'p') and not c.relispartition
        and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      group by 1, 2 order by 1, 2`,
    [schemas],
  )

/** Every sequence and where it stands. Read after a snapshot was taken, none stands before a row of that snapshot. */
export const listSequences = (db: Query, schemas: readonly string[]): Promise<SequenceOfBackup[]> =>
  db.query(
    `select schemaname as schema, sequencename as name, coalesce(last_value, start_value)::text as value,
            last_value is not null as "isCalled"
       from pg_sequences where schemaname = any ($1) order by 1, 2`,
    [schemas],
  )

interface SetAside {
  readonly drop: string
  readonly make: string
}

const foreignKeys = `
  select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
         format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as make
    from pg_constraint where contype = 'f' and conparentid = 0 and connamespace = any ($1::text[]::regnamespace[])
   order by conrelid::regclass::text, conname`

const triggers = `
  select format('alter table %s disable trigger %I', tgrelid::regclass, tgname) as drop,
         format('alter table %s enable %s trigger %I', tgrelid::regclass,
                case tgenabled when 'A' then 'always' when 'R' then 'replica' else '' end, tgname) as make
    from pg_trigger t join pg_class c on c.oid = t.tgrelid
   where not tgisinternal and tgparentid = 0 and tgenabled <> 'D' and c.relnamespace = any ($1::text[]::regnamespace[])
   order by tgrelid::regclass::text, tgname`

// An index on many rows is made several times faster than it is kept. Those of constraints stay, and those of partitions.
const indexes = `
  select format('drop index %s', i.indexrelid::regclass) as drop, pg_get_indexdef(i.indexrelid) as make
    from pg_index i join pg_class c on c.oid = i.indexrelid
   where c.relkind = 'i' and not c.relispartition and c.relnamespace = any ($1::text[]::regnamespace[])
     and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
   order by i.indexrelid::regclass::text`

/**
 * Takes the foreign keys and indexes away and puts the triggers to sleep, so that tables can be filled in any order and as they were;
 * answers what puts them back, which checks the keys over all rows.
 */
export const setRulesAside = async (tx: Tx, schemas: readonly string[]): Promise<() => Promise<void>> => {
  const rules: SetAside[] = []
  for (const kind of [foreignKeys, indexes, triggers]) {
    const found = await tx.query<SetAside>(kind, [schemas])
    for (const { drop } of found) await tx.script(drop)
    rules.push(...found)
  }
  // In the reverse order: a foreign key may lean on an index.
  return async () => {
    for (const { make } of rules.reverse()) await tx.script(make)
  }
}
