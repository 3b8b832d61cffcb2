/** Reads rules: all of them, or one with its history. */
import type { Query } from '#platform/database'
import { Refusal } from '#platform/refusal'
import { type ProposalRow, proposalColumns } from '../proposals/rows.ts'
import { type RuleState, type RuleVersionRow, ruleVersionColumns } from './rows.ts'

/** Rules that may be written; old ones are kept for good. */
export const mostWritten = 1_000

export const noSuchRule = () => new Refusal('no-such-rule', 404, 'There is no such rule.')

/** Versions of one rule, newest first. */
export const findVersions = (db: Query, rule: string): Promise<RuleVersionRow[]> =>
  db.query(`select ${ruleVersionColumns} from fraud.rule_version where rule = $1 order by rule_version.version desc`, [
    rule,
  ])

const latestOfEach = `
  select distinct on (rule) ${ruleVersionColumns} from fraud.rule_version
  where $1::uuid is null or rule = $1 order by rule, rule_version.version desc limit ${mostWritten}`

const inForceOfEach = `
  select ${ruleVersionColumns} from fraud.rule_version
  where number in (select rule_version from fraud.proposal where outcome = 'granted' and until_at is null)
    and ($1::uuid is null or rule = $1)`

const standing = `
  select ${proposalColumns} from fraud.proposal
  where rule is not null and ($1::uuid is null or rule = $1)
    and (outcome is null or outcome = 'granted' and until_at is null)`

/** Those in force first, then the last written. */
export const findRules = async (db: Query, rule: string | null = null): Promise<RuleState[]> => {
  const [latest, inForce, proposals] = await Promise.all([
    db.query<RuleVersionRow>(latestOfEach, [rule]),
    db.query<RuleVersionRow>(inForceOfEach, [rule]),
    db.query<ProposalRow>(standing, [rule]),
  ])
  const live = new Map(inForce.map((row) => [row.rule, row]))
  const of = (id: string, isWaiting: boolean) =>
    proposals.find((row) => row.rule === id && (row.outcome === null) === isWaiting) ?? null
  return latest
    .map((row) => ({
      latest: row,
      inForce: live.get(row.rule) ?? null,
      granted: of(row.rule, false),
      waiting: of(row.rule, true),
    }))
    .sort(
      (one, other) =>
        Number(other.inForce !== null) - Number(one.inForce !== null) ||
        other.latest.written_at.getTime() - one.latest.written_at.getTime(),
    )
}

/** Throws no-such-rule. */
export const findRule = async (db: Query, rule: string): Promise<RuleState> => {
  const [found] = await findRules(db, rule)
  if (!found) throw noSuchRule()
  return found
}

/** How many payments each rule stopped or would have stopped by itself since an instant, by rule. */
export const countFired = async (db: Query, since: Date): Promise<ReadonlyMap<string, number>> => {
  const rows = await db.query<{ rule: string; fired: number }>(
    `select version.rule, count(*)::integer as fired
     from (select unnest(rules_fired) as number from fraud.decision where rules_fired <> '{}' and decided_at >= $1) each_fired
     join fraud.rule_version version using (number) group by version.rule`,
    [since],
  )
  return new Map(rows.map(({ rule, fired }) => [rule, fired]))
}
