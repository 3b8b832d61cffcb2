/**
 * Short reads that many callers share: statements of one turn of the event loop go to the server in one write, on a connection that
 * is never handed out to anybody. Each statement on a connection of its own would cost the thread a call of the system and the
 * machine a process that wakes up, which together are more than the read itself.
 */
import pg from 'pg'
import { corkForThisTurn } from './pipeline.ts'

interface Shared {
  run(statement: pg.QueryConfig): Promise<pg.QueryResult>
  close(): Promise<void>
}

const openShared = (config: pg.ClientConfig): Shared => {
  let opening: Promise<pg.Client> | undefined
  let current: pg.Client | undefined
  const forget = (client: pg.Client) => {
    if (current === client) opening = undefined
  }
  const open = async (): Promise<pg.Client> => {
    const client = new pg.Client({ ...config, pipeline: true } as pg.ClientConfig)
    current = client
    // What is under way is told its error; whoever comes later has a new connection.
    client.on('error', () => forget(client))
    try {
      await client.connect()
    } catch (error) {
      forget(client)
      throw error
    }
    return client
  }
  return {
    run: async (statement) => {
      opening ??= open()
      const client = await opening
      corkForThisTurn(client)
      try {
        return await client.query(statement)
      } catch (error) {
        // What the server did not say leaves the driver and it at odds about this connection.
        if (!(error instanceof pg.DatabaseError)) {
          forget(client)
          client.end().catch(() => {})
        }
        throw error
      }
    },
    close: async () => {
      const client = await opening?.catch(() => undefined)
      await client?.end()
    },
  }
}

/** How many turns may have their reads on the way side by side. */
const connections = 2

export interface Quick {
  run(statement: pg.QueryConfig): Promise<pg.QueryResult>
  close(): Promise<void>
}

/** Connects at the first read. The reads of a turn are on one connection, those of the next turn on another. */
export const openQuick = (config: pg.ClientConfig): Quick => {
  const shared = Array.from({ length: connections }, () => openShared(config))
  let [turn, isSameTurn] = [0, false]
  const next = (): Shared => {
    if (!isSameTurn) {
      isSameTurn = true
      turn = (turn + 1) % connections
      process.nextTick(() => {
        isSameTurn = false
      })
    }
    return shared[turn] as Shared
  }
  return {
    run: (statement) => next().run(statement),
    close: async () => {
      await Promise.all(shared.map(({ close }) => close()))
    },
  }
}
