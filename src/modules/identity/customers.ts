/** Customers as staff look them up. */
import type { Database } from '#platform/database'
import { normalizePhone, type Sealing } from '#platform/sealing'
import type { Opening } from './altered.ts'
import { hashesOfEmail } from './emails.ts'
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
    and ($2::text is null or position(lower($2) in lower(name)) > 0 or email_hash = any($4::bytea[]) or email = lower($2)
         or id in (select person from identity.phone where number_hash = any($5::bytea[]) or phone.number = $6))
  order by number desc limit $3`

/** A page of customers, newest first: by a part of the name, or by the whole email or phone number. */
export const listCustomers = async (
  db: Database,
  sealing: Opening & Pick<Sealing, 'hashes'>,
  { search, before, limit }: CustomerSearch,
): Promise<{ items: Person[]; next: string | null }> => {
  const size = limit === undefined ? pageLimit : Number(limit)
  // One more than asked for tells whether there is a next page.
  const phone = normalizePhone(search ?? '')
  const hashes = [await hashesOfEmail(sealing, search ?? ''), await sealing.hashes('phone', phone)]
  const values = [before ?? null, search ?? null, size + 1, ...hashes, phone]
  const rows = await db.query<PersonRow>(listStatement, values)
  const items = rows.slice(0, size)
  const people = await Promise.all(items.map((row) => toPerson(sealing, row)))
  return { items: people, next: rows.length > size ? String(items[size - 1].number) : null }
}

/** One customer, or null; staff are nobody here. */
export const findCustomer = async (db: Database, sealing: Opening, id: string): Promise<Person | null> => {
  const person = await findPerson(db, sealing, id)
  return person?.kind === 'customer' ? person : null
}
