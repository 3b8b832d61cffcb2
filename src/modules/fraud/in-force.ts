/** What staff have set and what is in force now: read from memory for each payment, from the tables when it changes. */
import type { Database } from '#platform/database'
import type { AttemptKind } from './attempt.ts'
import { featureNames } from './features/catalog.ts'
import { fromBody, type KindPolicy } from './policies/kind-policy.ts'
import { type LiveRule, makeLive, type RuleText } from './rules/fire.ts'
import type { KindPolicyBody } from './wire.ts'

export interface PolicyInForce {
  /** Of the version; null for the default. */
  readonly number: bigint | null
  readonly policy: KindPolicy
}

export interface InForce {
  readonly rules: () => readonly LiveRule[]
  readonly policyOf: (kind: AttemptKind) => PolicyInForce
  /** Reads anew what is in force. Called at the start, after each change here, and every second for changes elsewhere. */
  refresh(): Promise<void>
}

/** Rules that may be in force at once; each costs every payment a little. */
export const mostRules = 100

const readRules = `
  select version.number, version.condition, version.effect
  from fraud.proposal join fraud.rule_version version on version.number = proposal.rule_version
  where outcome = 'granted' and until_at is null order by version.number limit ${mostRules}`

const readPolicies = `
  select version.number, version.kind, version.body
  from fraud.proposal join fraud.policy_version version on version.number = proposal.policy_version
  where outcome = 'granted' and until_at is null`

interface PolicyRow {
  readonly number: bigint
  readonly kind: AttemptKind
  readonly body: KindPolicyBody
}

/** Nothing is in force before the first `refresh`; the default policy may change with the model. */
export const createInForce = (db: Database, defaultOf: () => KindPolicy): InForce => {
  let rules: readonly LiveRule[] = []
  let policies: ReadonlyMap<AttemptKind, PolicyInForce> = new Map()
  let [begun, shown] = [0, 0]
  return {
    rules: () => rules,
    policyOf: (kind) => policies.get(kind) ?? { number: null, policy: defaultOf() },
    refresh: async () => {
      const mine = ++begun
      const [ruleRows, policyRows] = await Promise.all([
        db.query<RuleText>(readRules),
        db.query<PolicyRow>(readPolicies),
      ])
      // An older reading that comes later than a newer one knows less.
      if (mine < shown) return
      shown = mine
      const known = new Map(rules.map((rule) => [rule.number, rule]))
      rules = ruleRows.map((row) => known.get(row.number) ?? makeLive(row, featureNames))
      policies = new Map(policyRows.map(({ number, kind, body }) => [kind, { number, policy: fromBody(body) }]))
    },
  }
}
