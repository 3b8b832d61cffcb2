/** Takes a rule out of force. One person can: what stops customers must be stoppable at once. */
import type { Database } from '#platform/database'
import { Refusal } from '#platform/refusal'
import type { Clock } from '#platform/time'
import { takeTurn } from '../proposals/rows.ts'
import { findRule } from './find.ts'
import type { RuleState } from './rows.ts'

export interface Disabling {
  readonly rule: string
  readonly person: string
  readonly note: string
}

/** Throws no-such-rule or rule-not-in-force. */
export const createDisableRule =
  (db: Database, clock: Clock) =>
  async ({ rule, person, note }: Disabling): Promise<RuleState> =>
    db.transaction(async (tx) => {
      await takeTurn(tx)
      const { granted } = await findRule(tx, rule)
      if (!granted) throw new Refusal('rule-not-in-force', 409, 'This rule is not in force.')
      await tx.query('update fraud.proposal set until_at = $2, until_by = $3, until_note = $4 where id = $1', [
        granted.id,
        clock(),
        person,
        note,
      ])
      return findRule(tx, rule)
    })
