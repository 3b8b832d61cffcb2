/** Seals what a version before wrote in clear, some rows at a time, and empties the old columns when nobody needs them any more. */
import type { Database, Tx } from '#platform/database'
import type { RandomBytes } from '#platform/id'
import { hasOldServers } from '#platform/old-servers'
import { normalizePhone, type SealedField, type Sealing } from '#platform/sealing'
import { hashEmail } from './emails.ts'
import { sealWords } from './reading/words.ts'
import { personEmail, phoneNumber } from './sealed-fields.ts'

const rowsAtOnce = 200

interface Needs {
  readonly db: Database
  readonly sealing: Sealing
  readonly random: RandomBytes
}

interface InClear {
  readonly key: string
  readonly clear: string
}

/** One old column: which rows it is still alone in, and what they get in its place. */
interface OldColumn {
  readonly find: string
  readonly fill: string
  /** Of what an old server looks up: empties the old column where the new one is filled. */
  readonly empty?: string
  readonly seal: (needs: Needs, tx: Tx, row: InClear) => Promise<readonly [sealed: Buffer, beside: Buffer | string]>
}

/** Statements for a value that is found by its hash; `clear` is the column it stood in. */
const found = ({ table, key, keyType }: SealedField, clear: string, seal: OldColumn['seal']): OldColumn => ({
  find: `select ${key}::text as key, ${clear} as clear from ${table}
          where ${clear} is not null and ${clear}_sealed is null order by ${key} limit ${rowsAtOnce}`,
  fill: `update ${table} set ${clear}_sealed = given.sealed, ${clear}_hash = given.beside
           from unnest($1::text[], $2::text[], $3::bytea[], $4::bytea[]) as given (key, clear, sealed, beside)
          where ${key} = given.key::${keyType} and ${clear} = given.clear and ${clear}_sealed is null`,
  empty: `update ${table} set ${clear} = null where ${key} in
            (select ${key} from ${table} where ${clear} is not null and ${clear}_sealed is not null
              order by ${key} limit ${rowsAtOnce} for update skip locked) returning ${key}`,
  seal,
})

const emails = found(personEmail, 'email', async ({ sealing }, tx, { key, clear }) => [
  await sealing.seal(personEmail, key, clear),
  await hashEmail(tx, sealing, clear),
])

const phones = found(phoneNumber, 'number', async ({ sealing }, tx, { key, clear }) => [
  await sealing.seal(phoneNumber, key, clear),
  await sealing.hash(tx, 'phone', normalizePhone(clear)),
])

/** Nobody is found by the reason of a reading, so its words give way at once. */
const reasons: OldColumn = {
  find: `select seq::text as key, reason as clear from identity.reading
          where reason_sealed is null and reason <> '' order by seq limit ${rowsAtOnce}`,
  fill: `update identity.reading set reason_sealed = given.sealed, reason = given.beside
           from unnest($1::text[], $2::text[], $3::bytea[], $4::text[]) as given (key, clear, sealed, beside)
          where seq = given.key::bigint and reason = given.clear and reason_sealed is null`,
  seal: async ({ sealing, random }, _tx, { key, clear }) => {
    const { sealed, commitment } = await sealWords(sealing, random, key, clear)
    return [sealed, commitment]
  },
}

const columns = [emails, phones, reasons]

const fill = async (needs: Needs, column: OldColumn, onRows: (count: number) => void) => {
  while (true) {
    const rows = await needs.db.query<InClear>(column.find)
    if (rows.length === 0) return
    await needs.db.transaction(async (tx) => {
      const sealed = await Promise.all(rows.map((row) => column.seal(needs, tx, row)))
      await tx.query(column.fill, [
        rows.map(({ key }) => key),
        rows.map(({ clear }) => clear),
        sealed.map(([value]) => value),
        sealed.map(([, beside]) => beside),
      ])
    })
    onRows(rows.length)
  }
}

const countStatement = `
  select ((select count(*) from identity.person where email is not null) +
          (select count(*) from identity.phone where number is not null))::integer as found,
         (select count(*) from identity.reading where reason_sealed is null and reason <> '')::integer as kept`

/**
 * Seals every email, phone number and reason of a reading that stands in clear. The old columns are emptied only while no server of a version
 * before is connected, which would look for them; the next call goes on. Answers how many rows still stand in clear.
 */
export const sealOld = async (
  needs: Needs,
  report: (done: number, total: number) => void = () => {},
): Promise<number> => {
  const { db } = needs
  const count = async () => (await db.query<{ found: number; kept: number }>(countStatement))[0]
  const { found, kept } = await count()
  if (found + kept === 0) return 0
  let done = 0
  const onRows = (rows: number) => {
    done += rows
    report(done, 2 * found + kept)
  }
  for (const column of columns) await fill(needs, column, onRows)
  if (await hasOldServers(db)) return found
  for (const { empty } of columns)
    while (empty !== undefined) {
      const rows = await db.query(empty)
      if (rows.length === 0) break
      onRows(rows.length)
    }
  return (await count()).found
}
