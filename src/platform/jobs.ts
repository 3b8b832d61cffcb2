/** Work that runs by the clock in this process. */

/** Runs the work every so often, never twice at once; a failure is told and the next turn comes all the same. */
export const every = (periodMs: number, work: () => Promise<void>, onFailure: (error: unknown) => void) => {
  let isRunning = false
  const timer = setInterval(() => {
    if (isRunning) return
    isRunning = true
    work()
      .catch(onFailure)
      .finally(() => {
        isRunning = false
      })
  }, periodMs)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}
