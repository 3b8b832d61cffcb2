/** Seals what a version before wrote in clear, some rows at a time, and empties the old columns when nobody needs them any more. */
import type { Database } from '#platform/database'
import { hasOldServers } from '#platform/old-servers'
import { normalizePhone, type Sealing } from '#platform/sealing'
import { hashEmail } from './emails.ts'
import { personEmail, phoneNumber } from './sealed-fields.ts'

const rowsAtOnce = 200

interface InClear {
  readonly key: string
  readonly clear: string
}

/** One old column: which rows it is still alone in, and what they get. */
interface OldColumn {
  readonly find: string
  readonly fill: string
  readonly empty: string
  readonly seal: (sealing: Sealing, row: InClear) => Promise<readonly [sealed: Buffer, hash: Buffer]>
}

const emails: OldColumn = {
  find: `select id::text as key, email as clear from identity.person
          where email is not null and email_sealed is null order by id limit ${rowsAtOnce}`,
  fill: `update identity.person set email_sealed = given.sealed, email_hash = given.hash
           from unnest($1::text[], $2::text[], $3::bytea[], $4::bytea[]) as given (key, clear, sealed, hash)
          where id = given.key::uuid and email = given.clear and email_sealed is null`,
  empty: `update identity.person set email = null where id in
            (select id from identity.person where email is not null and email_sealed is not null
              order by id limit ${rowsAtOnce} for update skip locked) returning id`,
  seal: async (sealing, { key, clear }) => [
    await sealing.seal(personEmail, key, clear),
    await hashEmail(sealing, clear),
  ],
}

const phones: OldColumn = {
  find: `select seq::text as key, number as clear from identity.phone
          where number is not null and number_sealed is null order by seq limit ${rowsAtOnce}`,
  fill: `update identity.phone set number_sealed = given.sealed, number_hash = given.hash
           from unnest($1::text[], $2::text[], $3::bytea[], $4::bytea[]) as given (key, clear, sealed, hash)
          where seq = given.key::bigint and number = given.clear and number_sealed is null`,
  empty: `update identity.phone set number = null where seq in
            (select seq from identity.phone where number is not null and number_sealed is not null
              order by seq limit ${rowsAtOnce} for update skip locked) returning seq`,
  seal: async (sealing, { key, clear }) => [
    await sealing.seal(phoneNumber, key, clear),
    await sealing.hash('phone', normalizePhone(clear)),
  ],
}

const columns = [emails, phones]

const fill = async (db: Database, sealing: Sealing, column: OldColumn, onRows: (count: number) => void) => {
  while (true) {
    const rows = await db.query<InClear>(column.find)
    if (rows.length === 0) return
    const sealed = await Promise.all(rows.map((row) => column.seal(sealing, row)))
    await db.query(column.fill, [
      rows.map(({ key }) => key),
      rows.map(({ clear }) => clear),
      sealed.map(([value]) => value),
      sealed.map(([, hash]) => hash),
    ])
    onRows(rows.length)
  }
}

const countStatement = `
  select ((select count(*) from identity.person where email is not null) +
          (select count(*) from identity.phone where number is not null))::integer as count`

/**
 * Seals every email and phone number that stands in clear. The old columns are emptied only while no server of a version
 * before is connected, which would look for them; the next call goes on. Answers how many rows still stand in clear.
 */
export const sealOld = async (
  db: Database,
  sealing: Sealing,
  report: (done: number, total: number) => void = () => {},
): Promise<number> => {
  const count = async () => (await db.query<{ count: number }>(countStatement))[0].count
  const total = await count()
  if (total === 0) return 0
  let done = 0
  const onRows = (rows: number) => {
    done += rows
    report(done, 2 * total)
  }
  for (const column of columns) await fill(db, sealing, column, onRows)
  if (await hasOldServers(db)) return total
  for (const { empty } of columns)
    for (let rows = await db.query(empty); rows.length > 0; rows = await db.query(empty)) onRows(rows.length)
  return count()
}
