/** Wrong codes, PINs and passwords in an open session: whoever guesses at them sits at it now. */
import type { Database } from '#platform/database'
import type { Clock } from '#platform/time'
import type { Deed } from '../step-ups/deed.ts'
import type { Prover } from '../step-ups/ways.ts'
import type { Proof } from '../wire.ts'
import { writeSignals } from './past.ts'
import { failedProofsLeast } from './weights.ts'

interface Needs {
  readonly db: Database
  readonly clock: Clock
  /** Drops what is remembered of callers. */
  readonly forget: () => void
}

const wrong = new Set(['proof-refused', 'wrong-credentials'])
const mostCounted = 1000

const isWrong = (error: unknown): boolean => error instanceof Error && 'code' in error && wrong.has(String(error.code))

const createNote =
  ({ db, clock, forget }: Needs) =>
  async (session: Buffer): Promise<void> => {
    const [known] = await db.query<{ failed_proofs: number }>(
      `update identity.session set failed_proofs = least(failed_proofs + 1, ${mostCounted})
        where id = $1 and ended_at is null returning failed_proofs`,
      [session],
    )
    if (known === undefined || known.failed_proofs < failedProofsLeast) return
    await writeSignals(db, session, ['failed-proofs'], clock())
    forget()
  }

/** Notices proofs that are wrong, and forgets them with the first that is right. */
export const createCountProofs = <Asker extends Prover, Answer>(
  needs: Needs,
  prove: (prover: Asker, deed: Deed, proof: Proof) => Promise<Answer>,
) => {
  const note = createNote(needs)
  return async (prover: Asker, deed: Deed, proof: Proof): Promise<Answer> => {
    if (prover.session === undefined) return prove(prover, deed, proof)
    const session = Buffer.from(prover.session, 'hex')
    const proven = await prove(prover, deed, proof).catch(async (error: unknown) => {
      if (isWrong(error)) await note(session)
      throw error
    })
    await needs.db.query('update identity.session set failed_proofs = 0 where id = $1 and failed_proofs > 0', [session])
    return proven
  }
}
