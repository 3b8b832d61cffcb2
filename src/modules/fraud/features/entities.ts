/**
 * What the memory consists of: entities by kind and id, each plain data (numbers, texts, arrays, typed arrays) that does not refer
 * to another one. A process may hold some of them only, so each can be changed and stored by itself.
 */
import { numberOf } from './number.ts'
import type { Pairs } from './pairs.ts'
import { createPopulation, type Population } from './population.ts'
import type { Side } from './side.ts'

export interface Account {
  /** Its short name in the pairs and reports of others. */
  readonly number: number
  asPayer: Side | null
  asPayee: Side | null
  pairs: Pairs | null
}

/** Every kind of entity. */
export interface Kinds {
  account: Account
  population: Population
}

export type Kind = keyof Kinds
export type Entity = Kinds[Kind]

/** Makes an entity that nothing is known of yet. */
export const create: { readonly [K in Kind]: (id: string) => Kinds[K] } = {
  account: (id) => ({ number: numberOf(id), asPayer: null, asPayee: null, pairs: null }),
  population: () => createPopulation(),
}

export interface Entities {
  /** The entity, a new one where nothing is known of it; null where this memory is not to touch it now. */
  find<K extends Kind>(kind: K, id: string): Kinds[K] | null
  /** Those that are held. */
  held<K extends Kind>(kind: K): Iterable<Kinds[K]>
}

/** Holds everything that was ever looked for. */
export const createEntities = (): Entities => {
  const held: { readonly [K in Kind]: Map<string, Kinds[K]> } = { account: new Map(), population: new Map() }
  return {
    find: (kind, id) => {
      const known = held[kind].get(id)
      if (known) return known
      const made = create[kind](id)
      held[kind].set(id, made)
      return made
    },
    held: (kind) => held[kind].values(),
  }
}
