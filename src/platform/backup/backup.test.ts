import assert from 'node:assert/strict'
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import type { Database } from '#platform/database'
import { applySteps, readSteps, type Step } from '#platform/migrate'
import { PlainError } from '#platform/plain-errors'
import { backUp, bringBack, contentOf, openEmpty, shapeOf, testFolder } from '#testing/backup'

const folder = await testFolder()
const schemas = ['platform', 'books']

const first = `
  create schema books;
  create table books.shelf (
    id integer primary key generated always as identity, label text not null unique, best bigint, above integer references books.shelf);
  create table books.volume (
    seq bigint generated always as identity, id uuid primary key default uuidv7(), shelf integer not null references books.shelf,
    title text, pages integer, weight double precision, price numeric, cover bytea, tags text[], extra jsonb, bought timestamptz, day date,
    double_pages integer generated always as (pages * 2) stored);
`
const second = `
  create unique index volume_seq on books.volume (seq);
  alter table books.shelf add constraint shelf_best foreign key (best) references books.volume (seq);
  create index volume_title on books.volume (title) where title is not null;
  create function books.refuse() returns trigger language plpgsql as $$ begin raise exception 'never'; end $$;
  create trigger volume_stays before update or delete or truncate on books.volume for each statement execute function books.refuse();
  create trigger shelf_stays before delete on books.shelf for each row execute function books.refuse();
  alter table books.shelf enable always trigger shelf_stays;
  create sequence books.untouched start 7;
  insert into books.shelf (label) values ('made by a migration');
`
const third = `
  alter table books.volume rename title to name;
  alter table books.volume add column shelf_label text;
  alter table books.volume disable trigger volume_stays;
  update books.volume v set shelf_label = s.label from books.shelf s where s.id = v.shelf;
  alter table books.volume enable trigger volume_stays;
  alter table books.volume alter shelf_label set not null;
`

/** The steps of a house with one module, up to a version. */
const stepsUpTo = async (version: number): Promise<Step[]> => {
  const modules = join(folder, `modules-${version}`)
  await mkdir(join(modules, 'books', 'migrations'), { recursive: true })
  for (const [index, sql] of [first, second, third].slice(0, version).entries())
    await writeFile(join(modules, 'books', 'migrations', `000${index + 1}-step.sql`), sql)
  return readSteps(pathToFileURL(`${modules}/`), ['books'])
}

