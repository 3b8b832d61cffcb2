/** Brings entities into memory: as they were stored, with what the log tells since. */
import type { Database } from '#platform/database'
import { absorb } from '../features/change.ts'
import { create, type Entities, type Entity, type Kind, type Kinds } from '../features/entities.ts'
import { numberOf } from '../features/number.ts'
import { decode } from './codec.ts'
import type { Held, Slot } from './held.ts'
import { isAfter, type Place } from './log.ts'
import { keyOf, type Window } from './window.ts'

/** An entity by its kind and number. */
export type Key = readonly [kind: Kind, number: number]

/** Answers the slot, pinned once for each caller. Calls of the same turn of the event loop share one read. */
export type Load = (key: Key) => Promise<Slot>

interface StoredRow {
  readonly xact: string
  readonly seq: bigint
  readonly kind: Kind
  readonly number: bigint
  readonly state: Buffer | null
}

// The place and the entities come from one snapshot, so these have taken in exactly what lies up to that.
const read = `
  select memory.xact::text, memory.seq, asked.kind, asked.number, entity.state
  from fraud.memory cross join unnest($2::text[], $3::bigint[]) as asked (kind, number)
  left join fraud.entity
    on entity.layout = memory.layout and entity.kind = asked.kind and entity.number = asked.number
  where memory.layout = $1`

export interface Stored {
  readonly kind: Kind
  readonly number: number
  readonly entity: Entity
  readonly from: Place
}

/** Entities as they are stored, new ones where nothing is known of them. */
export const readEntities = async (
  db: Pick<Database, 'query'>,
  layout: string,
  keys: readonly Key[],
): Promise<Stored[]> => {
  const asked = [layout, keys.map(([kind]) => kind), keys.map(([, number]) => number)]
  const rows = await db.query<StoredRow>(read, asked)
  return rows.map(({ xact, seq, kind, number, state }) => ({
    kind,
    number: Number(number),
    entity: state ? (decode(state) as Entity) : create[kind](Number(number)),
    from: { xact: Number(xact), seq: Number(seq) },
  }))
}

/** Of all entities this one alone. */
export const only = ({ kind, number, entity }: Pick<Slot, 'kind' | 'number' | 'entity'>): Entities => ({
  find: <K extends Kind>(asked: K, id: string) =>
    asked === (kind as Kind) && numberOf(id) === number ? (entity as Kinds[K]) : null,
  numbered: () => undefined,
  held: () => [],
})

interface Waiting {
  readonly key: Key
  readonly settle: (slot: Slot) => void
  readonly fail: (error: unknown) => void
}

/** Loads of one process; `window` says what happened since the entities were stored. */
export const createLoad = (db: Database, layout: string, held: Held, window: () => Window): Load => {
  const loading = new Map<string, Waiting[]>()
  let next: Key[] = []

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

  const readAll = async (keys: readonly Key[]): Promise<void> => {
    try {
      const stored = await readEntities(db, layout, keys)
      // Meanwhile this process may have forgotten changes that newer stored entities have taken in.
      if (stored.some(({ from }) => isAfter(window().start(), from))) return readAll(keys)
      for (const each of stored) bring(each)
      held.trim()
    } catch (error) {
      for (const key of keys) {
        for (const waiting of loading.get(keyOf(...key)) ?? []) waiting.fail(error)
        loading.delete(keyOf(...key))
      }
    }
  }

  return (key) =>
    new Promise((settle, fail) => {
      const waiting = { key, settle, fail }
      const others = loading.get(keyOf(...key))
      if (others) return void others.push(waiting)
      loading.set(keyOf(...key), [waiting])
      next.push(key)
      if (next.length > 1) return
      setImmediate(() => {
        const keys = next
        next = []
        void readAll(keys)
      })
    })
}
