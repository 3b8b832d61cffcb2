/** The changes that the stored entities have not taken in yet, by the entities that they concern. */
import { keysOfChange } from '../features/change.ts'
import { create, type Kind } from '../features/entities.ts'
import { numberOf } from '../features/number.ts'
import type { Key } from './load.ts'
import { isAfter, type Logged, type Place } from './log.ts'
import { createPacked, type Placed } from './packed.ts'

export interface Window {
  add(row: Logged): void
  /** Changes of an entity, in the order in which this process saw them. */
  of(kind: Kind, number: number): readonly Placed[]
  /**
   * The stored entities are known to have taken in everything up to here. Forgets some of it, which takes well below a
   * millisecond, and answers whether there is more to forget.
   */
  forget(upTo: Place): boolean
  /** Whatever is asked of an earlier place may be forgotten already. */
  readonly start: () => Place
  readonly size: () => number
}

const forgottenAtOnce = 64

export const keyOf = (kind: Kind, number: number): string => `${kind} ${number}`

/** Positions of changes, which leave in the order in which they came. */
interface Line {
  positions: number[]
  first: number
}

// Most entities have one change here, and lines of one would be most of what this process holds.
type Changes = number | Line

const add = (changes: Changes | undefined, position: number): Changes => {
  if (changes === undefined || changes === position) return position
  const line = typeof changes === 'number' ? { positions: [changes], first: 0 } : changes
  if (line.positions.at(-1) !== position) line.positions.push(position)
  return line
}

/** Undefined where nothing is left. */
const leave = (changes: Changes, position: number): Changes | undefined => {
  if (typeof changes === 'number') return changes === position ? undefined : changes
  if (changes.positions[changes.first] !== position) return changes
  changes.first++
  if (changes.first === changes.positions.length) return undefined
  // Moving the rest up costs each of them a step or two in all.
  if (changes.first * 2 <= changes.positions.length) return changes
  return { positions: changes.positions.slice(changes.first), first: 0 }
}

const positionsIn = (changes: Changes | undefined): readonly number[] => {
  if (changes === undefined) return []
  return typeof changes === 'number' ? [changes] : changes.positions.slice(changes.first)
}

const kinds = Object.keys(create) as Kind[]

const keysFor = ({ change }: Logged): Key[] => keysOfChange(change).map(([kind, id]) => [kind, numberOf(id)])

export const createWindow = (from: Place): Window => {
  const packed = createPacked(kinds)
  const byKind = new Map<Kind, Map<number, Changes>>(kinds.map((kind) => [kind, new Map()]))
  const changesOf = (kind: Kind) => byKind.get(kind) as Map<number, Changes>
  let start = from

  const forgetOldest = (position: number, keys: readonly Key[]) => {
    for (const [kind, number] of keys) {
      const changes = changesOf(kind).get(number)
      if (changes === undefined) continue
      const left = leave(changes, position)
      if (left === undefined) changesOf(kind).delete(number)
      else if (left !== changes) changesOf(kind).set(number, left)
    }
    packed.leave()
  }

  return {
    add: (row) => {
      const keys = keysFor(row)
      const position = packed.add(row, keys, row.text)
      for (const [kind, number] of keys) {
        const changes = changesOf(kind)
        const before = changes.get(number)
        const after = add(before, position)
        if (after !== before) changes.set(number, after)
      }
    },
    of: (kind, number) => positionsIn(changesOf(kind).get(number)).map(packed.read),
    forget: (upTo) => {
      if (isAfter(upTo, start)) start = upTo
      for (let count = 0; count < forgottenAtOnce; count++) {
        const oldest = packed.oldest()
        if (!oldest || isAfter(oldest.place, start)) return false
        forgetOldest(oldest.position, oldest.keys)
      }
      return true
    },
    start: () => start,
    size: packed.size,
  }
}
