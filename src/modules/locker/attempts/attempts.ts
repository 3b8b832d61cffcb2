/** The steps of an attempt, each answering how it stands afterwards. */
import type { Locks } from '../locks/locks.ts'
import { keyFor, type LockerNeeds } from '../needs.ts'
import type { AttemptView } from '../wire.ts'
import { createBegin } from './begin.ts'
import { renewChallenge } from './challenge.ts'
import { createTakeCode } from './code.ts'
import { endAttempt } from './end.ts'
import { createTakeFrames } from './frames.ts'
import { createOpen } from './open.ts'
import { createAskPasskey, createTakePasskey } from './passkey.ts'
import { expire, findAttempt, type Step } from './rows.ts'
import { createTakeSecret } from './secret.ts'
import { createShow } from './show.ts'

export const createAttempts = (needs: LockerNeeds, locks: Locks) => {
  const { db, clock } = needs
  const show = createShow(needs)
  const find = async (kiosk: string, id: string): Promise<AttemptView> =>
    show(await renewChallenge(needs, await expire(db, await findAttempt(db, kiosk, id), clock())))

  /** A step, and then how the attempt stands. */
  const then =
    <Given extends unknown[]>(take: (step: Step, ...given: Given) => Promise<void>) =>
    async (step: Step, ...given: Given): Promise<AttemptView> => {
      await take(step, ...given)
      return find(step.kiosk, step.id)
    }

  const begin = createBegin(needs)
  return {
    find,
    begin: async (...given: Parameters<typeof begin>) => show(await begin(...given)),
    takeFrames: then(createTakeFrames(needs)),
    askPasskey: createAskPasskey(needs),
    takePasskey: then(createTakePasskey(needs)),
    takeSecret: then(createTakeSecret(needs, keyFor(needs, 'secret'))),
    takeCode: then(createTakeCode(needs)),
    open: then(createOpen(needs, locks)),
    cancel: async (kiosk: string, id: string): Promise<AttemptView> => {
      const row = await findAttempt(db, kiosk, id)
      if (row.state === 'under-way') await endAttempt(db, row, { state: 'cancelled', denial: 'cancelled', at: clock() })
      return find(kiosk, id)
    },
  }
}

export type Attempts = ReturnType<typeof createAttempts>
