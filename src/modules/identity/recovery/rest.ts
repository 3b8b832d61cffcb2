import type { Database } from '#platform/database'
import { Refusal } from '#platform/refusal'
import type { Clock } from '#platform/time'
import type { Deed } from '../step-ups/deed.ts'
import type { Prover } from '../step-ups/prove.ts'
import { findRecoveryRest } from './row.ts'

/** Deeds that make access safer, such as removing the passkey of a lost phone, need no rest; nor does it to say that it is still oneself. */
const allowed: ReadonlySet<string> = new Set(['add-passkey', 'remove-passkey', 'confirm-session'])

/**
 * For a day after access was got back nothing is proved, with no key and no password, old or new: whoever got in may not be
 * the owner, and a lost phone may be in other hands. Throws 'recovered-lately' (403).
 */
const createAssertRested =
  ({ db, clock }: { readonly db: Database; readonly clock: Clock }) =>
  async (person: string, act: string): Promise<void> => {
    if (allowed.has(act)) return
    const now = clock()
    const until = await findRecoveryRest(db, person, now)
    if (!until) return
    const seconds = Math.ceil((until.getTime() - now.getTime()) / 1000)
    throw new Refusal(
      'recovered-lately',
      403,
      'Access to this account was got back less than a day ago. What needs proof has to wait until then.',
      seconds,
    )
  }

/** Lets a use case about a deed happen only where the person has rested. */
export const createRested = (needs: { readonly db: Database; readonly clock: Clock }) => {
  const assertRested = createAssertRested(needs)
  return <More extends unknown[], Answer>(use: (prover: Prover, deed: Deed, ...more: More) => Promise<Answer>) =>
    async (prover: Prover, deed: Deed, ...more: More): Promise<Answer> => {
      await assertRested(prover.id, deed.act)
      return use(prover, deed, ...more)
    }
}
