/** Demo people and their months of history. */
import type { Progress } from '#platform/progress'
import type { Clock } from '#platform/time'
import type { Bank } from '../app.ts'

/** Makes the demo's people where they are not there yet; answers the lines that tell how to sign in. */
export const seedDemo = async (_bank: Bank, _clock: Clock, _progress: Progress): Promise<string[]> => []
