/** The fourth door: the one-time code, good for this attempt, once, for two minutes. */
import { timingSafeEqual } from 'node:crypto'
import { hashCode, type LockerNeeds } from '../needs.ts'
import { readPolicy } from '../policy/policy.ts'
import { type AttemptRow, type HolderRow, holderColumns } from '../tables.ts'
import { findDevice } from '../tell.ts'
import { deny, sayAgain } from './deny.ts'
import { passCode } from './pass.ts'
import { claim, type Step } from './rows.ts'
import { sendCode } from './secret.ts'

export const createTakeCode = (needs: LockerNeeds) => {
  const { db, clock } = needs

  const isRight = ({ id, code_hash, code_expires_at }: AttemptRow, code: string): boolean =>
    code_hash !== null &&
    code_expires_at !== null &&
    code_expires_at > clock() &&
    timingSafeEqual(code_hash, hashCode(needs, id, code))

  /** A code that has outlived its two minutes is replaced by another one, of which the device hears. */
  const renew = async (attempt: AttemptRow): Promise<void> => {
    const [holder] = await db.query<HolderRow>(
      `select ${holderColumns} from locker.holder where id = $1 and ended_at is null`,
      [attempt.holder],
    )
    if (!holder) return
    const addressee = { person: holder.person, device: await findDevice(needs, holder.person) }
    await db.transaction(async (tx) => {
      const { hash, expiresAt, to } = await sendCode(needs, tx, attempt, addressee)
      await tx.query(
        `update locker.attempt set code_hash = $2, code_expires_at = $3, code_to = $4
          where id = $1 and nonce = $5 and state = 'under-way' and door = 'code'`,
        [attempt.id, hash, expiresAt, to, attempt.nonce],
      )
    })
  }

  return async (step: Step, code: string, picture: Uint8Array | null): Promise<void> => {
    const attempt = await claim(needs, step, ['code'])
    const { codeTries } = await readPolicy(db)
    // Tries were counted by the claim: one more than are allowed is none, even with the right code.
    if (attempt.tries <= codeTries && isRight(attempt, code)) return passCode(needs, attempt)
    const about = { door: 'code' as const, denial: 'code' as const, picture }
    if (attempt.tries >= codeTries) return deny(needs, attempt, about)
    const isOld = attempt.code_expires_at !== null && attempt.code_expires_at <= clock()
    if (isOld) await renew(attempt)
    await sayAgain(needs, attempt, { ...about, isTold: !isOld, faults: isOld ? ['too-late'] : [] })
  }
}
