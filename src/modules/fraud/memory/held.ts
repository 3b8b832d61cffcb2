/**
 * The entities that this process holds. What is pinned stays; of the rest, the one that was used the longest ago goes first when there
 * are too many. Nothing is lost with it: the log has everything that it took in.
 */
import type { Entities, Entity, Kind, Kinds } from '../features/entities.ts'
import { numberOf } from '../features/number.ts'
import type { Place } from './log.ts'

export interface Slot {
  readonly kind: Kind
  readonly number: number
  readonly entity: Entity
  /** Changes up to here were in it when it was loaded. */
  readonly from: Place
  /** How many need it to stay: attempts that the log does not tell of yet, and loads that wait for others. */
  pins: number
}

export interface Held {
  get(kind: Kind, number: number): Slot | undefined
  add(slot: Slot): void
  pin(slot: Slot): void
  unpin(slot: Slot): void
  /** Lets go of what is too much. */
  trim(): void
  readonly entities: Entities
  readonly size: () => number
}

/** `most` entities are held, and more only while more are pinned. */
export const createHeld = (kinds: readonly Kind[], most: number): Held => {
  const byKind = new Map<Kind, Map<number, Slot>>(kinds.map((kind) => [kind, new Map()]))
  // In the order of their last use.
  const idle = new Set<Slot>()
  let size = 0
  const slots = (kind: Kind) => byKind.get(kind) as Map<number, Slot>

  const trim = () => {
    for (const slot of idle) {
      if (size <= most) return
      idle.delete(slot)
      slots(slot.kind).delete(slot.number)
      size--
    }
  }

  return {
    get: (kind, number) => slots(kind).get(number),
    add: (slot) => {
      slots(slot.kind).set(slot.number, slot)
      size++
      if (slot.pins === 0) idle.add(slot)
    },
    pin: (slot) => {
      if (slot.pins++ === 0) idle.delete(slot)
    },
    unpin: (slot) => {
      if (--slot.pins === 0) idle.add(slot)
    },
    trim,
    entities: {
      find: <K extends Kind>(kind: K, id: string) =>
        (slots(kind).get(numberOf(id))?.entity as Kinds[K] | undefined) ?? null,
      numbered: <K extends Kind>(kind: K, number: number) => slots(kind).get(number)?.entity as Kinds[K] | undefined,
      *held<K extends Kind>(kind: K) {
        for (const { entity } of slots(kind).values()) yield entity as Kinds[K]
      },
    },
    size: () => size,
  }
}
