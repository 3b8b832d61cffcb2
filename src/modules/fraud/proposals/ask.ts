/** Somebody proposes that a version of a rule or a policy take effect. */
import type { Database, Query } from '#platform/database'
import { Refusal } from '#platform/refusal'
import type { Clock } from '#platform/time'
import type { AttemptKind } from '../attempt.ts'
import { type ProposalRow, proposalColumns, takeTurn } from './rows.ts'

export interface ProposalAsked {
  readonly id: string
  readonly about: 'rule' | 'policy'
  /** The number of the version. */
  readonly version: bigint
  readonly reason: string
  readonly person: string
}

/** A version, and what a back-test of it is about. */
interface Subject {
  readonly rule: string | null
  readonly kind: AttemptKind | null
  readonly subject: object
}

const subjectOf = `
  select rule, null as kind, jsonb_build_object('condition', condition, 'effect', effect) as subject
    from fraud.rule_version where number = $1 and $2 = 'rule'
  union all
  select null, kind, jsonb_build_object('kind', kind, 'policy', body) from fraud.policy_version where number = $1 and $2 = 'policy'`

const findSubject = async (tx: Query, { version, about }: ProposalAsked): Promise<Subject> => {
  const [found] = await tx.query<Subject>(subjectOf, [version, about])
  if (!found) throw new Refusal('no-such-version', 404, 'There is no such version.')
  return found
}

const checkIsTried = async (tx: Query, { subject }: Subject) => {
  const found = await tx.query(`select from fraud.back_test where state = 'done' and subject = $1::jsonb limit 1`, [
    JSON.stringify(subject),
  ])
  if (found.length === 0)
    throw new Refusal(
      'not-back-tested',
      422,
      'Try this version on history first, so that the second person sees what it does.',
    )
}

const checkNothingStands = async (tx: Query, { rule, kind }: Subject, { version }: ProposalAsked) => {
  const standing = await tx.query<ProposalRow>(
    `select ${proposalColumns} from fraud.proposal
     where (rule = $1 or kind = $2) and (outcome is null or outcome = 'granted' and until_at is null)`,
    [rule, kind],
  )
  if (standing.some(({ outcome }) => outcome === null))
    throw new Refusal('proposal-waits', 409, 'Another proposal about this waits for a second person.')
  if (standing.some((row) => (row.rule_version ?? row.policy_version) === version))
    throw new Refusal('already-in-force', 409, 'This version is in force already.')
}

export const findProposal = async (tx: Query, id: string): Promise<ProposalRow | undefined> => {
  const [row] = await tx.query<ProposalRow>(`select ${proposalColumns} from fraud.proposal where id = $1`, [id])
  return row
}

const checkIsSame = (known: ProposalRow, { about, version, reason, person }: ProposalAsked): ProposalRow => {
  const isSame = (about === 'rule' ? known.rule_version : known.policy_version) === version
  if (isSame && known.reason === reason && known.asked_by === person) return known
  throw new Refusal('id-taken', 409, 'Another proposal was made under this id.')
}

/** Throws no-such-version, not-back-tested, proposal-waits, already-in-force or id-taken. */
export const createPropose =
  (db: Database, clock: Clock) =>
  async (asked: ProposalAsked): Promise<ProposalRow> =>
    db.transaction(async (tx) => {
      await takeTurn(tx)
      const known = await findProposal(tx, asked.id)
      if (known) return checkIsSame(known, asked)
      const subject = await findSubject(tx, asked)
      await checkNothingStands(tx, subject, asked)
      await checkIsTried(tx, subject)
      const isRule = asked.about === 'rule'
      const [row] = await tx.query<ProposalRow>(
        `insert into fraud.proposal (id, rule, rule_version, kind, policy_version, reason, asked_by, asked_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) returning ${proposalColumns}`,
        [
          asked.id,
          subject.rule,
          isRule ? asked.version : null,
          subject.kind,
          isRule ? null : asked.version,
          asked.reason,
          asked.person,
          clock(),
        ],
      )
      return row
    })
