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

// Most entities have one change here, and lines of one would be most of what this process holds.
type Changes = Logged | Line

const isLine = (changes: Changes): changes is Line => 'rows' in changes

const add = (changes: Changes | undefined, row: Logged): Changes => {
  if (!changes || changes === row) return row
  const line = isLine(changes) ? changes : { rows: [changes], first: 0 }
  if (line.rows.at(-1) !== row) line.rows.push(row)
  return line
}

const createLines = () => {
  const byKind = new Map<Kind, Map<number, Changes>>()
  const linesOf = (kind: Kind): Map<number, Changes> => {
    const known = byKind.get(kind)
    if (known) return known
    const lines = new Map<number, Changes>()
    byKind.set(kind, lines)
    return lines
  }
  return {
    of: (kind: Kind, number: number): readonly Logged[] => {
      const changes = byKind.get(kind)?.get(number)
      if (!changes) return []
      return isLine(changes) ? changes.rows.slice(changes.first) : [changes]
    },
    add: (row: Logged) => {
      for (const [kind, id] of keysOfChange(row.change)) {
        const [lines, number] = [linesOf(kind), numberOf(id)]
        const before = lines.get(number)
        const changes = add(before, row)
        if (changes !== before) lines.set(number, changes)
      }
    },
    /** `row` is the oldest of all. */
    forget: (row: Logged) => {
      for (const [kind, id] of keysOfChange(row.change)) {
        const [lines, number] = [linesOf(kind), numberOf(id)]
        const changes = lines.get(number)
        if (changes && isLine(changes)) {
          if (changes.rows[changes.first] !== row) continue
          leave(changes)
          if (changes.rows.length === 0) lines.delete(number)
        } else if (changes === row) lines.delete(number)
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
    of: lines.of,
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
