/** The changes that the stored entities have not taken in yet, by the entities that they concern. */
import { keysOfChange } from '../features/change.ts'
import type { Kind } from '../features/entities.ts'
import { numberOf } from '../features/number.ts'
import { isAfter, type Logged, type Place } from './log.ts'

export interface Window {
  add(row: Logged): void
  /** Changes of an entity, in the order in which this process saw them. */
  of(kind: Kind, number: number): readonly Logged[]
  /** The stored entities are known to have taken in everything up to here; forgets some of it each time. */
  forget(upTo: Place): void
  /** Whatever is asked of an earlier place may be forgotten already. */
  readonly start: () => Place
  readonly size: () => number
}

const forgottenAtOnce = 2_000

export const keyOf = (kind: Kind, number: number): string => `${kind} ${number}`

const keysOfRow = ({ change }: Logged): string[] => [
  ...new Set(keysOfChange(change).map(([kind, id]) => keyOf(kind, numberOf(id)))),
]

export const createWindow = (from: Place): Window => {
  let rows: Logged[] = []
  let first = 0
  let start = from
  const byKey = new Map<string, Logged[]>()

  const forgetOf = (keys: ReadonlySet<string>) => {
    for (const key of keys) {
      const left = byKey.get(key)?.filter((row) => isAfter(row, start)) ?? []
      if (left.length > 0) byKey.set(key, left)
      else byKey.delete(key)
    }
  }

  return {
    add: (row) => {
      rows.push(row)
      for (const key of keysOfRow(row)) {
        const known = byKey.get(key)
        if (known) known.push(row)
        else byKey.set(key, [row])
      }
    },
    of: (kind, number) => byKey.get(keyOf(kind, number)) ?? [],
    forget: (upTo) => {
      if (isAfter(upTo, start)) start = upTo
      const end = Math.min(rows.length, first + forgottenAtOnce)
      const keys = new Set<string>()
      for (; first < end && !isAfter(rows[first], start); first++)
        for (const key of keysOfRow(rows[first])) keys.add(key)
      forgetOf(keys)
      if (first < rows.length / 2) return
      rows = rows.slice(first)
      first = 0
    },
    start: () => start,
    size: () => rows.length - first,
  }
}
