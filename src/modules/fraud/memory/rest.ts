/** Time for others between two pieces of work that nobody waits for. */
import { setTimeout as sleep } from 'node:timers/promises'

/** Answers when the next piece may begin. */
export type Rest = () => Promise<void>

export const withoutRest: Rest = async () => {}

const longestMs = 100

/**
 * Rests after each piece of work for so many times as long as it took, from the end of the last rest on. A database on the same
 * machine works for this piece too, so the time counts in which it was waited for, not this thread's own.
 */
export const createRest = (times: number, now: () => number, wait: (ms: number) => Promise<unknown> = sleep): Rest => {
  let began = now()
  return async () => {
    await wait(Math.min(longestMs, times * (now() - began)))
    began = now()
  }
}
