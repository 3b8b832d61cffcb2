/** Brings entities into memory: as they were stored, with what the log tells since. */
import type { Query } from '#platform/database'
import { sqlArray } from '#platform/sql-array'
import { absorb } from '../features/change.ts'
import { create, type Entities, type Entity, type Kind, type Kinds } from '../features/entities.ts'
import { numberOf } from '../features/number.ts'
import type { Wanted } from '../features/sources/neighbors.ts'
import { decode } from './codec.ts'
import type { Held, Slot } from './held.ts'
import { isAfter, type Place } from './log.ts'
import { keyOf, type Window } from './window.ts'

/** An entity by its kind and number. */
export type Key = readonly [kind: Kind, number: number]

/** Answers the slot, pinned once for each caller. Calls of the same turn of the event loop share one read, and so do those that come while others read. */
export type Load = (wanted: Wanted) => Promise<Slot>

interface StoredRow {
  readonly xact: string
  readonly seq: bigint
  readonly kind: Kind
  readonly number: bigint
  readonly state: Buffer | null
}

// The offset keeps it a look-up by the whole key. Joined, a plan that is made while nothing is stored yet reads all that is under the
// layout for each key, and is kept while millions come to be there.
const found = (asked: string) => `
    select state, owners, devices, networks from fraud.entity
    where layout = $1 and kind = ${asked}.kind and number = ${asked}.number offset 0`

// The place and the entities come from one snapshot, so these have taken in exactly what lies up to that.
const stored = `
  select memory.xact::text, memory.seq, asked.kind, asked.number, entity.state
  from fraud.memory cross join asked
  left join lateral (${found('asked')}) as entity on true
  where memory.layout = $1`

const exactly = `with asked as (select * from unnest($2::text[], $3::bigint[]) as given (kind, number)) ${stored}`

// As far as stored entities tell, features go on to these; nearer ones come first.
export const withNeighbors = `
  with recursive near (kind, number, goes_on) as (
    select * from unnest($2::text[], $3::bigint[], $4::boolean[])
    union
    select next.kind, next.number, next.goes_on
    from near cross join lateral (${found('near')}) as entity
    cross join lateral (
      select 'owner', unnest(entity.owners), near.kind <> 'account'
      union all select 'device', unnest(entity.devices), true
      union all select 'network', unnest(entity.networks), true
    ) as next (kind, number, goes_on)
    where near.goes_on
  ), asked as (select distinct kind, number from (select * from near limit $5) as nearest)
  ${stored}`

export interface Stored {
  readonly kind: Kind
  readonly number: number
  readonly entity: Entity
  readonly from: Place
}

const asStored = ({ xact, seq, kind, number, state }: StoredRow): Stored => ({
  kind,
  number: Number(number),
  entity: state ? (decode(state) as Entity) : create[kind](Number(number)),
  from: { xact: Number(xact), seq: Number(seq) },
})

/** Entities as they are stored, new ones where nothing is known of them. */
export const readEntities = async (db: Query, layout: string, keys: readonly Key[]): Promise<Stored[]> => {
  const kinds = sqlArray.texts(keys.map(([kind]) => kind))
  const rows = await db.query<StoredRow>(exactly, [layout, kinds, sqlArray.wholes(keys.map(([, number]) => number))])
  return rows.map(asStored)
}

const mostNeighbors = 192

/** The same, and up to so many that features go on to from them; those that are held already are left out. */
const readNear = async (db: Query, layout: string, held: Held, wanted: readonly Wanted[]): Promise<Stored[]> => {
  const rows = await db.query<StoredRow>(withNeighbors, [
    layout,
    sqlArray.texts(wanted.map(([kind]) => kind)),
    sqlArray.wholes(wanted.map(([, number]) => number)),
    sqlArray.booleans(wanted.map(([, , goesOn]) => goesOn)),
    wanted.length + mostNeighbors,
  ])
  return rows.flatMap((row) => (held.get(row.kind, Number(row.number)) ? [] : asStored(row)))
}

/** Of all entities this one alone. */
export const only = ({ kind, number, entity }: Pick<Slot, 'kind' | 'number' | 'entity'>): Entities => ({
  find: <K extends Kind>(asked: K, id: string) =>
    asked === (kind as Kind) && numberOf(id) === number ? (entity as Kinds[K]) : null,
  numbered: () => undefined,
  held: () => [],
})

/** Reads under way at once. What comes meanwhile goes together into the next: more of them would only take turns on the same cores. */
const mostReads = 2

interface Waiting {
  readonly settle: (slot: Slot) => void
  readonly fail: (error: unknown) => void
}

/** Loads of one process; `window` says what happened since the entities were stored. */
export const createLoad = (db: Query, layout: string, held: Held, window: () => Window): Load => {
  const loading = new Map<string, Waiting[]>()
  let next: Wanted[] = []
  let [reads, isComing] = [0, false]

  const bring = ({ kind, number, entity, from }: Stored) => {
    const slot: Slot = { kind, number, entity, from, pins: 0 }
    const alone = only(slot)
    for (const row of window().of(kind, number)) if (isAfter(row, from)) absorb(alone, row.change)
    held.add(slot)
    const key = keyOf(kind, number)
    for (const waiting of loading.get(key) ?? []) {
      held.pin(slot)
      waiting.settle(slot)
    }
    loading.delete(key)
  }

  const readAll = async (all: readonly Wanted[]): Promise<void> => {
    // Another read may have brought some as neighbors meanwhile.
    const wanted = all.filter(([kind, number]) => loading.has(keyOf(kind, number)))
    if (wanted.length === 0) return
    try {
      const stored = await readNear(db, layout, held, wanted)
      // Meanwhile this process may have forgotten changes that newer stored entities have taken in.
      if (stored.some(({ from }) => isAfter(window().start(), from))) return readAll(wanted)
      for (const each of stored) bring(each)
      held.trim()
    } catch (error) {
      for (const [kind, number] of wanted) {
        for (const waiting of loading.get(keyOf(kind, number)) ?? []) waiting.fail(error)
        loading.delete(keyOf(kind, number))
      }
    }
  }

  const readNext = async () => {
    isComing = false
    const all = next
    next = []
    reads++
    await readAll(all)
    reads--
    readSoon()
  }

  const readSoon = () => {
    if (isComing || reads === mostReads || next.length === 0) return
    isComing = true
    setImmediate(readNext)
  }

  return (wanted) =>
    new Promise((settle, fail) => {
      const [kind, number] = wanted
      const key = keyOf(kind, number)
      const waiting = { settle, fail }
      const others = loading.get(key)
      if (others) return void others.push(waiting)
      loading.set(key, [waiting])
      next.push(wanted)
      readSoon()
    })
}
