/**
 * Entities of which the ones used last are in memory and the others in a file: for files of payments that know more accounts,
 * devices and networks than a computer has room for. Nothing is forgotten, so features are the same with any room.
 */
import { create, type Entities, type Entity, type Kind, type Kinds } from '../features/entities.ts'
import { numberOf } from '../features/number.ts'
import { decode, encodeForNow } from './codec.ts'
import { openPlaces } from './places.ts'
import { createUsedArrays } from './used-arrays.ts'

export interface Spill {
  readonly entities: Entities
  /** Takes to the file what is too much. Whatever was found before is not to be touched afterwards. */
  trim(): void
  /** How much is in memory, about, in bytes. */
  readonly held: () => number
  close(): void
}

interface Slot {
  readonly entity: Entity
  /** Whether the file has it as it is. */
  isSaved: boolean
}

type Slots = { readonly [K in Kind]: Map<number, Slot> }

const kinds = Object.keys(create) as Kind[]
const noSlots = (): Slots => Object.fromEntries(kinds.map((kind) => [kind, new Map()])) as unknown as Slots

/** What an entity takes in memory before any of its kind was weighed: they grow as they live. */
const firstBytes: Readonly<Record<Kind, number>> = {
  account: 9_000,
  owner: 3_000,
  device: 1_500,
  network: 1_500,
  place: 1_500,
  category: 5_000,
  population: 5_000,
}

/** Holds about `mostBytes` of entities in memory and the others in `file`, which is made anew and grows with the number of entities alone. */
export const createSpill = (file: string, mostBytes: number): Spill => {
  const stored = openPlaces(file, kinds, mostBytes / 2)
  const used = createUsedArrays()
  // What was used since the last trimming, what was used in the time before that, and as many used arrays: a sixth each.
  let [recent, earlier] = [noSlots(), noSlots()]
  let [recentBytes, earlierBytes] = [0, 0]
  const usualBytes = { ...firstBytes }

  const hold = (kind: Kind, number: number, slot: Slot): Slot => {
    recent[kind].set(number, slot)
    recentBytes += usualBytes[kind]
    return slot
  }
  const load = (kind: Kind, number: number): Slot | undefined => {
    const bytes = stored.read(kind, number)
    return bytes && hold(kind, number, { entity: decode(bytes, used) as Entity, isSaved: true })
  }
  const lookFor = (kind: Kind, number: number): Slot | undefined => {
    const known = recent[kind].get(number)
    if (known) return known
    const old = earlier[kind].get(number)
    if (!old) return load(kind, number)
    earlier[kind].delete(number)
    return hold(kind, number, old)
  }
  const save = () => {
    used.clear()
    for (const kind of kinds) {
      let weight = 0
      for (const [number, { entity, isSaved }] of earlier[kind]) {
        if (!isSaved) stored.write(kind, number, encodeForNow(entity))
        weight += used.take(entity)
      }
      if (earlier[kind].size > 0) usualBytes[kind] = weight / earlier[kind].size
    }
  }
  return {
    entities: {
      find: <K extends Kind>(kind: K, id: string) => {
        const number = numberOf(id)
        const slot = lookFor(kind, number) ?? hold(kind, number, { entity: create[kind](number), isSaved: false })
        // Whoever looks for an entity by its id may change it.
        slot.isSaved = false
        return slot.entity as Kinds[K]
      },
      numbered: <K extends Kind>(kind: K, number: number) => lookFor(kind, number)?.entity as Kinds[K] | undefined,
      *held<K extends Kind>(kind: K) {
        for (const slots of [recent, earlier]) for (const { entity } of slots[kind].values()) yield entity as Kinds[K]
      },
    },
    trim: () => {
      if (recentBytes < mostBytes / 6) return
      save()
      ;[earlier, recent] = [recent, noSlots()]
      ;[earlierBytes, recentBytes] = [recentBytes, 0]
    },
    held: () => recentBytes + earlierBytes,
    close: stored.close,
  }
}
