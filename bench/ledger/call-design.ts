import { openDatabase } from '#platform/database'
import { ledgerNumber, sendCode } from './book.ts'
import type { OpenDesign } from './design.ts'

const call = 'select plain.post($1, $2, $3, $4, $5, $6, $7) as code'

/** One call of a prepared SQL function for each transfer, each its own transaction. */
export const openCalls: OpenDesign = async (connection, connections) => {
  const db = openDatabase(connection, connections)
  return {
    send: async ({ id, debit, credit, amount, bookedAt }) => {
      const values = [id, debit, credit, amount, ledgerNumber, sendCode, bookedAt]
      const [{ code }] = await db.query<{ code: number }>(call, values)
      if (code !== 0) throw new Error(`the function answered ${code}`)
    },
    close: () => db.close(),
  }
}
