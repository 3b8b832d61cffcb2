/** The lock of the whole book: a large batch and whoever moves the closed day hold it alone, everybody else who writes holds it together. */
import { isSqlError, type Query } from '#platform/database'
import { Refusal } from '#platform/refusal'

/** Batches that come while we wait stand behind us, so we do not wait for long. */
const patience = '2s'
const lockNotAvailable = '55P03'

/** Holds the book alone until the transaction ends: nothing is being booked. Throws books-busy where a batch does not end. */
export const holdBook = async (tx: Query): Promise<void> => {
  await tx.query(`select set_config('lock_timeout', $1, true)`, [patience])
  try {
    await tx.query('select pg_advisory_xact_lock(ledger.book_lock())')
  } catch (error) {
    if (isSqlError(error) && error.code === lockNotAvailable)
      throw new Refusal('books-busy', 503, 'A long booking is under way. Please try again in a moment.', 5)
    throw error
  }
}

/** Holds the book together with others until the transaction ends: no large batch is being booked. */
export const shareBook = async (tx: Query): Promise<void> => {
  await tx.query('select pg_advisory_xact_lock_shared(ledger.book_lock())')
}

/** The last day into which nothing books, as 2026-03-31, or null. */
export const closedThrough = async (db: Query): Promise<string | null> => {
  const [row] = await db.query<{ day: string | null }>(
    `select nullif(closed_through, '-infinity')::text as day from ledger.closing`,
  )
  return row?.day ?? null
}
