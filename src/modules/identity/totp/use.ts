/** Takes a code of a person's authenticator app: once, and only so many tries. */
import type { Database } from '#platform/database'
import type { Sealing } from '#platform/sealing'
import type { Clock } from '#platform/time'
import type { Attempt, Attempts } from '../attempts.ts'
import { stepOf } from './code.ts'
import { wrongCode } from './refusals.ts'
import { findTotp, openSecret, takeStep } from './rows.ts'

interface Needs {
  readonly db: Database
  readonly clock: Clock
  readonly attempts: Attempts
  readonly sealing: Sealing
}

/** Returns when the code is right and was not used before: how many wrong ones came before it. Throws 'wrong-code', 'too-many-attempts' (429). */
export const createTakeCode =
  ({ db, sealing, clock, attempts }: Needs) =>
  async (person: string, code: string, status: 401 | 403 = 403): Promise<number> => {
    const tries: Attempt[] = [
      ['totp-person', person],
      ['totp-person-day', person],
    ]
    await attempts.count(tries)
    const row = await findTotp(db, person)
    const step = row ? stepOf(await openSecret(sealing, row), code, clock()) : null
    if (!row || step === null || !(await takeStep(db, row.id, step))) throw wrongCode(status)
    // The one that was right is among them, unless another one at the same instant has forgiven it.
    return Math.max(0, (await attempts.forgive(tries)) - 1)
  }

export type TakeCode = ReturnType<typeof createTakeCode>
