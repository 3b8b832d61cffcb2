/**
 * Look-ups that share statements. A hundred customers who pay in one moment ask the same few things of a hundred rows; one
 * statement for all of them costs little more than one for each. Nobody gets an answer that is older than their question:
 * what comes while a statement is on its way goes together into the next.
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

/** `most` keys go into one statement, and whatever one caller asks for beside them. */
export const createLookUp = <Value>(find: FindMany<Value>, most = 1_000): LookUp<Value> => {
  const waiting: Asking<Value>[] = []
  let [isReading, isComing] = [false, false]

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
    isReading = true
    try {
      const found = await find([...new Set(asked.flatMap(({ keys }) => keys))])
      for (const { settle } of asked) settle(found)
    } catch (error) {
      for (const { fail } of asked) fail(error)
    }
    isReading = false
    readSoon()
  }

  // Callers of the same turn of the event loop travel together.
  const readSoon = () => {
    if (isReading || isComing || waiting.length === 0) return
    isComing = true
    setImmediate(() => void readNext())
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
