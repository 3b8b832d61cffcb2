/** Customers as OpenID Connect sees them. */
import type { FindAccount } from 'oidc-provider'
import type { Query } from '#platform/database'
import { findWho } from '../people.ts'

/** Customers alone; nobody acts for staff. */
export const createFindAccount =
  (db: Query): FindAccount =>
  async (_ctx, id) => {
    const person = await findWho(db, id)
    if (person?.kind !== 'customer') return undefined
    return { accountId: id, claims: async () => ({ sub: id, name: person.name }) }
  }
