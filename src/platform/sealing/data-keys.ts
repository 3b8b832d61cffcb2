/** The data keys of a bank: wrapped in its database, in clear only in the memory of its processes. */
import assert from 'node:assert/strict'
import type { Database, Query, Tx } from '#platform/database'
import type { RandomBytes } from '#platform/id'
import { secondMs } from '#platform/time'
import type { KeyKeeper } from './key-keeper.ts'
import { shareSearchKeys } from './search-keys.ts'

/** What a key is for: sealing values, or keyed hashes that values are found by. */
export type KeyPurpose = 'seal' | 'search'

export interface DataKey {
  readonly version: number
  readonly key: Uint8Array
}

/** The keys of hashes: every one that rows may be found by, the oldest first, and the one that is written with. */
interface SearchKeys {
  readonly all: readonly DataKey[]
  readonly written: DataKey
}

interface Row {
  readonly purpose: KeyPurpose
  readonly version: number
  readonly wrapped: string
  readonly is_written: boolean
}

/** How often a process has to look for a new key. */
export const keyNewsMs = 2 * secondMs

const aboutOf = (purpose: KeyPurpose, version: number) => `bankserver data key ${purpose} ${version}`

/** Makes the table of the wrapped keys, where it is not there yet. */
export const prepareDataKeys = async (tx: Tx): Promise<void> => {
  // Two servers that start together must not both make keys; the number is "seal" in ASCII.
  await tx.query(`select pg_advisory_xact_lock(${0x7365616c})`)
  await tx.query(`create table if not exists platform.data_key (
    purpose text not null check (purpose in ('seal', 'search')), version integer not null check (version > 0),
    wrapped text not null, made_at timestamptz not null default now(), swept_at timestamptz, primary key (purpose, version))`)
  const [column] = await tx.query<{ is: boolean }>(
    `select exists (select from information_schema.columns
       where table_schema = 'platform' and table_name = 'data_key' and column_name = 'written_from') as is`,
  )
  // Asked first, for the statement would wait for everybody who reads the table.
  if (!column.is) await tx.query('alter table platform.data_key add column written_from timestamptz')
}

/** Makes a key and keeps it wrapped. */
export const insertKey = async (
  tx: Tx,
  keeper: KeyKeeper,
  random: RandomBytes,
  purpose: KeyPurpose,
  version: number,
): Promise<void> => {
  const wrapped = await keeper.wrap(random(32), aboutOf(purpose, version))
  await tx.query('insert into platform.data_key (purpose, version, wrapped) values ($1, $2, $3)', [
    purpose,
    version,
    wrapped,
  ])
}

/** Makes the table and the first keys where there are none. */
export const ensureKeys = (db: Database, keeper: KeyKeeper, random: RandomBytes): Promise<void> =>
  db.transaction(async (tx) => {
    await tx.script('create schema if not exists platform')
    await prepareDataKeys(tx)
    for (const purpose of ['seal', 'search'] as const) {
      const known = await tx.query('select from platform.data_key where purpose = $1 limit 1', [purpose])
      if (known.length === 0) await insertKey(tx, keeper, random, purpose, 1)
    }
  })

/** The key that everything is to be sealed under: a new one, or the last where not everything is yet. */
export const beginRotation = (db: Database, keeper: KeyKeeper, random: RandomBytes) =>
  db.transaction(async (tx) => {
    await prepareDataKeys(tx)
    const [newest] = await tx.query<{ version: number; swept_at: Date | null }>(
      `select version, swept_at from platform.data_key where purpose = 'seal' order by version desc limit 1`,
    )
    if (newest.version > 1 && newest.swept_at === null) return { version: newest.version, isContinued: true }
    const version = newest.version + 1
    await insertKey(tx, keeper, random, 'seal', version)
    return { version, isContinued: false }
  })

