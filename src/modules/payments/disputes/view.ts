/** Disputes as they travel: to a side, and to the staff who decide. */
import type { Identity } from '#modules/identity'
import type { Database } from '#platform/database'
import type { Sealing } from '#platform/sealing'
import type { Clock } from '#platform/time'
import { findCharge } from '../charges/rows.ts'
import type { Dispute, DisputeCase, DisputeEvidence } from '../wire.ts'
import {
  answerField,
  type DisputeRow,
  type EvidenceRow,
  findEvidence,
  findProposals,
  type ProposalRow,
  wordsField,
} from './rows.ts'

export interface ViewNeeds {
  readonly db: Database
  readonly identity: Identity
  readonly sealing: Sealing
  readonly clock: Clock
}

type Names = ReadonlyMap<string, { name: string }>
const nameOf = (names: Names, id: string): string => names.get(id)?.name ?? ''

const toEvidence = ({ id, side, name, type, size, at }: EvidenceRow): DisputeEvidence => ({
  id,
  side,
  name,
  type,
  size,
  at: at.toISOString(),
})

const stateOf = ({ outcome, answered_at }: DisputeRow): Dispute['state'] =>
  outcome === null ? (answered_at === null ? 'open' : 'answered') : 'ended'

const toShared = async ({ sealing }: ViewNeeds, row: DisputeRow, evidence: readonly EvidenceRow[]) => ({
  id: row.id,
  charge: row.charge,
  amount: { currency: row.currency, minor: row.minor.toString() },
  reason: row.reason,
  words: await sealing.open(wordsField, row.id, row.words),
  answer: row.answer === null ? null : await sealing.open(answerField, row.id, row.answer),
  state: stateOf(row),
  outcome: row.outcome,
  note: row.note,
  isCredited: row.credit !== null,
  openedAt: row.opened_at.toISOString(),
  answerUntil: row.answer_until.toISOString(),
  answeredAt: row.answered_at?.toISOString() ?? null,
  decideUntil: row.decide_until.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
  evidence: evidence.map(toEvidence),
})

const idsOf = (rows: readonly DisputeRow[]) => rows.map(({ id }) => id)

export const viewDisputes = async (
  needs: ViewNeeds,
  rows: readonly DisputeRow[],
  person: string,
): Promise<Dispute[]> => {
  const [names, evidence] = await Promise.all([
    needs.identity.names([...new Set(rows.flatMap(({ payer, merchant }) => [payer, merchant]))]),
    findEvidence(needs.db, idsOf(rows)),
  ])
  const files = Map.groupBy(evidence, ({ dispute }) => dispute)
  return Promise.all(
    rows.map(async (row) => ({
      ...(await toShared(needs, row, files.get(row.id) ?? [])),
      side: row.payer === person ? ('payer' as const) : ('merchant' as const),
      who: nameOf(names, row.payer === person ? row.merchant : row.payer),
    })),
  )
}

const toProposal = (row: ProposalRow, names: Names) => ({
  id: row.id,
  what: row.what,
  note: row.note,
  askedBy: { id: row.asked_by, name: nameOf(names, row.asked_by) },
  askedAt: row.asked_at.toISOString(),
  outcome: row.outcome ?? ('waiting' as const),
  refusal: row.refusal,
  endedBy: row.ended_by === null ? null : { id: row.ended_by, name: nameOf(names, row.ended_by) },
  endedAt: row.ended_at?.toISOString() ?? null,
})

const toCase = async (
  needs: ViewNeeds,
  row: DisputeRow,
  evidence: readonly EvidenceRow[],
  proposals: readonly ProposalRow[],
  names: Names,
): Promise<DisputeCase> => {
  const charge = await findCharge(needs.db, row.charge)
  const sum = (minor = 0n) => ({ currency: row.currency, minor: minor.toString() })
  return {
    ...(await toShared(needs, row, evidence)),
    payer: { id: row.payer, name: nameOf(names, row.payer) },
    merchant: { id: row.merchant, name: nameOf(names, row.merchant) },
    isDue: row.answered_at !== null || row.answer_until <= needs.clock(),
    captured: sum(charge?.captured),
    refunded: sum(charge?.refunded),
    writtenOffAt: row.written_off_at?.toISOString() ?? null,
    proposals: proposals.map((proposal) => toProposal(proposal, names)),
  }
}

export const viewCases = async (needs: ViewNeeds, rows: readonly DisputeRow[]): Promise<DisputeCase[]> => {
  const [evidence, proposals] = await Promise.all([
    findEvidence(needs.db, idsOf(rows)),
    findProposals(needs.db, idsOf(rows)),
  ])
  const people = [
    ...rows.flatMap(({ payer, merchant }) => [payer, merchant]),
    ...proposals.flatMap(({ asked_by, ended_by }) => [asked_by, ended_by ?? asked_by]),
  ]
  const names = await needs.identity.names([...new Set(people)])
  const [files, asked] = [
    Map.groupBy(evidence, ({ dispute }) => dispute),
    Map.groupBy(proposals, ({ dispute }) => dispute),
  ]
  return Promise.all(rows.map((row) => toCase(needs, row, files.get(row.id) ?? [], asked.get(row.id) ?? [], names)))
}
