/** What a session is worth at this moment, and how a proof changes that. */
import type { Database, Query } from '#platform/database'
import type { Standing } from '#platform/demand'
import { hourMs } from '#platform/time'
import type { OpenSession } from '../sessions/session.ts'
import type { Deed } from '../step-ups/deed.ts'
import type { Prover } from '../step-ups/ways.ts'
import type { Proof } from '../wire.ts'
import { levelOf, proofLastsMs } from './weights.ts'

/** Of an open session; undefined where it is usual. */
export const standingOf = ({ points, why }: Pick<OpenSession, 'points' | 'why'>): Standing | undefined => {
  const level = levelOf(points)
  return level === 'usual' ? undefined : { level, why }
}

const proveStatement = `
  update identity.session
     set proved_at = greatest($2::timestamptz, session.created_at), proved_until = $2::timestamptz + interval '1 hour' * $3
   where id = $1 and ended_at is null
     and (proved_until is null or proved_until < $2::timestamptz + interval '1 hour' * $3
          or exists (select 1 from identity.signal where signal.session = session.id and noticed_at > proved_at))`

/** What was noticed in this session (hex id) until now does not count for a while. */
export const markProved = async (
  db: Query,
  session: string,
  { level }: Pick<Standing, 'level'>,
  at: Date,
): Promise<void> => {
  await db.query(proveStatement, [Buffer.from(session, 'hex'), at, proofLastsMs[level] / hourMs])
}

/** A caller, as far as it proves. */
type Asker = Prover & { readonly standing?: Standing }

/** Whatever is proved in a session proves the session, too; only the password does not, since it may be what was stolen. */
export const createMarkProved =
  <Answer>(
    { db, clock, forget }: { readonly db: Database; readonly clock: () => Date; readonly forget: () => void },
    prove: (prover: Asker, deed: Deed, proof: Proof) => Promise<Answer>,
  ) =>
  async (prover: Asker, deed: Deed, proof: Proof): Promise<Answer> => {
    const proven = await prove(prover, deed, proof)
    if (!('password' in proof) && prover.session !== undefined) {
      await markProved(db, prover.session, { level: prover.standing?.level ?? 'usual' }, clock())
      if (prover.standing) forget()
    }
    return proven
  }
