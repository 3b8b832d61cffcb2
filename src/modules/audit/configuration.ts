/** How the bank is set up, as a leaf whenever it starts in another way than before. */
import type { Database } from '#platform/database'
import { append, type Deed } from './append.ts'
import { canonicalOf, type Json } from './wire.ts'

const kind = 'configuration'

/** Answers whether it differs from what the log has last; settings only, never a secret. Of several servers that start at once one writes it. */
export const noteConfiguration = (db: Database, fields: Deed['fields']): Promise<boolean> =>
  db.transaction(async (tx) => {
    await tx.query("select pg_advisory_xact_lock(hashtext('audit configuration'))")
    const [last] = await tx.query<{ content: string }>(
      'select content from audit.sheaf where kind = $1 and content is not null order by id desc limit 1',
      [kind],
    )
    const known = last && canonicalOf(JSON.parse(last.content).fields as Json)
    if (known === canonicalOf(fields)) return false
    await append(tx, { kind, fields })
    return true
  })
