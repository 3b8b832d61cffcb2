/** Rows of rules, and how they travel. */
import type { NamesOf } from '../models/models.ts'
import { type ProposalRow, personOf, toProposal } from '../proposals/rows.ts'
import type { RuleEffect, RuleVersionView, RuleView } from '../wire.ts'

export type Names = Awaited<ReturnType<NamesOf>>

export interface RuleVersionRow {
  readonly number: bigint
  readonly rule: string
  readonly version: number
  readonly name: string
  readonly condition: string
  readonly effect: RuleEffect
  readonly note: string
  readonly written_by: string
  readonly written_at: Date
}

export const ruleVersionColumns = 'number, rule, version, name, condition, effect, note, written_by, written_at'

/** A rule with what is known of it: its last version, the one in force, what waits. */
export interface RuleState {
  readonly latest: RuleVersionRow
  readonly inForce: RuleVersionRow | null
  readonly granted: ProposalRow | null
  readonly waiting: ProposalRow | null
}

export const toRuleVersion = (row: RuleVersionRow, names: Names): RuleVersionView => ({
  number: row.number.toString(),
  version: row.version,
  name: row.name,
  condition: row.condition,
  effect: row.effect,
  note: row.note,
  writtenBy: personOf(names, row.written_by),
  writtenAt: row.written_at.toISOString(),
})

export const toRule = ({ latest, inForce, granted, waiting }: RuleState, names: Names): RuleView => ({
  id: latest.rule,
  latest: toRuleVersion(latest, names),
  inForce: inForce && toRuleVersion(inForce, names),
  since: granted?.ended_at?.toISOString() ?? null,
  waiting: waiting && toProposal(waiting, names),
})

/** Everybody whom the rules name. */
export const peopleOfRules = (rules: readonly RuleState[]): string[] =>
  rules.flatMap(({ latest, inForce, waiting }) =>
    [latest.written_by, inForce?.written_by, waiting?.asked_by].filter((id) => id !== undefined),
  )
