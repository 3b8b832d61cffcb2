/** Finds which lines of a statement are which transfers of ours. Pure, and the same for the same input; nothing is used twice. */

/** One side's item: `minor` is more than zero for what came in at the correspondent, `day` a number of days. */
export interface Item {
  readonly id: string
  readonly day: number
  readonly minor: bigint
  readonly reference: string
}

export interface MatchRules {
  /** Minor units by which a line may differ from what it stands for. */
  readonly tolerance: bigint
  /** Days that may lie between both. */
  readonly windowDays: number
  /** The most items that one item of the other side may stand for. */
  readonly most: number
}

export type Rule = 'reference' | 'exact' | 'window' | 'tolerance' | 'many'

export interface Match {
  readonly rule: Rule
  readonly lines: readonly Item[]
  readonly transfers: readonly Item[]
  /** What the lines say less what the transfers say. */
  readonly difference: bigint
}

const apart = (one: Item, other: Item): number => Math.abs(one.day - other.day)
const size = (minor: bigint): bigint => (minor < 0n ? -minor : minor)
const isSameWay = (one: bigint, other: bigint): boolean => one > 0n === other > 0n
/** Where more lie near, to find one by less than its amount would be chance. */
const mostNear = 500

const groupBy = <Key>(items: readonly Item[], keyOf: (item: Item) => Key) => {
  const groups = new Map<Key, Set<Item>>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.add(item)
    else groups.set(keyOf(item), new Set([item]))
  }
  return groups
}

/** What is still free on a side, found by amount, by reference or by day. */
const createPool = (items: readonly Item[]) => {
  const [byAmount, byReference, byDay] = [
    groupBy(items, ({ minor }) => minor),
    groupBy(items, ({ reference }) => reference),
    groupBy(items, ({ day }) => day),
  ]
  const free = new Set(items)
  return {
    ofAmount: (minor: bigint): readonly Item[] => [...(byAmount.get(minor) ?? [])],
    ofReference: (reference: string): readonly Item[] =>
      reference === '' ? [] : [...(byReference.get(reference) ?? [])],
    /** Those that go the same way within so many days; none where there are too many to tell apart. */
    near: (to: Item, days: number): readonly Item[] => {
      const found: Item[] = []
      for (let day = to.day - days; day <= to.day + days; day++)
        for (const item of byDay.get(day) ?? []) {
          if (isSameWay(item.minor, to.minor)) found.push(item)
          if (found.length > mostNear) return []
        }
      return found
    },
    all: () => [...free],
    has: (item: Item) => free.has(item),
    take: (taken: readonly Item[]) => {
      for (const item of taken) {
        free.delete(item)
        byAmount.get(item.minor)?.delete(item)
        byReference.get(item.reference)?.delete(item)
        byDay.get(item.day)?.delete(item)
      }
    },
  }
}

type Pool = ReturnType<typeof createPool>

/** The nearest in days; of those as near, the first. */
const nearest = (to: Item, among: readonly Item[]): Item | undefined =>
  among.reduce<Item | undefined>((best, item) => (best && apart(to, best) <= apart(to, item) ? best : item), undefined)

type Find = (line: Item, free: Pool) => Item | undefined

const byReference =
  ({ tolerance }: MatchRules): Find =>
  (line, free) =>
    nearest(
      line,
      free.ofReference(line.reference).filter(({ minor }) => size(line.minor - minor) <= tolerance),
    )

const byAmount =
  (days: number): Find =>
  (line, free) =>
    nearest(
      line,
      free.ofAmount(line.minor).filter((item) => apart(line, item) <= days),
    )

/** Only where one alone is near enough: to choose among several would be to guess. */
const byTolerance =
  ({ tolerance, windowDays }: MatchRules): Find =>
  (line, free) => {
    if (tolerance === 0n) return undefined
    const near = free.near(line, windowDays).filter(({ minor }) => size(line.minor - minor) <= tolerance)
    return near.length === 1 ? near[0] : undefined
  }

// A search that finds nothing in so many steps would find chance.
const mostSteps = 2000
const mostCandidates = 40

/** Items that add up to the amount exactly, fewest tries first; none where there is no such set, or it takes too long to find. */
export const addUp = (minor: bigint, items: readonly Item[], most: number): Item[] | null => {
  const sorted = [...items]
    .sort((one, other) => (size(one.minor) > size(other.minor) ? -1 : 1))
    .slice(0, mostCandidates)
  let steps = 0
  const go = (from: number, left: bigint, taken: Item[]): Item[] | null => {
    if (left === 0n) return taken.length > 1 ? taken : null
    if (taken.length === most || ++steps > mostSteps) return null
    for (let at = from; at < sorted.length; at++) {
      const item = sorted[at]
      if (size(item.minor) > size(left)) continue
      const found = go(at + 1, left - item.minor, [...taken, item])
      if (found) return found
    }
    return null
  }
  return go(0, minor, [])
}

/** Those of one reference first, as of one message, then any that lie near. */
const manyFor = (one: Item, others: Pool, { windowDays, most }: MatchRules): readonly Item[] | null => {
  const near = others.near(one, windowDays)
  const ofReference = near.filter(({ reference }) => reference !== '' && reference === one.reference)
  const sum = ofReference.reduce((all, { minor }) => all + minor, 0n)
  if (ofReference.length > 1 && sum === one.minor) return ofReference
  return addUp(one.minor, near, most)
}

const atOnce = 128

/** Each that is still free in its turn; other work of the server comes in between. */
async function* eachFree(pool: Pool): AsyncGenerator<Item> {
  let done = 0
  for (const item of pool.all()) {
    if (++done % atOnce === 0) await new Promise<void>((resume) => setImmediate(resume))
    if (pool.has(item)) yield item
  }
}

/** Every match, by the rules in their order: what is surer is taken first. What is in none is a break. */
export const match = async (
  lines: readonly Item[],
  transfers: readonly Item[],
  rules: MatchRules,
): Promise<Match[]> => {
  const [theirs, ours] = [createPool(lines), createPool(transfers)]
  const matches: Match[] = []
  const add = (rule: Rule, of: readonly Item[], to: readonly Item[]) => {
    const sum = (items: readonly Item[]) => items.reduce((all, { minor }) => all + minor, 0n)
    theirs.take(of)
    ours.take(to)
    matches.push({ rule, lines: of, transfers: to, difference: sum(of) - sum(to) })
  }
  const singles: readonly [Rule, Find][] = [
    ['reference', byReference(rules)],
    ['exact', byAmount(0)],
    ['window', byAmount(rules.windowDays)],
    ['tolerance', byTolerance(rules)],
  ]
  for (const [rule, find] of singles)
    for await (const line of eachFree(theirs)) {
      const found = find(line, ours)
      if (found) add(rule, [line], [found])
    }
  for await (const line of eachFree(theirs)) {
    const found = manyFor(line, ours, rules)
    if (found) add('many', [line], found)
  }
  for await (const transfer of eachFree(ours)) {
    const found = manyFor(transfer, theirs, rules)
    if (found) add('many', found, [transfer])
  }
  return matches
}
