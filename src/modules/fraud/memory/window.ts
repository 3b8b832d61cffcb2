/** The changes that the stored entities have not taken in yet, by the entities that they concern. */
import { keysOfChange } from '../features/change.ts'
import type { Kind } from '../features/entities.ts'
import { numberOf } from '../features/number.ts'
import { isAfter, type Logged, type Place } from './log.ts'

export interface Window {
  add(row: Logged): void
  /** Changes of an entity, in the order in which this process saw them. */
  of(kind: Kind, number: number): readonly Logged[]
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

/** Rows that leave in the order in which they came. */
interface Line {
  rows: Logged[]
  first: number
}

const leave = (line: Line) => {
  line.first++
  // Moving the rest up costs each row a step or two in all.
  if (line.first * 2 <= line.rows.length) return
  line.rows = line.rows.slice(line.first)
  line.first = 0
}

const createLines = () => {
  const byKind = new Map<Kind, Map<number, Line>>()
  const linesOf = (kind: Kind): Map<number, Line> => {
    const known = byKind.get(kind)
    if (known) return known
    const lines = new Map<number, Line>()
    byKind.set(kind, lines)
    return lines
  }
  return {
    of: (kind: Kind, number: number) => byKind.get(kind)?.get(number),
    add: (row: Logged) => {
      for (const [kind, id] of keysOfChange(row.change)) {
        const [lines, number] = [linesOf(kind), numberOf(id)]
        const line = lines.get(number)
        if (!line) lines.set(number, { rows: [row], first: 0 })
        else if (line.rows.at(-1) !== row) line.rows.push(row)
      }
    },
    /** `row` is the oldest of all. */
    forget: (row: Logged) => {
      for (const [kind, id] of keysOfChange(row.change)) {
        const [lines, number] = [linesOf(kind), numberOf(id)]
        const line = lines.get(number)
        if (line?.rows[line.first] !== row) continue
        leave(line)
        if (line.rows.length === 0) lines.delete(number)
      }
    },
  }
}

export const createWindow = (from: Place): Window => {
  const all: Line = { rows: [], first: 0 }
  const lines = createLines()
  let start = from

  return {
    add: (row) => {
      all.rows.push(row)
      lines.add(row)
    },
    of: (kind, number) => {
      const line = lines.of(kind, number)
      return line ? line.rows.slice(line.first) : []
    },
    forget: (upTo) => {
      if (isAfter(upTo, start)) start = upTo
      for (let count = 0; count < forgottenAtOnce; count++) {
        const oldest = all.rows[all.first]
        if (!oldest || isAfter(oldest, start)) return false
        lines.forget(oldest)
        leave(all)
      }
      return true
    },
    start: () => start,
    size: () => all.rows.length - all.first,
  }
}
