/** Rows of proposals, and how they travel. */
import type { Query } from '#platform/database'
import type { AttemptKind } from '../attempt.ts'
import type { ProposalView } from '../wire.ts'

export interface ProposalRow {
  readonly id: string
  readonly rule: string | null
  readonly rule_version: bigint | null
  readonly kind: AttemptKind | null
  readonly policy_version: bigint | null
  readonly reason: string
  readonly asked_by: string
  readonly asked_at: Date
  readonly outcome: 'granted' | 'denied' | 'withdrawn' | null
  readonly ended_by: string | null
  readonly ended_at: Date | null
  readonly note: string
  readonly until_at: Date | null
  readonly until_by: string | null
  readonly until_note: string
}

export const proposalColumns =
  'id, rule, rule_version, kind, policy_version, reason, asked_by, asked_at, outcome, ended_by, ended_at, note, until_at, until_by, until_note'

/** Changes of what is in force come one after the other; the number is "rules" in ASCII. */
export const takeTurn = (tx: Query) => tx.query(`select pg_advisory_xact_lock(${0x72756c6573})`)

type Names = ReadonlyMap<string, { name: string }>

export const personOf = (names: Names, id: string) => ({ id, name: names.get(id)?.name ?? '' })
const personOrNull = (names: Names, id: string | null) => (id === null ? null : personOf(names, id))

/** Everybody whom a proposal names. */
export const peopleOf = ({ asked_by, ended_by, until_by }: ProposalRow): string[] =>
  [asked_by, ended_by, until_by].filter((id) => id !== null)

export const toProposal = (row: ProposalRow, names: Names): ProposalView => ({
  id: row.id,
  rule: row.rule,
  kind: row.kind,
  version: String(row.rule_version ?? row.policy_version),
  reason: row.reason,
  askedBy: personOf(names, row.asked_by),
  askedAt: row.asked_at.toISOString(),
  outcome: row.outcome ?? 'waiting',
  endedBy: personOrNull(names, row.ended_by),
  endedAt: row.ended_at?.toISOString() ?? null,
  note: row.note,
  until: row.until_at?.toISOString() ?? null,
  untilBy: personOrNull(names, row.until_by),
  untilNote: row.until_note,
})
