import type { Connection } from '#platform/database'
import type { Send } from './load.ts'

/** A way to post transfers, opened on a database of its own. */
export interface Design {
  readonly send: Send
  close(): Promise<void>
}

export type OpenDesign = (connection: Connection, connections: number) => Promise<Design>