/** Values that a careless copy would lose, and keys that point in a circle. */
const fill = async (db: Database) => {
  await db.query(`insert into books.shelf (label) values ('upper'), (E'tab\\tline\\nback\\\\slash\\\\N')`)
  await db.query(`update books.shelf set above = 3 where id = 2`)
  const texts = ['', '\\N', '\\.', 'a\tb\nc\r\\', 'श्री ₹ 🐘', null]
  for (const [index, title] of texts.entries())
    await db.query(
      `insert into books.volume (shelf, title, pages, weight, price, cover, tags, extra, bought, day)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [1 + (index % 3), title, index, [0.1 + 0.2, Number.NaN, 5e-324, -0, 1e308, null][index], '1234567890123456789.10']
        .concat([Buffer.from([0, 10, 92, 255]), ['a,b', '"', '{}', null], { a: ['\n', null] }] as never)
        .concat([index ? '2026-03-02 09:00:00.123456+00' : 'infinity', index ? '2026-03-02' : '-infinity'] as never),
    )
  await db.query('update books.shelf set best = 4 where id = 1')
}

const versionTwo = async (db: Database) => {
  const steps = await stepsUpTo(2)
  await db.transaction((tx) => applySteps(tx, steps))
  await fill(db)
  return steps
}

test('every value, key, sequence, index and trigger comes back as it was', async () => {
  await using db = await openEmpty()
  await using other = await openEmpty()
  const steps = await versionTwo(db)
  await backUp(db, join(folder, 'whole'))
  await bringBack({ db: other, file: join(folder, 'whole'), steps })

  assert.deepEqual(await shapeOf(other, ['books']), await shapeOf(db, ['books']))
  assert.deepEqual(await contentOf(other, ['books']), await contentOf(db, ['books']))
  const [before, here] = [await contentOf(db, ['platform']), await contentOf(other, ['platform'])]
  assert.deepEqual(here['"platform"."migration"'], before['"platform"."migration"'])
  await assert.rejects(other.query('update books.volume set pages = 1'), /never/)
  const [next] = await other.query("insert into books.shelf (label) values ('next') returning id")
  assert.deepEqual(next, { id: 4 })
  assert.deepEqual(await other.query("select nextval('books.untouched') as n"), [{ n: 7n }])
})

test('a table whose columns stand in another order comes back', async () => {
  await using db = await openEmpty()
  await using other = await openEmpty()
  const steps = await versionTwo(db)
  await db.transaction((tx) =>
    tx.script(`alter table books.shelf drop column above; alter table books.shelf rename label to old_label;
      alter table books.shelf add column above integer references books.shelf; alter table books.shelf add column label text unique;
      alter table books.shelf disable trigger user; update books.shelf set label = old_label; alter table books.shelf drop column old_label`),
  )
  await backUp(db, join(folder, 'order'))
  await bringBack({ db: other, file: join(folder, 'order'), steps })
  assert.deepEqual(await contentOf(other, ['books']), await contentOf(db, ['books']))
})

test('a backup of an older version is brought to this one', async () => {
  await using db = await openEmpty()
  await using other = await openEmpty()
  await versionTwo(db)
  await backUp(db, join(folder, 'old'))
  const steps = await stepsUpTo(3)
  await bringBack({ db: other, file: join(folder, 'old'), steps })
  await db.transaction((tx) => applySteps(tx, steps))
  const [migrated, restored] = [await contentOf(db, ['books']), await contentOf(other, ['books'])]
  assert.deepEqual(restored, migrated)
  assert.deepEqual(await other.query('select count(*) from platform.migration'), [{ count: 3n }])
})

test('a backup of a newer version, or with a migration that was changed, is refused', async () => {
  await using db = await openEmpty()
  await using other = await openEmpty()
  await versionTwo(db)
  const file = join(folder, 'newer')
  await backUp(db, file)
  await assert.rejects(bringBack({ db: other, file, steps: await stepsUpTo(1) }), {
    name: 'PlainError',
    message: /made by a newer version of Bankserver: this one does not know the migration books\/0002-step\.sql/,
  })
  const changed = (await stepsUpTo(2)).map((step) => ({ ...step, checksum: `${step.checksum}0` }))
  await assert.rejects(bringBack({ db: other, file, steps: changed }), /another migration books\/0001-step\.sql/)
  await writeFile(file, (await readFile(file)).toString('latin1').replace('format 1', 'format 2'), 'latin1')
  await assert.rejects(bringBack({ db: other, file, steps: changed }), /newer Bankserver \(format 2\)/)
})

test('one byte changed anywhere, an end that is missing, a foreign file: each is refused before anything is touched', async () => {
  await using db = await openEmpty()
  await using other = await openEmpty()
  const steps = await versionTwo(db)
  const file = join(folder, 'whole-one')
  await backUp(db, file)
  const whole = await readFile(file)
  const bad: Buffer[] = []
  for (let at = 0; at < whole.length; at += Math.floor(whole.length / 40)) {
    const copy = Buffer.from(whole)
    copy[at] ^= 1 << (at % 8)
    bad.push(copy)
  }
  for (const position of [whole.length - 1, whole.length - 30, whole.length - 70]) {
    const copy = Buffer.from(whole)
    copy[position] ^= 4
    bad.push(copy)
  }
  for (const length of [0, 10, 28, 101, whole.length >> 1, whole.length - 73, whole.length - 1])
    bad.push(whole.subarray(0, length))
  bad.push(Buffer.concat([whole, whole]), Buffer.from('PK something else\n'.repeat(20)))
  for (const [index, bytes] of bad.entries()) {
    await writeFile(join(folder, 'bad'), bytes)
    await assert.rejects(
      bringBack({ db: other, file: join(folder, 'bad'), steps }),
      (error) => error instanceof PlainError && /^[^\n]*bad [^\n]+$/.test(error.message),
      `bad file ${index}`,
    )
  }
  assert.deepEqual(await other.query("select from pg_namespace where nspname in ('books', 'platform')"), [])
  await assert.rejects(bringBack({ db: other, file: join(folder, 'none'), steps }), /There is no file/)
})

test('a database that holds anything of a bank is left as it is', async () => {
  await using db = await openEmpty()
  const steps = await versionTwo(db)
  const before = await contentOf(db, schemas)
  await backUp(db, join(folder, 'again'))
  await assert.rejects(bringBack({ db, file: join(folder, 'again'), steps }), /holds a bank already.*npm run reset/)
  assert.deepEqual(await contentOf(db, schemas), before)
})

test('books that do not prove, and a restore that is stopped, leave the database empty and ready for the next try', async () => {
  await using db = await openEmpty()
  await using other = await openEmpty()
  const steps = await versionTwo(db)
  const file = join(folder, 'unproved')
  await backUp(db, file)
  let seen: unknown
  const prove = async (restored: Database) => {
    ;[seen] = await restored.query('select count(*) from books.volume')
    throw new PlainError('not right')
  }
  await assert.rejects(bringBack({ db: other, file, steps, prove }), /not right/)
  assert.deepEqual(seen, { count: 6n })
  const stop = new AbortController()
  const stopHere = async () => {
    stop.abort()
    stop.signal.throwIfAborted()
  }
  await assert.rejects(bringBack({ db: other, file, steps, signal: stop.signal, prove: stopHere }), {
    name: 'AbortError',
  })
  await assert.rejects(bringBack({ db: other, file, steps, signal: stop.signal }), { name: 'AbortError' })
  assert.deepEqual(await other.query("select from pg_namespace where nspname in ('books', 'platform')"), [])
  await bringBack({ db: other, file, steps })
})

test('a file that is there is replaced only when that is asked for, and a failure leaves nothing behind', async () => {
  await using db = await openEmpty()
  await versionTwo(db)
  const place = join(folder, 'place')
  await mkdir(place)
  await writeFile(join(place, 'a'), 'precious')
  await assert.rejects(backUp(db, join(place, 'a')), /is there already.*--force/)
  assert.equal(await readFile(join(place, 'a'), 'utf8'), 'precious')
  await backUp(db, join(place, 'a'), { isForced: true })
  assert.equal((await stat(join(place, 'a'))).mode & 0o777, 0o600)
  await assert.rejects(backUp(db, join(place, 'b'), { signal: AbortSignal.abort() }), { name: 'AbortError' })
  await using empty = await openEmpty()
  await assert.rejects(backUp(empty, join(place, 'b')), { code: '42P01' })
  assert.deepEqual(await readdir(place), ['a'])
  await assert.rejects(backUp(db, join(place, 'none', 'b')), {
    message: /There is no folder .*none/,
    name: 'PlainError',
  })
  await assert.rejects(backUp(db, place, { isForced: true }), { message: /is not a file/, name: 'PlainError' })
  await assert.rejects(bringBack({ db: empty, file: place, steps: [] }), {
    message: /is not a file/,
    name: 'PlainError',
  })
})
