/** The second half of a sign-in with a password. */
import type { Database } from '#platform/database'
import type { Clock } from '#platform/time'
import type { Tell } from '../messages/tell.ts'
import type { News, PersonalNews } from '../news.ts'
import type { RecoveryCodes } from '../recovery-codes/codes.ts'
import { type Enter, newsOfEntry } from '../sessions/enter.ts'
import { findHalf, takeHalf } from '../sessions/half.ts'
import type { SignedIn, Visitor } from '../sign-in.ts'
import { secondFactorOver } from './refusals.ts'
import type { TakeCode } from './use.ts'

interface Needs {
  readonly db: Database
  readonly clock: Clock
  readonly news: News
  readonly enter: Enter
  readonly tell: Tell
  readonly codes: RecoveryCodes
  readonly takeCode: TakeCode
}

export type SecondFactor = { readonly code: string } | { readonly recoveryCode: string }

/** Starts the session. Throws 'second-factor-over', 'wrong-code' (401), 'too-many-attempts' (429). */
export const createSignInSecond =
  ({ db, clock, news, enter, tell, codes, takeCode }: Needs) =>
  async (half: string | null, given: SecondFactor, visitor: Visitor): Promise<SignedIn> => {
    const at = clock()
    const known = half === null ? undefined : await findHalf(db, half, visitor.device, at)
    if (half === null || !known) throw secondFactorOver()
    const isByCode = 'code' in given
    const wrong = isByCode
      ? await takeCode(known.person, given.code, 401)
      : await codes.take(known.person, given.recoveryCode, at, 401)
    const entered = await db.transaction(async (tx) => {
      const taken = await takeHalf(tx, half, visitor.device, at)
      if (!taken) throw secondFactorOver()
      if (!isByCode) await tell(tx, { person: taken.person, kind: 'recovery-code-used' })
      return enter(tx, visitor, {
        person: taken.person,
        at,
        enteredWith: 'password',
        passkey: null,
        typingDistance: taken.typing_distance,
        failedTries: Math.max(taken.failed_tries, wrong),
        secondFactor: isByCode ? 'code' : 'recovery-code',
      })
    })
    const { device, range } = visitor
    const used: PersonalNews = { person: entered.person, change: 'recoveryCodeUsed', at, device, network: range }
    await news.tell([...newsOfEntry(entered, visitor, at), ...(isByCode ? [] : [used])])
    return entered
  }
