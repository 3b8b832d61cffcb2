import type { Database } from '#platform/database'
import { createGate } from '#platform/gate'
import type { RandomBytes } from '#platform/id'
import { Refusal } from '#platform/refusal'
import { normalizeEmail, type Sealing } from '#platform/sealing'
import type { Clock } from '#platform/time'
import type { Attempt, Attempts } from './attempts.ts'
import { findByEmail } from './emails.ts'
import type { News } from './news.ts'
import { type Passwords, tooBusy } from './passwords/hash.ts'
import { type Enter, newsOfEntry } from './sessions/enter.ts'
import { openHalf } from './sessions/half.ts'
import { findTotp } from './totp/rows.ts'
import { takeTyping } from './typing.ts'
import type { Typing } from './wire.ts'

/** Where a request comes from. `session` is the one that the browser still holds (hex id), to be replaced. */
export interface Visitor {
  readonly network: string
  readonly userAgent: string
  readonly session: string | undefined
  /** The browser, and a keyed hash of its address's range. */
  readonly device: string
  readonly range: string
  /** As the browser says it. */
  readonly zone: string | null
}

/** A person's id and the token of their new session. */
export interface SignedIn {
  readonly person: string
  readonly token: string
}

/** A right password of somebody who has a second factor: the token leads on to that and to nothing else. */
export interface HalfSignedIn {
  readonly half: string
  readonly expiresAt: Date
}

interface SignInOrder {
  readonly email: string
  readonly password: string
  readonly typing?: Typing
}

interface Needs {
  readonly db: Database
  readonly sealing: Sealing
  readonly clock: Clock
  readonly random: RandomBytes
  readonly attempts: Attempts
  readonly passwords: Passwords
  readonly news: News
  readonly enter: Enter
}

const wrongCredentials = () => new Refusal('wrong-credentials', 401, 'The email or the password is wrong.')

/**
 * Under way at once in this process. A crowd that signs in together reads and writes a little each; without a line in front,
 * everybody else's requests would wait behind all of them.
 */
const line = { atOnce: 4, waiting: 60 }

/** Starts a session, or the half of one. A wrong email and a wrong password have one answer and take one time. Throws 'too-busy' (503). */
export const createSignIn = (needs: Needs) => {
  const gate = createGate(line, tooBusy)
  const signIn = signInWith(needs)
  return (given: SignInOrder, visitor: Visitor) => gate(() => signIn(given, visitor))
}

const signInWith =
  ({ db, sealing, clock, random, attempts, passwords, news, enter }: Needs) =>
  async (given: SignInOrder, visitor: Visitor): Promise<SignedIn | HalfSignedIn> => {
    const email = normalizeEmail(given.email)
    const account: Attempt[] = [
      ['sign-in-account-address', `${email}\n${visitor.network}`],
      ['sign-in-account', email],
    ]
    await attempts.count([...account, ['sign-in-address', visitor.network]])

    const [known] = await db.query<{ person: string; hash: string; changed_at: Date }>(
      'select person, hash, changed_at from identity.credential where person = $1',
      [await findByEmail(db, sealing, email)],
    )
    const isRight = await passwords.matches(known?.hash ?? null, given.password)
    if (!isRight) throw wrongCredentials()

    // The one that was right is among them, unless another one at the same instant has forgiven it.
    const failedTries = Math.min(Math.max(0, (await attempts.forgive(account)) - 1), 1000)
    const at = clock()
    const entered = await db.transaction(async (tx) => {
      // A password that was changed while it was being verified opens no session that outlives the change.
      const still = await tx.query('select 1 from identity.credential where person = $1 and hash = $2 for share', [
        known.person,
        known.hash,
      ])
      if (still.length === 0) throw wrongCredentials()
      const typingDistance = await takeTyping(tx, known.person, given.typing)
      if (await findTotp(tx, known.person))
        return openHalf(tx, random, {
          person: known.person,
          passwordChangedAt: known.changed_at,
          visitor,
          typingDistance,
          failedTries,
          at,
        })
      const entry = {
        person: known.person,
        at,
        enteredWith: 'password',
        passkey: null,
        typingDistance,
        failedTries,
      } as const
      return enter(tx, visitor, entry)
    })
    if (!('half' in entered)) await news.tell(newsOfEntry(entered, visitor, at))
    return entered
  }
