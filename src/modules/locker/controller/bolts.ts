/** What moves: a bolt behind two programs, such as gpioset and gpioget, or one of no metal. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { secondMs } from '#platform/time'

export type BoltState = 'locked' | 'unlocked' | 'open' | 'forced'

export interface Bolt {
  /** Throws where the bolt did not move. */
  unlock(): Promise<void>
  /** Throws where it does not say. */
  state(): Promise<BoltState>
}

const run = promisify(execFile)
const mostMs = 5 * secondMs
const states: readonly string[] = ['locked', 'unlocked', 'open', 'forced']

/** Words are parted by spaces, and no shell reads them. */
const start = async (command: string): Promise<string> => {
  const [program, ...args] = command.split(/\s+/)
  return (await run(program, args, { timeout: mostMs, maxBuffer: 4096 })).stdout.trim()
}

/** One program unlocks, the other one prints how the lock stands. */
export const commandBolt = (unlock: string, read: string): Bolt => ({
  unlock: async () => {
    await start(unlock)
  },
  state: async () => {
    const said = await start(read)
    if (!states.includes(said)) throw new Error(`The program said neither of ${states.join(', ')}.`)
    return said as BoltState
  },
})

/** Somebody who has been let in opens after a moment and shuts after a while. */
const opensAfterMs = 3 * secondMs
const shutsAfterMs = 40 * secondMs

export const simulatedBolt = (uptimeMs: () => number): Bolt => {
  let unlockedAt = Number.NEGATIVE_INFINITY
  return {
    unlock: async () => {
      unlockedAt = uptimeMs()
    },
    state: async () => {
      const passedMs = uptimeMs() - unlockedAt
      if (passedMs >= shutsAfterMs) return 'locked'
      return passedMs >= opensAfterMs ? 'open' : 'unlocked'
    },
  }
}
