/**
 * Look-ups that share statements. A hundred customers who pay in one moment ask the same few things of a hundred rows; one
 * statement for all of them costs little more than one for each. Nobody gets an answer that is older than their question:
 * what comes while statements are on their way goes together into the next.
 */
export interface LookUp<Value> {
  /** Undefined where there is none. Rejects with what the statement failed with. */
  one(key: string): Promise<Value | undefined>
  /** Those that are there. */
  many(keys: readonly string[]): Promise<Map<string, Value>>
}

/** Finds what is there under some keys, none of which comes twice. */
export type FindMany<Value> = (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>

interface Asking<Value> {
  readonly keys: readonly string[]
  readonly settle: (found: ReadonlyMap<string, Value>) => void
  readonly fail: (error: unknown) => void
}

/**
 * So many statements may be on their way at once. With one, whoever comes would first wait for those ahead and then for their own; at
 * half of what the processor can do that doubles the turns of the event loop that a payment takes, and none of them is free any more.
 */
const mostReads = 4

/**
 * For each read that is on its way so many must wait before another one follows. A statement costs as much as a payment's share of all
 * of them, so with few in each the processor would be busy at half of what it can do; and they wait for a millisecond or two.
 */
const worthAnother = 8

let coming: (() => void)[] = []

/** After what came in with this turn of the event loop. All in one callback, so that what they send can leave in one write. */
const soon = (read: () => void) => {
  if (coming.push(read) > 1) return
  setImmediate(() => {
    const reads = coming
    coming = []
    for (const begin of reads) begin()
  })
}

/** `most` keys go into one statement, and whatever one caller asks for beside them. */
export const createLookUp = <Value>(find: FindMany<Value>, most = 1_000): LookUp<Value> => {
  const waiting: Asking<Value>[] = []
  let [reads, isComing] = [0, false]

  const takeNext = (): Asking<Value>[] => {
    let keys = 0
    const end = waiting.findIndex((asking) => {
      keys += asking.keys.length
      return keys > most
    })
    return waiting.splice(0, end < 0 ? waiting.length : Math.max(1, end))
  }

  const readNext = async () => {
    isComing = false
    const asked = takeNext()
    reads++
    readSoon()
    try {
      const found = await find([...new Set(asked.flatMap(({ keys }) => keys))])
      for (const { settle } of asked) settle(found)
    } catch (error) {
      for (const { fail } of asked) fail(error)
    }
    reads--
    readSoon()
  }

  // Callers of the same turn of the event loop travel together.
  const readSoon = () => {
    if (reads === mostReads || isComing || waiting.length === 0 || waiting.length < reads * worthAnother) return
    isComing = true
    soon(() => void readNext())
  }

  const ask = (keys: readonly string[]) =>
    new Promise<ReadonlyMap<string, Value>>((settle, fail) => {
      waiting.push({ keys, settle, fail })
      readSoon()
    })

  return {
    one: async (key) => (await ask([key])).get(key),
    many: async (keys) => {
      if (keys.length === 0) return new Map()
      const found = await ask(keys)
      return new Map(keys.flatMap((key) => (found.has(key) ? [[key, found.get(key) as Value] as const] : [])))
    },
  }
}

/** For rows that never change once they are there: the `most` last found are remembered. What is not there is asked for each time. */
export const createKeepingLookUp = <Value>(find: FindMany<Value>, most: number): LookUp<Value> => {
  const kept = new Map<string, Value>()
  const lookUp = createLookUp<Value>(async (keys) => {
    const found = await find(keys)
    for (const [key, value] of found) {
      if (kept.size >= most) kept.delete(kept.keys().next().value as string)
      kept.set(key, value)
    }
    return found
  })
  return {
    one: async (key) => kept.get(key) ?? (await lookUp.one(key)),
    many: async (keys) => {
      const known = new Map(keys.flatMap((key) => (kept.has(key) ? [[key, kept.get(key) as Value] as const] : [])))
      if (known.size === keys.length) return known
      const found = await lookUp.many(keys.filter((key) => !known.has(key)))
      for (const [key, value] of found) known.set(key, value)
      return known
    },
  }
}
