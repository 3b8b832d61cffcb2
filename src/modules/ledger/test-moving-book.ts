/** A ledger for tests in which time passes: customers' accounts of rupees, and transfers between them. */
import { randomUUID } from 'node:crypto'
import { type Database, openDatabase } from '#platform/database'
import { testDatabase } from '#testing/cluster'
import { accountFlag, createLedger, createPeriods, houseAccount, type Transfer } from './index.ts'
import { nobodySigns } from './periods/sign.ts'
import type { EndingTransfer, MovingTransfer } from './transfer.ts'

const rupees = 356
const code = 1

/** What a test may say of a transfer beyond its accounts and its amount. */
type More = Partial<MovingTransfer>

const start = Date.UTC(2026, 2, 2, 9)

/** Opens a book with accounts that were given so much each; the clock stands on 2 March 2026, 09:00 UTC, until `pass`. */
export const movingBook = async (...funds: bigint[]) => {
  const connection = await testDatabase()
  const open: Database[] = []
  const connect = () => {
    const db = openDatabase(connection, 8)
    open.push(db)
    return db
  }
  const db = connect()
  let nowMs = start
  const clock = () => new Date(nowMs)
  const ledger = createLedger(db, clock)
  await ledger.open()
  const accounts = funds.map(() => randomUUID())
  const flags = accountFlag.debitsMustNotExceedCredits
  await ledger.createAccounts(
    db,
    accounts.map((id) => ({ id, ledger: rupees, code: 2010, flags })),
    clock(),
  )
  const move = (debit: string, credit: string, amount: bigint, more: More = {}): MovingTransfer => ({
    kind: 'posted',
    id: randomUUID(),
    debit,
    credit,
    amount,
    ledger: rupees,
    code,
    bookedAt: clock(),
    ...more,
  })
  const create = (...transfers: Transfer[]) => ledger.createTransfers(db, transfers)
  const opening = houseAccount('opening', 'INR')
  await create(...accounts.flatMap((id, index) => (funds[index] > 0n ? [move(opening, id, funds[index])] : [])))
  return {
    db,
    ledger,
    clock,
    accounts,
    opening,
    move,
    create,
    periods: createPeriods({ db, clock, namesOf: async () => new Map(), approvals: nobodySigns }),
    /** A hold that ends by itself after so many seconds. */
    hold: (debit: string, credit: string, amount: bigint, timeoutSeconds: number) =>
      move(debit, credit, amount, { kind: 'pending', timeoutSeconds }),
    end: (kind: EndingTransfer['kind'], pending: string): EndingTransfer => ({
      kind,
      id: randomUUID(),
      pending,
      bookedAt: clock(),
    }),
    onHold: async (id: string) => (await ledger.balances([id])).get(id)?.onHold,
    balance: async (id: string) => (await ledger.balances([id])).get(id)?.balance,
    pass: (ms: number) => {
      nowMs += ms
    },
    /** Another pool on the same database, as a second process has it. */
    connect,
    [Symbol.asyncDispose]: async () => {
      await Promise.all(open.map((one) => one.close()))
    },
  }
}
