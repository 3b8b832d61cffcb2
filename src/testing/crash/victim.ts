/** The parent's hand on the process that is killed, and the four ways to kill. */
import { execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { TransferResult } from '#modules/ledger'
import { isAlive, readPostmaster } from '#platform/postmaster-file'
import type { Answer, Order, Unit } from './order.ts'

export type Fate = TransferResult | null

export interface Victim {
  readonly pid: number
  /** Answers one fate for each unit; null where the process went before it could tell. */
  ask(through: Order['through'], units: readonly Unit[]): Promise<readonly Fate[]>
  /** Throws where the process has reported a bug. */
  check(): void
  readonly isGone: () => boolean
  readonly gone: Promise<void>
  /** Lets it end by itself. */
  dismiss(): Promise<void>
}

const forkProgram = (dataFolder: string) =>
  fork(fileURLToPath(new URL('crash-process.ts', import.meta.url)), [dataFolder], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })

/** Starts the process on a data folder and waits until its books are open. */
export const startVictim = async (dataFolder: string): Promise<Victim> => {
  const child = forkProgram(dataFolder)
  const waiting = new Map<number, (outcomes: readonly Fate[] | null) => void>()
  const failures: string[] = []
  let said = ''
  let isGone = false
  let isReady = () => {}
  const ready = new Promise<void>((resolve) => {
    isReady = resolve
  })
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8')
  })
  child.on('message', (answer: Answer) => {
    if ('isReady' in answer) isReady()
    else if ('failure' in answer) failures.push(answer.failure)
    else {
      waiting.get(answer.number)?.(answer.outcomes)
      waiting.delete(answer.number)
    }
  })
  const forget = () => {
    isGone = true
    for (const settle of waiting.values()) settle(null)
    waiting.clear()
  }
  // An order that crosses with the end of the process is one more whose fate is unknown.
  child.on('error', forget)
  child.on('disconnect', forget)
  const gone = once(child, 'exit').then(() => {})
  await Promise.race([ready, gone])
  if (isGone) throw new Error(`the process to be killed did not start:\n${said}`)
  let number = 0
  const ask: Victim['ask'] = async (through, units) => {
    if (isGone) return units.map(() => null)
    const order = { number: number++, through, units: units.map(({ transfers }) => ({ transfers })) }
    const outcomes = await new Promise<readonly Fate[] | null>((resolve) => {
      waiting.set(order.number, resolve)
      child.send(order, () => {})
    })
    return outcomes ?? units.map(() => null)
  }
  return {
    pid: child.pid ?? 0,
    ask,
    check: () => {
      if (failures.length > 0 || said !== '') throw new Error(`the process said:\n${failures.join('\n')}\n${said}`)
    },
    isGone: () => isGone,
    gone,
    dismiss: async () => {
      if (child.connected) child.disconnect()
      await gone
    },
  }
}

const kill = (pid: number) => {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It was quicker.
  }
}

/** The server's first process, as long as it is really this server's and not a later process under the same number. */
const postmasterOf = async (dataFolder: string): Promise<number | undefined> => {
  const folder = join(dataFolder, 'postgres')
  const postmaster = await readPostmaster(folder)
  return postmaster && (await isAlive(postmaster, folder)) ? postmaster.pid : undefined
}

const childrenOf = async (parent: number): Promise<number[]> => {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,ppid='])
  const pairs = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number))
  return pairs.flatMap(([pid, own]) => (own === parent ? [pid] : []))
}

/** The ways, in the order of the rounds. After `backends` the process lives on and its server recovers by itself. */
export const waysToKill = ['both', 'backends', 'postmaster', 'process'] as const
export type WayToKill = (typeof waysToKill)[number]

/** Kills with -9, at once. */
export const killBy = async (way: WayToKill, victim: Victim, dataFolder: string): Promise<void> => {
  if (way === 'process') return kill(victim.pid)
  const postmaster = await postmasterOf(dataFolder)
  if (postmaster === undefined) throw new Error('there is no server to kill')
  if (way === 'postmaster') return kill(postmaster)
  const backends = await childrenOf(postmaster)
  if (way === 'backends') return backends.forEach(kill)
  for (const pid of [postmaster, victim.pid, ...backends]) kill(pid)
}

/** Starts the process and kills it and its server before they are ready, in the middle of the recovery. */
export const killWhileStarting = async (dataFolder: string, afterMs: number): Promise<void> => {
  const child = forkProgram(dataFolder)
  const gone = once(child, 'exit')
  await sleep(afterMs)
  const postmaster = await postmasterOf(dataFolder)
  for (const pid of [postmaster, child.pid]) if (pid !== undefined) kill(pid)
  await gone
}
