/** A database that is one open transaction of another: whatever works on it is undone with that transaction. */
import type { Database, Tx } from '../database.ts'

async function* readRows<Row extends object>(
  tx: Tx,
  cursor: string,
  text: string,
  values: readonly unknown[],
  rowsAtOnce: number,
): AsyncGenerator<Row[]> {
  await tx.query(`declare ${cursor} no scroll cursor for ${text}`, values)
  while (true) {
    const rows = await tx.query<Row>(`fetch ${rowsAtOnce} from ${cursor}`)
    if (rows.length === 0) break
    yield rows
  }
  await tx.script(`close ${cursor}`)
}

/** Transactions on it become savepoints. Nobody may use it from two places at once. */
export const databaseWithin = (tx: Tx): Database => {
  let named = 0
  return {
    query: tx.query,
    quick: tx,
    transaction: async (work) => {
      const savepoint = `inner_${++named}`
      await tx.script(`savepoint ${savepoint}`)
      try {
        const answer = await work(tx)
        await tx.script(`release savepoint ${savepoint}`)
        return answer
      } catch (error) {
        await tx.script(`rollback to savepoint ${savepoint}`)
        throw error
      }
    },
    stream: (text, values, rowsAtOnce) => readRows(tx, `pages_${++named}`, text, values, rowsAtOnce),
    // The transaction is the instant; what reads it need not end it.
    snapshot: async () => ({
      query: tx.query,
      rows: (text, values, rowsAtOnce) => readRows(tx, `pages_${++named}`, text, values, rowsAtOnce),
      [Symbol.asyncDispose]: async () => {},
    }),
    close: async () => {},
  }
}
