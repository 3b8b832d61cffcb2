/** Policies of staff: one for each kind of payment, written in versions, tried on history, put in force by two people. */
import type { Database } from '#platform/database'
import type { Http } from '#platform/http'
import type { Clock } from '#platform/time'
import type { AttemptKind } from '../attempt.ts'
import type { InForce, PolicyInForce } from '../in-force.ts'
import type { NamesOf } from '../models/models.ts'
import { type ProposalRow, proposalColumns } from '../proposals/rows.ts'
import { kinds } from '../rules/language/condition.ts'
import type { KindPolicyBody } from '../wire.ts'
import { addPolicyRoutes } from './routes.ts'

export interface PolicyVersionRow {
  readonly number: bigint
  readonly kind: AttemptKind
  readonly body: KindPolicyBody
  readonly note: string
  readonly written_by: string
  readonly written_at: Date
}

export interface PolicyDraft {
  readonly kind: AttemptKind
  readonly policy: KindPolicyBody
  readonly note: string
  readonly person: string
}

/** A kind of payment with what decides it now, the last version that was written, and what waits. */
export interface PolicyState {
  readonly kind: AttemptKind
  readonly inForce: PolicyInForce
  readonly since: ProposalRow | null
  readonly latest: PolicyVersionRow | null
  readonly waiting: ProposalRow | null
}

export interface PoliciesNeeds {
  readonly db: Database
  readonly clock: Clock
  readonly inForce: InForce
  readonly namesOf?: NamesOf
}

const columns = 'number, kind, body, note, written_by, written_at'

/** The last version of its kind in the same words by the same person is answered as it is. */
const createWrite =
  (db: Database, clock: Clock) =>
  async ({ kind, policy, note, person }: PolicyDraft): Promise<PolicyVersionRow> =>
    db.transaction(async (tx) => {
      const words = JSON.stringify(policy)
      // Two that are sent at once, for instance a request and its repeat, come one after the other.
      await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`policy of ${kind}`])
      const [same] = await tx.query<PolicyVersionRow>(
        `select ${columns} from fraud.policy_version
         where number = (select max(number) from fraud.policy_version where kind = $1)
           and body = $2::jsonb and note = $3 and written_by = $4`,
        [kind, words, note, person],
      )
      if (same) return same
      const [row] = await tx.query<PolicyVersionRow>(
        `insert into fraud.policy_version (kind, body, note, written_by, written_at) values ($1, $2, $3, $4, $5) returning ${columns}`,
        [kind, words, note, person, clock()],
      )
      return row
    })

const find = async (db: Database, inForce: InForce): Promise<PolicyState[]> => {
  const [latest, proposals] = await Promise.all([
    db.query<PolicyVersionRow>(
      `select distinct on (kind) ${columns} from fraud.policy_version order by kind, policy_version.number desc`,
    ),
    db.query<ProposalRow>(
      `select ${proposalColumns} from fraud.proposal
       where kind is not null and (outcome is null or outcome = 'granted' and until_at is null)`,
    ),
  ])
  const of = (kind: AttemptKind, isWaiting: boolean) =>
    proposals.find((row) => row.kind === kind && (row.outcome === null) === isWaiting) ?? null
  return kinds.map((kind) => ({
    kind,
    inForce: inForce.policyOf(kind),
    since: of(kind, false),
    latest: latest.find((row) => row.kind === kind) ?? null,
    waiting: of(kind, true),
  }))
}

const usesOf = ({ db, clock, inForce }: PoliciesNeeds) => ({
  write: createWrite(db, clock),
  find: () => find(db, inForce),
  /** What was proposed for a kind, newest first. */
  history: (kind: AttemptKind) =>
    db.query<ProposalRow>(`select ${proposalColumns} from fraud.proposal where kind = $1 order by seq desc limit 50`, [
      kind,
    ]),
  /** A version by its number. */
  version: async (number: bigint): Promise<PolicyVersionRow | null> => {
    const [row] = await db.query<PolicyVersionRow>(`select ${columns} from fraud.policy_version where number = $1`, [
      number,
    ])
    return row ?? null
  },
})

export type PolicyUses = ReturnType<typeof usesOf>

export interface Policies extends PolicyUses {
  routes(http: Http): void
}

export const createPolicies = (needs: PoliciesNeeds): Policies => {
  const uses = usesOf(needs)
  const namesOf = needs.namesOf ?? (async () => new Map())
  return { ...uses, routes: (http) => addPolicyRoutes(http, namesOf, uses) }
}
