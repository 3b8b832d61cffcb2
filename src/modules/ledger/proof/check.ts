/** What a check of the proof is: one look over the books that holds them to a rule. */
import type { Tx } from '#platform/database'
import type { Proof } from '../wire.ts'

export type Breach = NonNullable<Proof['breach']>

export interface Check {
  /** What it looks at, in a few words. */
  readonly name: string
  /** Answers the first offender in the order of the book, null where the books hold. */
  readonly find: (tx: Tx) => Promise<Breach | null>
}

/** A check of one rule by one statement, which answers rows (offender, detail), the first offender first. */
export const ruleBySql = (name: string, rule: string, sql: string): Check => ({
  name,
  find: async (tx) => {
    const [found] = await tx.query<{ offender: string; detail: string }>(sql)
    return found ? { rule, ...found } : null
  },
})
