import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { modulesWithTables } from '../../app.ts'
import { migrationsOf } from './old-database.ts'

// docs/decisions/0022-expand-and-contract.md: what takes something away from a server of the version before.

/** What was taken away on purpose, as module/file and the words: since which version no server uses it. */
const contracted: Readonly<Record<string, string>> = {}

const takesAway: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['drops a table, a column, a schema or a function', /\bdrop\s+(table|column|schema|view|function|type|sequence)\b/g],
  ['renames something', /\brename\s+(to|column|constraint)\b/g],
  ['changes the type of a column', /\balter\s+(column\s+)?\w+\s+(set\s+data\s+)?type\b/g],
  ['wants a value that an old server does not give', /\bset\s+not\s+null\b|\bdrop\s+default\b/g],
  [
    'adds a column that an old server leaves empty and may not',
    /\badd\s+column\s+(?:if\s+not\s+exists\s+)?\w+\s+(?![^,;]*\bdefault\b)(?![^,;]*\bgenerated\b)[^,;]*\bnot\s+null\b/g,
  ],
]

const withoutCommentsAndBodies = (sql: string) =>
  sql
    .replace(/\$\$[\s\S]*?\$\$/g, '')
    .replace(/--.*$/gm, '')
    .toLowerCase()

const findContracting = (name: string, sql: string): string[] =>
  takesAway.flatMap(([what, pattern]) =>
    [...withoutCommentsAndBodies(sql).matchAll(pattern)]
      .map(([words]) => `${name}: ${words.replace(/\s+/g, ' ')}`)
      .filter((place) => !(place in contracted))
      .map((place) => `${place} (${what})`),
  )

test('no migration after the first takes away what a server of the version before uses', async () => {
  const files = (
    await Promise.all(
      modulesWithTables.map(async (module) => (await migrationsOf(module)).map((each) => ({ ...each, module }))),
    )
  ).flat()
  const later = files.filter(({ number }) => number > 1)
  assert.ok(files.length > 4 && later.length > 0)
  const found = await Promise.all(
    later.map(async ({ module, file, path }) => findContracting(`${module}/${file}`, await readFile(path, 'utf8'))),
  )
  assert.deepEqual(found.flat(), [])
})

for (const sql of [
  'drop table ledger.expiring;',
  'alter table ledger.account\n  drop column last_booked_at;',
  'alter table ledger.account rename column code to kind;',
  'alter table ledger.account alter column code type bigint;',
  'alter table ledger.account alter code set not null;',
  'alter table ledger.account add column color text not null;',
  'DROP FUNCTION ledger.create_transfers(uuid[]);',
])
  test(`and it is noticed when one does: ${sql}`, () => assert.notDeepEqual(findContracting('a/0002.sql', sql), []))

test('what only adds is no breach', () => {
  const sql = `alter table ledger.account add column a text, add column b text not null default '', drop constraint c;
    create function f() returns void language plpgsql as $$ begin drop table x; end $$; -- drop table y`
  assert.deepEqual(findContracting('a/0002.sql', sql), [])
})
