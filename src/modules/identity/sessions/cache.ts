/** What was found a moment ago, so that a busy client does not ask the database at every request. */

/**
 * A revocation made by another process takes effect within this time and one look-up more; one made here, at once. It is to hold
 * within a second, also where the look-up has to wait. Whoever asks without a pause costs a look-up in each such time.
 */
const freshMs = 600
const entriesLimit = 10_000

export interface Cache<Value> {
  /** The value under the key, at most 0.6 seconds old; whoever asks while it is looked up waits for the same answer. */
  get(key: string, nowMs: number, find: () => Promise<Value>): Promise<Value>
  /** What is fresh under the key, without looking it up. */
  peek(key: string, nowMs: number): Promise<Value> | undefined
  /** Forgets what is under a key. */
  drop(key: string): void
  /** Forgets everything. */
  clear(): void
}

/** Remembers answers for 0.6 seconds. */
export const createCache = <Value>(): Cache<Value> => {
  const entries = new Map<string, { atMs: number; value: Promise<Value> }>()
  const peek = (key: string, nowMs: number) => {
    const known = entries.get(key)
    return known && Math.abs(nowMs - known.atMs) < freshMs ? known.value : undefined
  }
  return {
    peek,
    get(key, nowMs, find) {
      const known = peek(key, nowMs)
      if (known) return known
      if (entries.size >= entriesLimit) entries.clear()
      const entry = { atMs: nowMs, value: find() }
      entries.set(key, entry)
      entry.value.catch(() => {
        // A failed look-up answers those who wait for it and nobody after them.
        if (entries.get(key) === entry) entries.delete(key)
      })
      return entry.value
    },
    drop: (key) => void entries.delete(key),
    clear: () => entries.clear(),
  }
}
