import { totalmem } from 'node:os'

/** Bytes that this process may have: the machine's, or its container's where those are fewer. */
export const memoryBytes = (): number => {
  const total = totalmem()
  const limit = process.constrainedMemory()
  return limit > 0 ? Math.min(limit, total) : total
}
