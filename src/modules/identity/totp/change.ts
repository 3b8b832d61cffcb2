/** Changing second factors that are there: removing the app, another PIN, new recovery codes. */
import type { Tell } from '../messages/tell.ts'
import { checkNewPin, writePin } from '../pin/pin.ts'
import { newsFrom } from '../sessions/origin.ts'
import { type Deed, plainDeed } from '../step-ups/deed.ts'
import type { Prover } from '../step-ups/prove.ts'
import type { LostProof, Proof } from '../wire.ts'
import type { EnrollNeeds } from './enroll.ts'
import { noTotp } from './refusals.ts'
import { findTotp } from './rows.ts'

export interface ChangeNeeds extends EnrollNeeds {
  readonly verifyPassword: (person: string, password: string) => Promise<void>
  readonly tell: Tell
}

export const removingTotp = (person: string) => plainDeed('remove-totp', person)
export const settingPin = (person: string) => plainDeed('set-pin', person)
export const makingCodes = (person: string) => plainDeed('make-recovery-codes', person)

/** Proof of a deed, or, where the phone is lost, a recovery code and the password. Answers which it was. */
export const createProveOrRecover = (needs: ChangeNeeds) => {
  const { db, clock, codes, news, prove, tell, verifyPassword } = needs
  return async (prover: Prover, deed: Deed, given: LostProof): Promise<'proof' | 'recovery-code'> => {
    if (!('recoveryCode' in given)) {
      await prove(prover, deed, given)
      return 'proof'
    }
    // The password first: whoever has only found the paper learns nothing of it and uses nothing up.
    await verifyPassword(prover.id, given.password)
    await codes.take(prover.id, given.recoveryCode, clock())
    await tell(db, { person: prover.id, kind: 'recovery-code-used' })
    await news.tell(await newsFrom(db, prover, ['recoveryCodeUsed'], clock()))
    return 'recovery-code'
  }
}

export type ProveOrRecover = ReturnType<typeof createProveOrRecover>

/** Throws what the proof throws, 'wrong-code' (403) for a wrong recovery code, 'no-totp' (404). */
export const createRemoveTotp = (needs: ChangeNeeds) => {
  const { db, clock, news } = needs
  const proveOrRecover = createProveOrRecover(needs)
  return async (prover: Prover, given: LostProof): Promise<void> => {
    if (!(await findTotp(db, prover.id))) throw noTotp()
    const removedWith = await proveOrRecover(prover, removingTotp(prover.id), given)
    const at = clock()
    const removed = await db.query(
      `update identity.totp set removed_at = $2, removed_with = $3
        where person = $1 and confirmed_at is not null and removed_at is null returning id`,
      [prover.id, at, removedWith],
    )
    if (removed.length === 0) throw noTotp()
    await news.tell(await newsFrom(db, prover, ['totpRemoved'], at))
  }
}

/** Throws what the proof throws, and 'pin-too-simple' (422). */
export const createSetPin = (needs: ChangeNeeds) => {
  const { db, clock, news, passwords } = needs
  const proveOrRecover = createProveOrRecover(needs)
  return async (prover: Prover, pin: string, given: LostProof): Promise<void> => {
    checkNewPin(pin)
    await proveOrRecover(prover, settingPin(prover.id), given)
    const at = clock()
    await writePin(db, prover.id, await passwords.hash(pin), at)
    await news.tell(await newsFrom(db, prover, ['pinSet'], at))
  }
}

/** Ten new ones; only beside an authenticator app. Throws what prove throws, and 'no-totp' (404). */
export const createMakeCodes =
  ({ db, clock, codes, news, prove }: ChangeNeeds) =>
  async (prover: Prover, proof: Proof): Promise<string[]> => {
    if (!(await findTotp(db, prover.id))) throw noTotp()
    await prove(prover, makingCodes(prover.id), proof)
    const at = clock()
    const made = await db.transaction((tx) => codes.make(tx, prover.id, at))
    await news.tell(await newsFrom(db, prover, ['recoveryCodesMade'], at))
    return made
  }
