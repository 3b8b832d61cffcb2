/** The thread that folds, on a connection of its own. It tells the end of each turn, with what was folded or why it was not. */
import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { type Connection, openDatabase } from '#platform/database'
import { type Folded, fold } from './fold.ts'

export interface FoldOrder {
  readonly layout: string
  readonly isPatient: boolean
}

export type FoldNews = { readonly folded: Folded | null } | { readonly failure: unknown }

// Whoever pays goes first. On Linux that is said of this thread alone; elsewhere it would be said of the whole process.
if (process.platform === 'linux') setPriority(10)

const db = openDatabase(workerData as Connection, 1)
const answer = (news: FoldNews) => parentPort?.postMessage(news)

parentPort?.on('message', ({ layout, isPatient }: FoldOrder) => {
  fold(db, layout, isPatient).then(
    (folded) => answer({ folded }),
    (failure: unknown) => answer({ failure }),
  )
})