/** Notes that everything is sealed under this key. The key before it is kept for whoever still reads; those before that go, but `needed` ones. */
export const endRotation = (db: Database, version: number, needed: readonly number[]): Promise<void> =>
  db.transaction(async (tx) => {
    await tx.query(`update platform.data_key set swept_at = now() where purpose = 'seal' and version = $1`, [version])
    await tx.query(
      `delete from platform.data_key where purpose = 'seal' and version < $1 - 1 and version <> all ($2::bigint[])`,
      [version, needed],
    )
  })

/** Wraps every data key anew under the keeper's present key. */
export const rewrapKeys = (db: Database, keeper: KeyKeeper): Promise<number> =>
  db.transaction(async (tx) => {
    await prepareDataKeys(tx)
    const rows = await tx.query<Pick<Row, 'purpose' | 'version' | 'wrapped'>>(
      'select purpose, version, wrapped from platform.data_key order by purpose, version',
    )
    for (const { purpose, version, wrapped } of rows) {
      const about = aboutOf(purpose, version)
      const anew = await keeper.wrap(await keeper.unwrap(wrapped, about), about)
      await tx.query('update platform.data_key set wrapped = $3 where purpose = $1 and version = $2', [
        purpose,
        version,
        anew,
      ])
    }
    return rows.length
  })

const selectKeys = `
  select purpose, version, wrapped, written_from is not null as is_written from platform.data_key order by version`

/** The key of before is written with until the new one is said to be. */
const searchKeysOf = (rows: readonly Row[], keyOf: (row: Row) => DataKey): SearchKeys | undefined => {
  const found = rows.filter(({ purpose }) => purpose === 'search')
  const written = found.findLast((row) => row.is_written) ?? found.at(0)
  return written && { all: found.map(keyOf), written: keyOf(written) }
}

/** The keys of a bank as one process knows them. */
export const createDataKeys = (db: Database, keeper: KeyKeeper, random: RandomBytes) => {
  const known = new Map<string, Uint8Array>()
  let [isReady, newest, search]: [boolean, DataKey | undefined, SearchKeys | undefined] = [false, undefined, undefined]
  let loading: Promise<void> | undefined
  let [begun, taken] = [0, 0]

  const read = async (query: Query) => {
    const turn = ++begun
    const rows = await query.query<Row>(selectKeys)
    for (const { purpose, version, wrapped } of rows) {
      const name = `${purpose} ${version}`
      if (!known.has(name)) known.set(name, await keeper.unwrap(wrapped, aboutOf(purpose, version)))
    }
    const keyOf = ({ purpose, version }: Row): DataKey => {
      const key = known.get(`${purpose} ${version}`)
      assert(key)
      return { version, key }
    }
    // Of two at once the one that looked later knows better.
    if (turn < taken) return
    taken = turn
    const last = rows.findLast(({ purpose }) => purpose === 'seal')
    newest = last && keyOf(last)
    search = searchKeysOf(rows, keyOf)
  }

  const load = async () => {
    if (!isReady) await ensureKeys(db, keeper, random)
    isReady = true
    await read(db)
  }

  const reload = () => {
    loading ??= load().finally(() => {
      loading = undefined
    })
    return loading
  }

  return {
    /** Reads which keys there are. */
    reload,
    /** The key to seal with now. */
    current: async (): Promise<DataKey> => {
      if (!newest) await reload()
      if (!newest) throw new Error('there is no data key to seal with')
      return newest
    },
    /** Every key that something may be found by. */
    searched: async (): Promise<readonly DataKey[]> => {
      if (!search) await reload()
      return search?.all ?? []
    },
    /** The key to write hashes with: no other one is written with before this transaction ends. */
    written: async (tx: Tx): Promise<DataKey> => {
      await shareSearchKeys(tx)
      await read(tx)
      if (!search) throw new Error('there is no data key to search with')
      return search.written
    },
    /** The key that something was sealed with; undefined where there is none of that version. */
    find: async (purpose: KeyPurpose, version: number): Promise<Uint8Array | undefined> => {
      const name = `${purpose} ${version}`
      if (!known.has(name)) await reload()
      return known.get(name)
    },
  }
}
