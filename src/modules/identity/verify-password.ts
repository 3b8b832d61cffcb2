import type { Database } from '#platform/database'
import { Refusal } from '#platform/refusal'
import type { Attempt, Attempts } from './attempts.ts'
import type { Passwords } from './passwords/hash.ts'

interface Needs {
  readonly db: Database
  readonly attempts: Attempts
  readonly passwords: Passwords
}

/**
 * Makes sure that a person who is signed in knows their password. Returns when it is right; throws 'wrong-credentials'
 * (403: signing in again would not help) or 'too-many-attempts' (429).
 */
export const createVerifyPassword =
  ({ db, attempts, passwords }: Needs) =>
  async (person: string, password: string): Promise<void> => {
    const attempt: Attempt = ['password-person', person]
    await attempts.count([attempt])
    const [known] = await db.query<{ hash: string }>('select hash from identity.credential where person = $1', [person])
    if (!(await passwords.matches(known?.hash ?? null, password)))
      throw new Refusal('wrong-credentials', 403, 'The password is wrong.')
    await attempts.forgive([attempt])
  }
