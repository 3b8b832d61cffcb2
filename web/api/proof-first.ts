import type { Problem } from './problem.ts'

/** Asks the person for proof; answers whether they gave it. */
type Ask = (problem: Problem) => Promise<boolean>

let ask: Ask | undefined
let asked: Promise<boolean> | undefined
let declinedAt: string | undefined

/** Where the page can ask for proof, it says how; the answer takes that back. */
export const askProofBy = (by: Ask): (() => void) => {
  ask = by
  return () => {
    if (ask === by) ask = undefined
  }
}

/**
 * Has the person prove the session once for all calls that wait for it. Who has declined is not asked again by what the page reads
 * by itself, only by what they do, or on another page.
 */
export const proveFirst = async (problem: Problem, isRead: boolean): Promise<boolean> => {
  const here = window.location.pathname
  if (!ask || (isRead && declinedAt === here)) return false
  asked ??= ask(problem).finally(() => {
    asked = undefined
  })
  const isProved = await asked
  declinedAt = isProved ? undefined : here
  return isProved
}
