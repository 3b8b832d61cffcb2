import type { Typing } from '#wire/identity'

interface Rhythm {
  press(key: string, atMs: number): void
  release(key: string, atMs: number): void
  /** Means and deviations; undefined where too few keys were typed, as after a paste or from a password manager. */
  summary(): Typing | undefined
  forget(): void
}

const fewest = 6
const longestMs = 10_000

const meanOf = (times: readonly number[]): number => times.reduce((sum, time) => sum + time, 0) / times.length

const describe = (times: readonly number[]): [mean: number, deviation: number] => {
  const mean = meanOf(times)
  return [Math.round(mean), Math.round(Math.sqrt(meanOf(times.map((time) => (time - mean) ** 2))))]
}

/** Takes times of keys alone. Which key it was is known only as long as it is held. */
export const createRhythm = (): Rhythm => {
  const down = new Map<string, number>()
  let held: number[] = []
  let pauses: number[] = []
  let lastMs = Number.NaN
  return {
    press: (key, atMs) => {
      // A key that is held repeats itself.
      if (down.has(key)) return
      down.set(key, atMs)
      if (atMs - lastMs < longestMs) pauses.push(atMs - lastMs)
      lastMs = atMs
    },
    release: (key, atMs) => {
      const since = down.get(key)
      down.delete(key)
      if (since !== undefined && atMs - since < longestMs) held.push(atMs - since)
    },
    summary: () => {
      if (held.length < fewest || pauses.length < fewest - 1) return undefined
      const [heldMs, heldDeviationMs] = describe(held)
      const [pauseMs, pauseDeviationMs] = describe(pauses)
      return { heldMs, heldDeviationMs, pauseMs, pauseDeviationMs }
    },
    forget: () => {
      down.clear()
      ;[held, pauses, lastMs] = [[], [], Number.NaN]
    },
  }
}
