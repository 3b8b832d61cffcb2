/** Proposals as they travel: in words, with the names of who asked and who ended them. */
import type { Query } from '#platform/database'
import type { Clock } from '#platform/time'
import { findNames } from '../people.ts'
import type { Proposal } from '../wire.ts'
import type { ProposalRow, Proposals } from './proposals.ts'

interface Needs {
  readonly db: Query
  readonly clock: Clock
  readonly proposals: Proposals
}

type Names = ReadonlyMap<string, { name: string }>
const somebody = (names: Names, id: string) => ({ id, name: names.get(id)?.name ?? '' })

const outcomeOf = ({ outcome, ends_at }: ProposalRow, now: Date): Proposal['outcome'] =>
  outcome ?? (ends_at <= now ? 'expired' : 'waiting')

const toProposal = (row: ProposalRow, lines: Proposal['lines'], names: Names, now: Date): Proposal => ({
  id: row.id,
  kind: row.kind,
  reason: row.reason,
  lines,
  askedBy: somebody(names, row.asked_by),
  askedAt: row.asked_at.toISOString(),
  endsAt: row.ends_at.toISOString(),
  outcome: outcomeOf(row, now),
  endedBy: row.ended_by === null ? null : somebody(names, row.ended_by),
  endedAt: row.ended_at?.toISOString() ?? null,
  note: row.note,
})

const peopleOf = ({ asked_by, ended_by }: ProposalRow) => (ended_by === null ? [asked_by] : [asked_by, ended_by])

export const createShowProposals = ({ db, clock, proposals }: Needs) => ({
  one: async (row: ProposalRow): Promise<Proposal> =>
    toProposal(row, await proposals.lines(row), await findNames(db, peopleOf(row)), clock()),
  all: async (): Promise<Proposal[]> => {
    const found = await proposals.list()
    const names = await findNames(db, [...new Set(found.flatMap(({ row }) => peopleOf(row)))])
    return found.map(({ row, lines }) => toProposal(row, lines, names, clock()))
  },
})
