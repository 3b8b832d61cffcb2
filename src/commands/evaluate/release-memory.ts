/** Gives back at once what is no longer held. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * What features remembered of millions of payments lies outside of the heap, where its weight does not hurry the collector. Before
 * training, which needs the room in other threads, it is told to collect.
 */
export const releaseMemory = (): void => {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  collect()
}
