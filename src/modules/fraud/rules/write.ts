/** Writes a version of a rule down. It changes nothing until two people put it in force. */
import type { Database, Query } from '#platform/database'
import { Refusal } from '#platform/refusal'
import type { Clock } from '#platform/time'
import { featureNames } from '../features/catalog.ts'
import type { RuleEffect } from '../wire.ts'
import { mostWritten } from './find.ts'
import { parseCondition } from './language/parse.ts'
import { printCondition } from './language/print.ts'
import { RuleError } from './language/rule-error.ts'
import { type RuleVersionRow, ruleVersionColumns } from './rows.ts'

export interface RuleDraft {
  readonly rule: string
  /** One more than the last one. */
  readonly version: number
  readonly name: string
  readonly condition: string
  readonly effect: RuleEffect
  readonly note: string
  readonly person: string
}

/** The condition in its plain form. Throws rule-not-understood. */
const plain = (condition: string): string => {
  try {
    return printCondition(parseCondition(condition, featureNames))
  } catch (error) {
    if (!(error instanceof RuleError)) throw error
    throw new Refusal('rule-not-understood', 422, error.message)
  }
}

const movedOn = () =>
  new Refusal('rule-has-moved-on', 409, 'Somebody else has written this version. Look at it and write the next one.')

const checkRoom = async (tx: Query, { version }: RuleDraft) => {
  if (version > 1) return
  const [{ count }] = await tx.query<{ count: number }>(
    'select count(distinct rule)::integer as count from fraud.rule_version',
  )
  if (count >= mostWritten)
    throw new Refusal('too-many-rules', 422, `There are ${mostWritten} rules. Change one of them.`)
}

const isSame = (row: RuleVersionRow, { name, condition, effect, note, person }: RuleDraft): boolean =>
  row.name === name &&
  row.condition === condition &&
  row.effect === effect &&
  row.note === note &&
  row.written_by === person

/** The same version again in the same words is answered as it is. Throws rule-not-understood, rule-has-moved-on or too-many-rules. */
export const createWriteRule =
  (db: Database, clock: Clock) =>
  async (given: RuleDraft): Promise<RuleVersionRow> => {
    const draft = { ...given, condition: plain(given.condition) }
    return db.transaction(async (tx) => {
      const known = await tx.query<RuleVersionRow>(
        `select ${ruleVersionColumns} from fraud.rule_version where rule = $1 order by rule_version.version desc`,
        [draft.rule],
      )
      const same = known.find(({ version }) => version === draft.version)
      if (same && isSame(same, draft)) return same
      if (draft.version !== (known[0]?.version ?? 0) + 1) throw movedOn()
      await checkRoom(tx, draft)
      const { rule, version, name, condition, effect, note, person } = draft
      const [row] = await tx.query<RuleVersionRow>(
        `insert into fraud.rule_version (rule, version, name, condition, effect, note, written_by, written_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (rule, version) do nothing returning ${ruleVersionColumns}`,
        [rule, version, name, condition, effect, note, person, clock()],
      )
      if (!row) throw movedOn()
      return row
    })
  }
