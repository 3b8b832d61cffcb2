/** The second half of a sign-in with a password. */
import type { Database } from '#platform/database'
import type { RandomBytes } from '#platform/id'
import type { Clock } from '#platform/time'
import type { News, PersonalNews } from '../news.ts'
import type { RecoveryCodes } from '../recovery-codes/codes.ts'
import { enter, newsOfEntry } from '../sessions/enter.ts'
import { findHalf, takeHalf } from '../sessions/half.ts'
import type { SignedIn, Visitor } from '../sign-in.ts'
import { secondFactorOver } from './refusals.ts'
import type { TakeCode } from './use.ts'

interface Needs {
  readonly db: Database
  readonly clock: Clock
  readonly random: RandomBytes
  readonly news: News
  readonly codes: RecoveryCodes
  readonly takeCode: TakeCode
}

export type SecondFactor = { readonly code: string } | { readonly recoveryCode: string }

/** Starts the session. Throws 'second-factor-over', 'wrong-code' (401), 'too-many-attempts' (429). */
export const createSignInSecond =
  ({ db, clock, random, news, codes, takeCode }: Needs) =>
  async (half: string | null, given: SecondFactor, visitor: Visitor): Promise<SignedIn> => {
    const at = clock()
    const known = half === null ? undefined : await findHalf(db, half, visitor.device, at)
    if (half === null || !known) throw secondFactorOver()
    const isByCode = 'code' in given
    if (isByCode) await takeCode(known.person, given.code, 401)
    else await codes.take(known.person, given.recoveryCode, at, 401)
    const entered = await db.transaction(async (tx) => {
      const taken = await takeHalf(tx, half, visitor.device, at)
      if (!taken) throw secondFactorOver()
      return enter(tx, random, visitor, {
        person: taken.person,
        at,
        enteredWith: 'password',
        passkey: null,
        typingDistance: taken.typing_distance,
        secondFactor: isByCode ? 'code' : 'recovery-code',
      })
    })
    const { device, range } = visitor
    const used: PersonalNews = { person: entered.person, change: 'recoveryCodeUsed', at, device, network: range }
    await news.tell([...newsOfEntry(entered, visitor, at), ...(isByCode ? [] : [used])])
    return entered
  }
