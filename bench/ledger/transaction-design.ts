import { openDatabase, type Tx } from '#platform/database'
import { ledgerNumber, sendCode } from './book.ts'
import type { OpenDesign } from './design.ts'
import type { Order } from './orders.ts'

interface AccountRow {
  id: string
  ledger: number
  flags: number
  debits_pending: bigint
  debits_posted: bigint
  credits_posted: bigint
}

interface TransferRow {
  debit_account: string
  credit_account: string
  amount: bigint
}

const lock = `select id, ledger, flags, debits_pending, debits_posted, credits_posted
  from plain.account where id in ($1, $2) order by id for update`

const insert = `insert into plain.transfer
    (id, debit_account, credit_account, amount, ledger, code, kind, booked_at, debit_balance, credit_balance)
  values ($1, $2, $3, $4, $5, $6, 0, $7, $8, $9) on conflict (id) do nothing returning 1`

const update = `update plain.account set debits_posted = debits_posted + case when id = $1 then $3::bigint else 0 end,
    credits_posted = credits_posted + case when id = $2 then $3::bigint else 0 end where id in ($1, $2)`

const checkSame = (row: TransferRow, { debit, credit, amount }: Order) => {
  if (row.debit_account !== debit || row.credit_account !== credit || row.amount !== amount)
    throw new Error('another transfer has this id')
}

const checkAccounts = (debit: AccountRow | undefined, credit: AccountRow | undefined, amount: bigint) => {
  if (!debit || !credit) throw new Error('no such account')
  if (debit.ledger !== credit.ledger) throw new Error('the accounts are of two ledgers')
  if ((debit.flags & 4) !== 0 || (credit.flags & 4) !== 0) throw new Error('an account is frozen')
  if ((debit.flags & 1) !== 0 && debit.debits_posted + debit.debits_pending + amount > debit.credits_posted)
    throw new Error('the account would be overdrawn')
  return { debit, credit }
}

const post = async (tx: Tx, order: Order): Promise<void> => {
  const rows = await tx.query<AccountRow>(lock, [order.debit, order.credit])
  const found = (id: string) => rows.find((row) => row.id === id)
  const { debit, credit } = checkAccounts(found(order.debit), found(order.credit), order.amount)
  const balances = [
    debit.credits_posted - debit.debits_posted - order.amount,
    credit.credits_posted - credit.debits_posted + order.amount,
  ]
  const { id, amount, bookedAt } = order
  const values = [id, order.debit, order.credit, amount, ledgerNumber, sendCode, bookedAt, ...balances]
  const inserted = await tx.query(insert, values)
  if (inserted.length === 0) {
    const [known] = await tx.query<TransferRow>('select * from plain.transfer where id = $1', [id])
    return checkSame(known, order)
  }
  await tx.query(update, [order.debit, order.credit, amount])
}

/** What is usually written first: a transaction from Node for each transfer, in five statements. */
export const openTransactions: OpenDesign = async (connection, connections) => {
  const db = openDatabase(connection, connections)
  return { send: (order) => db.transaction((tx) => post(tx, order)), close: () => db.close() }
}
