/** What a customer has set for what leaves their accounts, read without a lock at every payment: good for a first no. */
import type { Database } from '#platform/database'
import { createLookUp } from '#platform/look-up'
import { type LimitOf, lookUpIn } from './limits/limits.ts'
import { type LimitRow, limitColumns } from './limits/rows.ts'

export interface Restraints {
  readonly isHalted: boolean
  /** Null where this person has no limit. */
  readonly limitOf: LimitOf | null
}

type Row = { readonly owner: string; readonly since: Date | null } & (LimitRow | Record<keyof LimitRow, null>)

const statement = `
  select owner, since, ${limitColumns}
    from unnest($1::uuid[]) as asked (owner)
    left join products.halt using (owner) left join products.payment_limit using (owner)
   where since is not null or kind is not null`

const free: Restraints = { isHalted: false, limitOf: null }

const toRestraints = (rows: readonly Row[]): Restraints => {
  const limits = rows.filter((row): row is Row & LimitRow => row.kind !== null)
  return { isHalted: rows.some(({ since }) => since !== null), limitOf: limits.length === 0 ? null : lookUpIn(limits) }
}

export const createRestraintsOf = (db: Database): ((owner: string) => Promise<Restraints>) => {
  const found = createLookUp(async (owners) => {
    const rows = await db.quick.query<Row>(statement, [owners])
    const byOwner = Map.groupBy(rows, ({ owner }) => owner)
    return new Map([...byOwner].map(([owner, theirs]) => [owner, toRestraints(theirs)]))
  })
  return async (owner) => (await found.one(owner)) ?? free
}
