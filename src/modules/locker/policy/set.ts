/** Who sets what the locker judges by: one person where doors only become stricter, two for everything else. */
import type { Identity } from '#modules/identity'
import type { Database, Query } from '#platform/database'
import type { Caller } from '#platform/http'
import type { Clock } from '#platform/time'
import type { Proof } from '#wire/identity'
import { idTaken, policyDecided, policyRefused, policyWaits } from '../refusals.ts'
import { isStricter, type LockerPolicy, type PolicyView } from '../wire.ts'
import { lastRow, readPolicy } from './policy.ts'
import { decideProposal, endOf, findProposal, findWaiting, insertProposal, policyKind } from './proposals.ts'

interface Needs {
  readonly db: Database
  readonly clock: Clock
  readonly identity: Pick<Identity, 'approvals' | 'names'>
}

const createShow =
  ({ db, clock, identity }: Needs) =>
  async (viewer: string): Promise<PolicyView> => {
    const [row, waits] = [await lastRow(db), await findWaiting(db, clock())]
    const names = await identity.names(
      [row?.set_by, row?.granted_by, waits?.asked_by].filter((id) => typeof id === 'string'),
    )
    const somebody = (id: string | null | undefined) => (id ? { id, name: names.get(id)?.name ?? '' } : null)
    return {
      policy: await readPolicy(db),
      setBy: somebody(row?.set_by),
      grantedBy: somebody(row?.granted_by),
      setAt: row?.set_at.toISOString() ?? null,
      reason: row?.reason ?? '',
      waits: waits
        ? {
            id: waits.id,
            policy: waits.policy,
            reason: waits.reason,
            askedBy: somebody(waits.asked_by) ?? { id: waits.asked_by, name: '' },
            askedAt: waits.asked_at.toISOString(),
            endsAt: endOf(waits).toISOString(),
            isMine: waits.asked_by === viewer,
          }
        : null,
    }
  }

interface Set {
  readonly policy: LockerPolicy
  readonly reason: string
  readonly by: string
  readonly granted: string | null
  readonly at: Date
}

const write = (db: Query, { policy, reason, by, granted, at }: Set) =>
  db.query('insert into locker.policy (policy, reason, set_by, granted_by, set_at) values ($1, $2, $3, $4, $5)', [
    JSON.stringify(policy),
    reason,
    by,
    granted,
    at,
  ])

interface Asked {
  readonly policy: LockerPolicy
  readonly reason: string
  readonly proof?: Proof
}

const createSet = ({ db, clock, identity }: Needs) => {
  /** Holds at once, if it is still stricter than what holds then; answers whether it does. */
  const setStricter = ({ id: by }: Caller, { policy, reason }: Asked): Promise<boolean> =>
    db.transaction(async (tx) => {
      await tx.query('lock table locker.policy in share row exclusive mode')
      if (!isStricter(await readPolicy(tx), policy)) return false
      await write(tx, { policy, reason, by, granted: null, at: clock() })
      return true
    })

  return async (caller: Caller, id: string, given: Asked): Promise<void> => {
    const { policy, reason, proof } = given
    if (policy.unsureUpTo < policy.ownerUpTo) throw policyRefused()
    if (await setStricter(caller, given)) return
    if (await findWaiting(db, clock())) throw policyWaits()
    await identity.approvals.sign(caller, { kind: policyKind, subject: id, asked: { policy, reason }, proof })
    const row = { id, policy, reason, asked_by: caller.id, asked_at: clock() }
    if (await insertProposal(db, row)) return
    throw (await findWaiting(db, clock())) ? policyWaits() : idTaken()
  }
}

interface Decided {
  readonly decision: 'grant' | 'deny'
  readonly note: string
  readonly proof?: Proof
}

const createDecide =
  ({ db, clock, identity }: Needs) =>
  async (caller: Caller, id: string, { decision, note, proof }: Decided): Promise<void> => {
    const { asked_by: first, decision: known } = await findProposal(db, id)
    if (known !== null) throw policyDecided()
    if (decision === 'grant')
      await identity.approvals.sign(caller, { kind: policyKind, subject: id, asked: { decision, note }, proof, first })
    await db.transaction(async (tx) => {
      const at = clock()
      const { policy, reason } = await decideProposal(tx, id, { decision, by: caller.id, note, at })
      if (decision === 'grant') await write(tx, { policy, reason, by: first, granted: caller.id, at })
    })
  }

export const createPolicy = (needs: Needs) => {
  const [show, set, decide] = [createShow(needs), createSet(needs), createDecide(needs)]
  return {
    show,
    /** Throws policy-refused, policy-waits, id-taken and what a signature throws. */
    set: async (caller: Caller, id: string, given: Asked) => {
      await set(caller, id, given)
      return show(caller.id)
    },
    /** Throws no-such-policy, policy-decided and what a signature throws. */
    decide: async (caller: Caller, id: string, given: Decided) => {
      await decide(caller, id, given)
      return show(caller.id)
    },
  }
}
