/** Customers as staff look them up. */
import type { Database } from '#platform/database'
import { findPerson, toPerson } from './people.ts'
import { type PersonRow, selectPerson } from './tables.ts'
import type { Person } from './wire.ts'

const pageLimit = 50

export interface CustomerSearch {
  readonly search?: string
  /** Cursor of an earlier page. */
  readonly before?: string
  readonly limit?: string
}

const listStatement = `${selectPerson}
  where kind = 'customer'
    and ($1::bigint is null or number < $1)
    and ($2::text is null or position(lower($2) in lower(name)) > 0 or position(lower($2) in email) > 0)
  order by number desc limit $3`

/** A page of customers, newest first. */
export const listCustomers = async (
  db: Database,
  { search, before, limit }: CustomerSearch,
): Promise<{ items: Person[]; next: string | null }> => {
  const size = limit === undefined ? pageLimit : Number(limit)
  // One more than asked for tells whether there is a next page.
  const rows = await db.query<PersonRow>(listStatement, [before ?? null, search ?? null, size + 1])
  const items = rows.slice(0, size)
  return { items: items.map(toPerson), next: rows.length > size ? String(items[size - 1].number) : null }
}

/** One customer, or null; staff are nobody here. */
export const findCustomer = async (db: Database, id: string): Promise<Person | null> => {
  const person = await findPerson(db, id)
  return person?.kind === 'customer' ? person : null
}
