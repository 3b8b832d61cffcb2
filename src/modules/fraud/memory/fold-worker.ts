/** The thread that folds, on a connection of its own. It tells the end of each turn, with what was folded or why it was not. */
import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { type Connection, openDatabase } from '#platform/database'
import { type Folded, fold } from './fold.ts'
import { createRest, withoutRest } from './rest.ts'

export interface FoldOrder {
  readonly layout: string
  readonly isPatient: boolean
  readonly hurries: boolean
}

export type FoldNews = { readonly folded: Folded | null } | { readonly failure: unknown }

// Whoever pays goes first. On Linux that is said of this thread alone; elsewhere it would be said of the whole process.
if (process.platform === 'linux') setPriority(10)

const db = openDatabase(workerData as Connection, 1)
const answer = (news: FoldNews) => parentPort?.postMessage(news)

// A fifth of the time.
const restTimes = 4

parentPort?.on('message', ({ layout, isPatient, hurries }: FoldOrder) => {
  const rest = hurries ? withoutRest : createRest(restTimes, () => performance.now())
  fold(db, layout, isPatient, rest).then(
    (folded) => answer({ folded }),
    (failure: unknown) => answer({ failure }),
  )
})
