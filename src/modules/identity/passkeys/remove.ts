import type { Database } from '#platform/database'
import type { Clock } from '#platform/time'
import type { Tell } from '../messages/tell.ts'
import type { News } from '../news.ts'
import { findOrigin } from '../sessions/origin.ts'
import type { Prove, Prover } from '../step-ups/prove.ts'
import type { Proof } from '../wire.ts'
import { lastWayIn, noSuchPasskey } from './refusals.ts'

interface Needs {
  readonly db: Database
  readonly clock: Clock
  readonly news: News
  readonly prove: Prove
  readonly tell: Tell
  readonly verifyPassword: (person: string, password: string) => Promise<void>
}

/** The deed that removes a passkey. */
export const removingDeed = (passkey: string) => ({
  act: 'remove-passkey',
  subject: passkey,
  amount: null,
  payee: null,
})

/** Marks the key and ends the other sessions that it opened. What would leave no way in is not done. */
const remove = (
  { db, tell }: Pick<Needs, 'db' | 'tell'>,
  { id: person, session }: Prover,
  passkey: string,
  removedWith: string,
  at: Date,
) =>
  db.transaction(async (tx) => {
    await tx.query('select 1 from identity.person where id = $1 for no key update', [person])
    const ways = await tx.query(
      `select 1 from identity.credential where person = $1
        union all
       select 1 from identity.passkey where person = $1 and id <> $2 and removed_at is null and suspected_at is null`,
      [person, passkey],
    )
    if (ways.length === 0) throw lastWayIn()
    const removed = await tx.query(
      `update identity.passkey set removed_at = $3, removed_with = $4 where id = $1 and person = $2 and removed_at is null
        returning id`,
      [passkey, person, at, removedWith],
    )
    if (removed.length === 0) throw noSuchPasskey()
    await tell(tx, { person, kind: 'passkey-removed' })
    await tx.query(
      'update identity.session set ended_at = $2 where passkey = $1 and ended_at is null and id is distinct from $3',
      [passkey, at, session === undefined ? null : Buffer.from(session, 'hex')],
    )
  })

/**
 * Removes a passkey. The password proves it even where there are passkeys, because a key can be lost; what it proves otherwise
 * rests for a day then. Throws 'no-such-passkey' (404), 'last-way-in' (409), and what prove throws.
 */
export const createRemovePasskey =
  ({ db, clock, news, prove, tell, verifyPassword }: Needs) =>
  async (prover: Prover, passkey: string, proof: Proof): Promise<void> => {
    const known = await db.query(
      'select 1 from identity.passkey where id = $1 and person = $2 and removed_at is null',
      [passkey, prover.id],
    )
    if (known.length === 0) throw noSuchPasskey()
    const isByPassword = 'password' in proof
    if (isByPassword) await verifyPassword(prover.id, proof.password)
    else await prove(prover, removingDeed(passkey), proof)
    const at = clock()
    await remove({ db, tell }, prover, passkey, isByPassword ? 'password' : 'passkey', at)
    const nowhere = { device: null, network: null }
    const { device, network } = prover.session === undefined ? nowhere : await findOrigin(db, prover.session)
    await news.tell([{ person: prover.id, change: 'passkeyRemoved', at, device, network }])
  }
