import type { HangUps } from '#platform/hang-up'
import type { ProgressOutput } from '#platform/progress'

/** All that a command knows of the world; main.ts makes it. */
export type Surroundings = {
  /** What follows the command's name. */
  args: string[]
  environment: Readonly<Record<string, string | undefined>>
  /** The absolute path of the checkout. */
  projectFolder: string
  output: ProgressOutput
  /** Aborted by the first SIGINT or SIGTERM: stop what you do in good order and return. */
  stopping: AbortSignal
  /** SIGHUP, for a command that has something to read again; otherwise it stops like the others. */
  hangUps?: Pick<HangUps, 'take'>
  /** Milliseconds since 1970. */
  now: () => number
  /** Milliseconds since this process began, for "how long did it take". */
  uptimeMs: () => number
}

/** A command of the command line; the answer is the exit code. What a person can mend is thrown as PlainError. */
export type Command = (surroundings: Surroundings) => Promise<number>
