/** What a kiosk does with its line to the bank: it asks, notes what happens while there is none, and delivers that afterward. */
import { deliverQueue } from '#wire/locker'
import { isUnreachable, Problem } from '../../api/problem.ts'
import type { NewEntry, Queue } from '../queue/queue.ts'
import type { AskBank, Connection } from './connection.ts'
import type { Offline } from './kept.ts'

/** reached: the bank answers. lost: it does not. refused: it knows this kiosk's key no more. */
export type Line = 'starting' | 'reached' | 'lost' | 'refused'

type WorkNeeds = {
  readonly connection: Connection
  readonly queue: Queue
  /** What the bank last said may be done offline. */
  readonly policy: () => Offline
  readonly onLine: (line: Line) => void
  readonly onWaiting: (count: number) => void
}

const lineOf = (error: unknown): Line => {
  if (isUnreachable(error)) return 'lost'
  return error instanceof Problem && error.code === 'kiosk-refused' ? 'refused' : 'reached'
}

export const createWork = ({ connection, queue, policy, onLine, onWaiting }: WorkNeeds) => {
  let wasLost = false

  /** Answers whether it was kept. */
  const note = async (entry: NewEntry): Promise<boolean> => {
    const count = await queue.count()
    const { mayQueue, most } = policy()
    if (!mayQueue || count >= most) return false
    await queue.add(entry)
    onWaiting(count + 1)
    return true
  }

  const lose = (): void => {
    if (wasLost) return
    wasLost = true
    void note({ kind: 'sign', box: '', note: 'The bank was not reached.' })
  }

  const ask: AskBank = async (endpoint, request) => {
    try {
      const answer = await connection.ask(endpoint, request)
      onLine('reached')
      return answer
    } catch (error) {
      const line = lineOf(error)
      onLine(line)
      if (line === 'lost') lose()
      throw error
    }
  }

  const deliver = async (): Promise<void> => {
    wasLost = false
    await queue.deliver(async (entries) => (await ask(deliverQueue, { body: { entries } })).deliveredUpTo)
    onWaiting(await queue.count())
  }
  return { note, ask, deliver }
}

export type Work = ReturnType<typeof createWork>
