const drainPatienceMs = 15_000
const impatientAfterMs = 10_000

/** The wish to stop: `receive` is called for every SIGINT or SIGTERM, `signal` is aborted by the first. */
export type StopSignal = { signal: AbortSignal; receive: () => void }

/**
 * The first wish asks to stop in good order. When that takes over 15 s, or somebody asks again after 10 s, `force` is called
 * with the sentence to say. Until then another wish is the same one: a terminal's Ctrl-C comes to the whole group of
 * processes, and once more from the launcher. `now` is in milliseconds.
 */
export function createStopSignal(force: (sentence: string) => void, now: () => number): StopSignal {
  const stopping = new AbortController()
  let firstMs = 0
  const receive = () => {
    if (!stopping.signal.aborted) {
      firstMs = now()
      stopping.abort()
      setTimeout(() => force('Stopping took too long, so it was cut short.'), drainPatienceMs).unref()
    } else if (now() - firstMs > impatientAfterMs) force('Stopped at once.')
  }
  return { signal: stopping.signal, receive }
}
