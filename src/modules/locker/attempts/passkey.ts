/** The passkey in place of the face, or besides it: an owner's or agent's own, used with their finger, face or PIN. */
import { plainDeed } from '#modules/identity'
import { Refusal } from '#platform/refusal'
import type { UsedCredential } from '#wire/identity'
import { holdersInForce } from '../boxes/rows.ts'
import type { LockerNeeds } from '../needs.ts'
import { readPolicy } from '../policy/policy.ts'
import type { AttemptRow, HolderRow } from '../tables.ts'
import type { Denial } from '../wire.ts'
import { deny, sayAgain } from './deny.ts'
import { passOwner } from './pass.ts'
import { claim, refuseStep, type Step } from './rows.ts'

/** What is signed is this attempt at this box: a signature for another one does not fit. */
const deedOf = ({ id, box, kiosk }: Pick<AttemptRow, 'id' | 'box' | 'kiosk'>) =>
  plainDeed('locker', `${id} ${box} ${kiosk}`)

const doors = ['person', 'owner'] as const

export const createAskPasskey = (needs: LockerNeeds) => async (step: Step) => {
  const attempt = await refuseStep(needs.db, step, doors, needs.clock())
  return needs.identity.presence.ask(step.kiosk, deedOf(attempt))
}

/** Codes of refusals that say that the passkey proved nothing. */
const refused = ['passkey-refused', 'passkey-suspected', 'ceremony-over']

const proveBy = async (needs: LockerNeeds, attempt: AttemptRow, ceremony: string, credential: UsedCredential) => {
  try {
    return await needs.identity.presence.prove(ceremony, deedOf(attempt), credential)
  } catch (error) {
    // A passkey that proves nothing is a try at the door, not an error of the kiosk.
    if (error instanceof Refusal && refused.includes(error.code)) return undefined
    throw error
  }
}

export interface PasskeyUse {
  readonly ceremony: string
  readonly credential: UsedCredential
  readonly picture: Uint8Array | null
}

export const createTakePasskey = (needs: LockerNeeds) => {
  const { db, clock } = needs

  const shut = async (attempt: AttemptRow, denial: Denial, isOver: boolean, picture: Uint8Array | null) => {
    const about = { door: attempt.door, denial, way: 'passkey' as const, picture }
    if (isOver) return deny(needs, attempt, about)
    return sayAgain(needs, attempt, { ...about, isTold: false })
  }

  /** Whom the passkey belongs to, among those who may open the box; after a face, it has to be the same person. */
  const findHolder = async (attempt: AttemptRow, person: string): Promise<HolderRow | undefined> => {
    const holders = await holdersInForce(db, attempt.box, clock())
    const holder = holders.find((each) => each.person === person)
    return attempt.holder === null || attempt.holder === holder?.id ? holder : undefined
  }

  return async (step: Step, { ceremony, credential, picture }: PasskeyUse): Promise<void> => {
    const attempt = await claim(needs, step, doors)
    const proven = await proveBy(needs, attempt, ceremony, credential)
    const { personTries } = await readPolicy(db)
    if (!proven) return shut(attempt, 'passkey', attempt.tries >= personTries, picture)
    const holder = await findHolder(attempt, proven.person)
    if (!holder) return shut(attempt, 'not-an-owner', true, picture)
    await passOwner(needs, attempt, {
      holder,
      way: 'passkey',
      enrollment: attempt.enrollment,
      distance: null,
      picture,
    })
  }
}
