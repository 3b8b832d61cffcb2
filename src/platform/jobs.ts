/** Work that runs by the clock in this process. */

/** A piece of work that comes again and again. */
export interface Job {
  /** No further turn begins; the answer comes when the last one has ended. */
  stop(): Promise<void>
}

/** One whose turns can be brought forward. */
export interface TurningJob extends Job {
  /** Begins a turn now; where one runs, that is it. */
  readonly runNow: () => void
}

/**
 * Runs the work every so often, never twice at once; a failure is told and the next turn comes all the same. With `isAtOnce`
 * the first turn comes now, for what is left over from before the start.
 */
export const every = (
  periodMs: number,
  work: () => Promise<unknown>,
  onFailure: (error: unknown) => void,
  { isAtOnce = false } = {},
): TurningJob => {
  let running: Promise<void> | undefined
  const takeTurn = () => {
    running ??= work()
      .then(() => {}, onFailure)
      .finally(() => {
        running = undefined
      })
  }
  const timer = setInterval(takeTurn, periodMs)
  timer.unref()
  if (isAtOnce) takeTurn()
  return {
    runNow: takeTurn,
    stop: async () => {
      clearInterval(timer)
      await running
    },
  }
}
