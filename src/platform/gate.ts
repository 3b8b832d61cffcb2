/** Lets a few at a time through, the others in their order, and turns away whoever would make the line too long. */

export type Gate = <Answer>(work: () => Promise<Answer>) => Promise<Answer>

export interface GateLimits {
  readonly atOnce: number
  readonly waiting: number
}

/** `refuse` makes what is thrown to those for whom there is no place in the line. */
export const createGate = ({ atOnce, waiting }: GateLimits, refuse: () => Error): Gate => {
  const line: (() => void)[] = []
  let running = 0
  return async (work) => {
    if (line.length >= waiting) throw refuse()
    if (running >= atOnce) await new Promise<void>((resume) => line.push(resume))
    else running++
    try {
      return await work()
    } finally {
      // The place is handed to the next one as it is, or given back.
      const next = line.shift()
      if (next) next()
      else running--
    }
  }
}
