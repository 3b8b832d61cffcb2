/** What two people sign here. Identity takes the signatures; it is told what they are over, and what waits. */
import type { ApprovalKind, Facts, Identity, WaitingApproval } from '#modules/identity'
import type { Query } from '#platform/database'
import { Refusal } from '#platform/refusal'
import { dayMs } from '#platform/time'
import { findChampion } from '../models/rows.ts'

/** What fraud needs of identity: signatures are taken there, and reading is written down there. */
export type FourEyes = Pick<Identity['approvals'], 'sign' | 'register'>
export type Readings = Identity['readings']

/** Where nobody is there to sign, as in a tool that only scores: nothing that takes two people can be done. */
export const nobodySigns: FourEyes = {
  register: () => {},
  sign: async () => {
    throw new Error('this fraud was built without anybody who could sign')
  },
}
export const nobodyReads: Readings = { demand: () => {}, note: async () => {} }

export const proposalKind = 'fraud.proposal'
export const promotionKind = 'fraud.promotion'

/** The first signature is good for a week. */
const goodForMs = 7 * dayMs

interface VersionRow {
  readonly name: string
  readonly rule: string | null
  readonly kind: string | null
  readonly words: string
}

const versionStatement = `
  select name, rule, null as kind, condition || ' → ' || effect as words from fraud.rule_version where number = $1 and $2 = 'rule'
  union all
  select kind, null, kind, body::text from fraud.policy_version where number = $1 and $2 = 'policy'`

const findVersion = async (db: Query, about: unknown, version: unknown): Promise<VersionRow> => {
  const isNumber = typeof version === 'string' && /^[1-9]\d{0,17}$/.test(version)
  const [row] = isNumber ? await db.query<VersionRow>(versionStatement, [version, about]) : []
  if (!row) throw new Refusal('no-such-version', 404, 'There is no such version.')
  return row
}

interface ProposalRow {
  readonly id: string
  readonly about: 'rule' | 'policy'
  readonly version: bigint
  readonly reason: string
  readonly asked_by: string
  readonly asked_at: Date
}

const proposalColumns = `id, case when rule is null then 'policy' else 'rule' end as about,
  coalesce(rule_version, policy_version) as version, reason, asked_by, asked_at`

const findProposal = async (db: Query, id: string): Promise<ProposalRow> => {
  const [row] = await db.query<ProposalRow>(`select ${proposalColumns} from fraud.proposal where id = $1`, [id])
  if (!row) throw new Refusal('no-such-proposal', 404, 'There is no such proposal.')
  return row
}

const factsOf = ({ words }: VersionRow, about: string, version: string, reason: string): Facts => ({
  content: { about, version, words, reason },
})

const termOf = ({ asked_by, asked_at, reason, id }: Omit<ProposalRow, 'about' | 'version'>) => ({
  id,
  askedBy: asked_by,
  askedAt: asked_at.toISOString(),
  endsAt: new Date(asked_at.getTime() + goodForMs).toISOString(),
  reason,
})

/** Of rules and policies: the words of the version are signed, not only its number. */
const ofProposals = (db: Query): ApprovalKind => ({
  kind: proposalKind,
  may: 'rules:set',
  goodForMs,
  facts: async (subject, asked) => {
    if ('version' in asked) {
      const version = await findVersion(db, asked.about, asked.version)
      return factsOf(version, String(asked.about), String(asked.version), String(asked.reason))
    }
    const row = await findProposal(db, subject)
    const version = await findVersion(db, row.about, row.version.toString())
    return factsOf(version, row.about, row.version.toString(), row.reason)
  },
  waiting: async () => {
    const rows = await db.query<ProposalRow>(
      `select ${proposalColumns} from fraud.proposal where outcome is null order by asked_at limit 200`,
    )
    return Promise.all(
      rows.map(async (row): Promise<WaitingApproval> => {
        const { name, rule, words } = await findVersion(db, row.about, row.version.toString())
        const lines = [
          { what: row.about, value: name },
          { what: 'in-force', value: words },
        ]
        return { ...termOf(row), lines, path: rule === null ? '/policy' : `/rules/${rule}` }
      }),
    )
  },
})

interface PromotionRow extends Omit<ProposalRow, 'about' | 'version'> {
  readonly model: string
  readonly champion: string
}

const ofPromotions = (db: Query): ApprovalKind => ({
  kind: promotionKind,
  may: 'models:manage',
  goodForMs,
  facts: async (subject, asked) => {
    if ('model' in asked) {
      const champion = (await findChampion(db))?.version ?? ''
      return { content: { model: String(asked.model), champion, reason: String(asked.reason) } }
    }
    const [row] = await db.query<PromotionRow>('select model, champion, reason from fraud.promotion where id = $1', [
      subject,
    ])
    if (!row) throw new Refusal('no-such-promotion', 404, 'There is no such promotion.')
    return { content: { model: row.model, champion: row.champion, reason: row.reason } }
  },
  waiting: async () => {
    const rows = await db.query<PromotionRow>(
      'select id, model, champion, reason, asked_by, asked_at from fraud.promotion where outcome is null',
    )
    return rows.map((row) => ({
      ...termOf(row),
      lines: [
        { what: 'model', value: row.model },
        { what: 'instead-of', value: row.champion },
      ],
      path: '/models',
    }))
  },
})

export const kindsOfFraud = (db: Query): readonly ApprovalKind[] => [ofProposals(db), ofPromotions(db)]
