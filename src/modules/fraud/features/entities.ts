/**
 * What the memory consists of: entities by kind and id, each plain data (numbers, texts, arrays, typed arrays) that refers to
 * another one by its number alone. A process may hold some of them only, so each can be changed and stored by itself.
 */
import { numberOf } from './number.ts'
import type { Pairs } from './pairs.ts'
import { createPopulation, type Population } from './population.ts'
import type { Side } from './side.ts'
import type { Links } from './sources/links.ts'
import { createOwner, type Owner } from './sources/owner.ts'
import { createSource, type Source, type SourceKind } from './sources/source.ts'

export interface Account {
  /** Its short name in the pairs and reports of others. */
  readonly number: number
  asPayer: Side | null
  asPayee: Side | null
  /** Whom it paid. */
  pairs: Pairs | null
  /** Owners who tried to pay it last. */
  payers: Links | null
}

/** Every kind of entity. */
export interface Kinds extends Record<SourceKind, Source> {
  account: Account
  owner: Owner
  population: Population
}

export type Kind = keyof Kinds
export type Entity = Kinds[Kind]

/** Makes an entity that nothing is known of yet; `number` is its id's. */
export const create: { readonly [K in Kind]: (number: number) => Kinds[K] } = {
  account: (number) => ({ number, asPayer: null, asPayee: null, pairs: null, payers: null }),
  owner: (number) => createOwner(number),
  device: (number) => createSource(number, 'device'),
  network: (number) => createSource(number, 'network'),
  place: (number) => createSource(number, 'place'),
  category: (number) => createSource(number, 'category'),
  population: () => createPopulation(),
}

export interface Entities {
  /** The entity, a new one where nothing is known of it; null where this memory is not to touch it now. */
  find<K extends Kind>(kind: K, id: string): Kinds[K] | null
  /** One that a link leads to; undefined where it is not held. */
  numbered<K extends Kind>(kind: K, number: number): Kinds[K] | undefined
  /** Those that are held. */
  held<K extends Kind>(kind: K): Iterable<Kinds[K]>
}

/** The same entities to try things on: one that is looked for is copied then, and those below never change. */
export const copying = (entities: Entities): Entities => {
  const copies = new Map<Entity, Entity>()
  const copyOf = <T extends Entity>(entity: T): T => {
    const copy = copies.get(entity) ?? structuredClone(entity)
    copies.set(entity, copy)
    return copy as T
  }
  return {
    find: (kind, id) => {
      const found = entities.find(kind, id)
      return found && copyOf(found)
    },
    numbered: <K extends Kind>(kind: K, number: number) => {
      const found = entities.numbered(kind, number)
      return found && ((copies.get(found) as Kinds[K] | undefined) ?? found)
    },
    held: entities.held,
  }
}

interface Held<T> {
  readonly byId: Map<string, T>
  readonly byNumber: Map<number, T>
}

const nothing = <T>(): Held<T> => ({ byId: new Map(), byNumber: new Map() })

/** Holds everything that was ever looked for. */
export const createEntities = (): Entities => {
  const held: { readonly [K in Kind]: Held<Kinds[K]> } = {
    account: nothing(),
    owner: nothing(),
    device: nothing(),
    network: nothing(),
    place: nothing(),
    category: nothing(),
    population: nothing(),
  }
  return {
    find: (kind, id) => {
      const { byId, byNumber } = held[kind]
      const known = byId.get(id)
      if (known) return known
      const made = create[kind](numberOf(id))
      byId.set(id, made)
      if (kind !== 'account' && 'number' in made) byNumber.set(made.number, made)
      return made
    },
    numbered: (kind, number) => held[kind].byNumber.get(number),
    held: (kind) => held[kind].byId.values(),
  }
}
