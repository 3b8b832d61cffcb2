/** A small bank's books, with a history in the log and a witness's copy of its last checkpoint. */
import { createHash } from 'node:crypto'
import { type Connection, openDatabase } from '#platform/database'
import { uuidv7 } from '#platform/id'
import { type Books, migrateBank, openBooks } from '../../app.ts'

const accounts = 20
const transfers = 600
const batch = 100
const began = Date.UTC(2026, 0, 5, 9)
const rupees = 356

const idOf = (number: number) => uuidv7(began + number, createHash('sha256').update(`tamper ${number}`).digest())

/** Opens the books of a database, and whatever they need. */
export const openBooksOn = async (connection: Connection): Promise<Books> => {
  const db = openDatabase(connection, 3)
  await migrateBank(db)
  return openBooks(db, () => new Date(began + 3_600_000), 'the secret of a demonstration, long enough')
}

/** Writes the history: everybody pays everybody, and the log is extended after every two hundred transfers. */
export const writeHistory = async ({ db, ledger, audit }: Books): Promise<void> => {
  const ids = Array.from({ length: accounts }, (_, number) => idOf(1_000_000 + number))
  const at = new Date(began)
  await db.transaction((tx) =>
    ledger.createAccounts(
      tx,
      ids.map((id) => ({ id, ledger: rupees, code: 2010, flags: 0 })),
      at,
    ),
  )
  for (let from = 0; from < transfers; from += batch) {
    const items = Array.from({ length: batch }, (_, index) => {
      const number = from + index
      const debit = number % accounts
      const credit = (debit + 1 + (number % (accounts - 1))) % accounts
      return {
        kind: 'posted',
        id: idOf(number),
        debit: ids[debit],
        credit: ids[credit],
        amount: BigInt(100 + number),
        ledger: rupees,
        code: 3,
        bookedAt: at,
      } as const
    })
    const results = await db.transaction((tx) => ledger.createTransfers(tx, items))
    if (results.some((result) => result !== 'ok'))
      throw new Error(`the history was answered ${results.find((each) => each !== 'ok')}`)
    if ((from / batch) % 2 === 1) await audit.sequence()
  }
  await audit.sequence()
}
