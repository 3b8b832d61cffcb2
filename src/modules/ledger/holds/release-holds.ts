/** The clock job that releases holds: once at the start, for what came due while nothing ran, and then every few seconds. */
import { every } from '#platform/jobs'
import { secondMs } from '#platform/time'

const periodMs = 3 * secondMs

/** What the job needs of the ledger. */
export interface Expiring {
  expireHolds(): Promise<number>
}

/** Starts the job; `released` is how many holds it has released since. */
export const releaseHolds = (ledger: Expiring, onFailure: (error: unknown) => void) => {
  let released = 0
  const release = async () => {
    released += await ledger.expireHolds()
  }
  return { ...every(periodMs, release, onFailure, { isAtOnce: true }), released: () => released }
}
