/** Policies that wait for a second person, as their table keeps them, and what two people sign of one. */
import type { ApprovalKind } from '#modules/identity'
import type { Database, Query } from '#platform/database'
import { type Clock, dayMs } from '#platform/time'
import { noSuchPolicy, policyDecided } from '../refusals.ts'
import { type LockerPolicy, lockerPolicy } from '../wire.ts'
import { lastRow } from './policy.ts'

export const policyKind = 'locker.policy'
const goodForMs = 3 * dayMs

export interface ProposalRow {
  readonly id: string
  readonly policy: LockerPolicy
  readonly reason: string
  readonly asked_by: string
  readonly asked_at: Date
  readonly decision: 'grant' | 'deny' | 'expired' | null
}

const columns = 'id, policy, reason, asked_by, asked_at, decision'

export const endOf = ({ asked_at }: Pick<ProposalRow, 'asked_at'>): Date => new Date(asked_at.getTime() + goodForMs)

/** Throws 'no-such-policy'. */
export const findProposal = async (db: Query, id: string): Promise<ProposalRow> => {
  const [row] = await db.query<ProposalRow>(`select ${columns} from locker.policy_proposal where id = $1`, [id])
  if (!row) throw noSuchPolicy()
  return row
}

/** The one that nobody has decided, where its time is not over. */
export const findWaiting = async (db: Query, now: Date): Promise<ProposalRow | undefined> => {
  const [row] = await db.query<ProposalRow>(`select ${columns} from locker.policy_proposal where decision is null`)
  return row && endOf(row) > now ? row : undefined
}

/** Writes one down; what nobody has decided in time makes room. Answers false where another one waits, or has this id. */
export const insertProposal = async (db: Query, row: Omit<ProposalRow, 'decision'>): Promise<boolean> => {
  await db.query(
    "update locker.policy_proposal set decision = 'expired', decided_at = $1 where decision is null and asked_at <= $2",
    [row.asked_at, new Date(row.asked_at.getTime() - goodForMs)],
  )
  const made = await db.query(
    `insert into locker.policy_proposal (id, policy, reason, asked_by, asked_at) values ($1, $2, $3, $4, $5)
     on conflict do nothing returning id`,
    [row.id, JSON.stringify(row.policy), row.reason, row.asked_by, row.asked_at],
  )
  return made.length > 0
}

/** Throws 'policy-decided' where somebody was faster. */
export const decideProposal = async (
  db: Query,
  id: string,
  decided: { readonly decision: 'grant' | 'deny'; readonly by: string; readonly note: string; readonly at: Date },
): Promise<ProposalRow> => {
  const { decision, by, note, at } = decided
  const [row] = await db.query<ProposalRow>(
    `update locker.policy_proposal set decision = $2, decided_by = $3, decided_at = $4, note = $5
      where id = $1 and decision is null returning ${columns}`,
    [id, decision, by, at, note],
  )
  if (!row) throw policyDecided()
  return row
}

/** What both sign: every value, why, and which policy it takes the place of. One that was made stricter meanwhile makes another content. */
export const createPolicyKind = ({ db, clock }: { readonly db: Database; readonly clock: Clock }): ApprovalKind => ({
  kind: policyKind,
  may: 'lockers:manage',
  goodForMs,
  facts: async (subject, asked) => {
    const given = 'policy' in asked ? asked.policy : (await findProposal(db, subject)).policy
    const before = await lastRow(db)
    // Through the schema, so that the values always come in the same order.
    return { content: { policy: JSON.stringify(lockerPolicy.parse(given)), instead: String(before?.seq ?? 0) } }
  },
  waiting: async () => {
    const row = await findWaiting(db, clock())
    if (!row) return []
    return [
      {
        id: row.id,
        askedBy: row.asked_by,
        askedAt: row.asked_at.toISOString(),
        endsAt: endOf(row).toISOString(),
        reason: row.reason,
        lines: [],
        path: '/lockers/policy',
      },
    ]
  },
})
