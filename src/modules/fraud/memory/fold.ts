/**
 * Brings the stored entities up to date with the log: some of its changes, every entity that they concern, and the place up to which
 * they were taken in, in one transaction. It sees nothing of what is in memory, so whatever happens to a process, they are right.
 */
import { setImmediate as giveWay } from 'node:timers/promises'
import type { Database, Tx } from '#platform/database'
import { sqlArray } from '#platform/sql-array'
import { absorb, keysOfChange } from '../features/change.ts'
import { create, type Entities, type Entity, type Kind, type Kinds } from '../features/entities.ts'
import { numberOf } from '../features/number.ts'
import { leadsOf } from '../features/sources/neighbors.ts'
import { encode } from './codec.ts'
import { type Key, readEntities } from './load.ts'
import { columns, isAfter, type Logged, type LogRow, type Place, readRow } from './log.ts'
import { type Rest, withoutRest } from './rest.ts'
import { keyOf } from './window.ts'

/** Changes that are read at once. */
const pageSize = 2_000
/** Entities that one transaction changes; a page more at most. */
const mostEntities = 20_000
/** Changes or entities that are worked on before other work has its turn. */
const atOnce = 24

// Below the oldest transaction that is under way nothing can appear any more.
const nextPage = `
  with oldest as materialized (select pg_snapshot_xmin(pg_current_snapshot()) as xact)
  select oldest.xact::text as end, ${columns}
  from oldest left join lateral (
    select * from fraud.change
    where (change.xact, change.seq) > ($1::text::xid8, $2::bigint) and change.xact < oldest.xact
    order by change.xact, change.seq limit ${pageSize}
  ) as change on true`

interface Page {
  readonly rows: Logged[]
  readonly end: Place
  readonly isLast: boolean
}

const readPage = async (tx: Tx, from: Place): Promise<Page> => {
  const found = await tx.query<LogRow & { end: string }>(nextPage, [String(from.xact), from.seq])
  const rows = found.flatMap((row) => (row.xact === null ? [] : readRow(row)))
  const isLast = rows.length < pageSize
  const oldest = { xact: Number(found[0].end), seq: 0 }
  const last = rows.at(-1) ?? from
  return { rows, isLast, end: isLast && isAfter(oldest, last) ? oldest : { xact: last.xact, seq: last.seq } }
}

interface Folding {
  readonly byKind: ReadonlyMap<Kind, Map<number, Entity>>
  readonly view: Entities
  readonly size: () => number
}

const createFolding = (): Folding => {
  const byKind = new Map<Kind, Map<number, Entity>>((Object.keys(create) as Kind[]).map((kind) => [kind, new Map()]))
  const view: Entities = {
    find: <K extends Kind>(kind: K, id: string) =>
      (byKind.get(kind)?.get(numberOf(id)) as Kinds[K] | undefined) ?? null,
    numbered: () => undefined,
    held: () => [],
  }
  return { byKind, view, size: () => [...byKind.values()].reduce((sum, { size }) => sum + size, 0) }
}

// Small pieces: what somebody pays with waits for one of them at most.
const readAtOnce = 60

const prepare = async (tx: Tx, layout: string, { byKind }: Folding, rows: readonly Logged[], rest: Rest) => {
  const missing = new Map<string, Key>()
  await inSlices(rows, ({ change }) => {
    for (const [kind, id] of keysOfChange(change)) {
      const number = numberOf(id)
      if (!byKind.get(kind)?.has(number)) missing.set(keyOf(kind, number), [kind, number])
    }
  })
  const keys = [...missing.values()]
  for (let start = 0; start < keys.length; start += readAtOnce) {
    const stored = await readEntities(tx, layout, keys.slice(start, start + readAtOnce))
    for (const { kind, number, entity } of stored) byKind.get(kind)?.set(number, entity)
    await rest()
  }
}

const inSlices = async <Item>(items: readonly Item[], work: (item: Item) => void): Promise<void> => {
  for (let start = 0; start < items.length; start += atOnce) {
    if (start > 0) await giveWay()
    for (const item of items.slice(start, start + atOnce)) work(item)
  }
}

const writtenAtOnce = 60

/** A list as PostgreSQL writes it. */
const listOf = (numbers: readonly number[]) => `{${numbers.join()}}`

const writeEntities = async (tx: Tx, layout: string, { byKind }: Folding, rest: Rest) => {
  const all = [...byKind].flatMap(([kind, entities]) =>
    [...entities].map(([number, entity]) => ({ key: [kind, number] as const, entity })),
  )
  for (let start = 0; start < all.length; start += writtenAtOnce) {
    const slice = all.slice(start, start + writtenAtOnce)
    const states: Buffer[] = []
    const leads = slice.map(({ entity }) => leadsOf(entity))
    await inSlices(slice, ({ entity }) => states.push(encode(entity)))
    await tx.query(
      `insert into fraud.entity as entity (layout, kind, number, state, owners, devices, networks)
       select $1, kind, number, state, owners::bigint[], devices::bigint[], networks::bigint[]
       from unnest($2::text[], $3::bigint[], $4::bytea[], $5::text[], $6::text[], $7::text[])
         as given (kind, number, state, owners, devices, networks)
       on conflict (layout, kind, number) do update set state = excluded.state,
         owners = excluded.owners, devices = excluded.devices, networks = excluded.networks`,
      [
        layout,
        sqlArray.texts(slice.map(({ key: [kind] }) => kind)),
        sqlArray.wholes(slice.map(({ key: [, number] }) => number)),
        sqlArray.bytes(states),
        sqlArray.texts(leads.map(({ owners }) => listOf(owners))),
        sqlArray.texts(leads.map(({ devices }) => listOf(devices))),
        sqlArray.texts(leads.map(({ networks }) => listOf(networks))),
      ],
    )
    await rest()
  }
}

/** How far it came, how many changes that were, and whether the log ends there; null where another process is at it. */
export interface Folded {
  readonly place: Place
  readonly changes: number
  readonly isAtEnd: boolean
}

const lock = (isPatient: boolean) =>
  `select xact::text, seq from fraud.memory where layout = $1 for update ${isPatient ? '' : 'skip locked'}`

/** Folds once; a patient one waits for whoever is at it. Between two pieces it rests. */
export const fold = (
  db: Database,
  layout: string,
  isPatient: boolean,
  rest: Rest = withoutRest,
): Promise<Folded | null> =>
  db.transaction(async (tx) => {
    // While a fold is under way, its connection hears of no new statistics. A plan from when the table was empty, which reads all of it
    // for each key, would be kept to the end.
    await tx.script('set local enable_seqscan = off')
    const [stored] = await tx.query<{ xact: string; seq: bigint }>(lock(isPatient), [layout])
    if (!stored) return null
    const folding = createFolding()
    let place: Place = { xact: Number(stored.xact), seq: Number(stored.seq) }
    let [changes, isAtEnd] = [0, false]
    while (!isAtEnd && folding.size() < mostEntities) {
      const page = await readPage(tx, place)
      await rest()
      await prepare(tx, layout, folding, page.rows, rest)
      await inSlices(page.rows, ({ change }) => absorb(folding.view, change))
      place = page.end
      changes += page.rows.length
      isAtEnd = page.isLast
    }
    await writeEntities(tx, layout, folding, rest)
    await tx.query('update fraud.memory set xact = $2::text::xid8, seq = $3, folded_at = now() where layout = $1', [
      layout,
      String(place.xact),
      place.seq,
    ])
    return { place, changes, isAtEnd }
  })
