/** The customers of the benchmark, what they have paid so far, and the attempts that they make. */
import type { Attempt } from '#modules/fraud'
import type { Database } from '#platform/database'
import { dayMs } from '#platform/time'
import { accountId, type Order } from '../ledger/orders.ts'

export interface WorldSize {
  readonly customers: number
  /** Payments that each of them has made. */
  readonly payments: number
}

const placesOf = 500
const categories = 20
const customersOfNetwork = 5
const firstCustomer = accountId(0).slice(0, -12)

const indexOf = (account: string): number => Number.parseInt(account.slice(-12), 16)

/** A person's id is its account's with another beginning. */
const personOf = (account: string): string => `01a0${account.slice(4)}`

const contextOf = (index: number) => ({
  device: `device ${index}`,
  network: `network ${Math.floor(index / customersOfNetwork)}`,
  place: `12.${100 + (index % placesOf)},77.6`,
  category: `category ${index % categories}`,
})

/** An order of the load as fraud is told of it. */
export const attemptOf = ({ id, debit, credit, amount, bookedAt }: Order): Attempt => {
  const payer = indexOf(debit)
  const openedAt = new Date(bookedAt.getTime() - 900 * dayMs)
  return {
    payment: id,
    kind: 'send',
    payer: {
      id: debit,
      owner: personOf(debit),
      openedAt,
      available: 500_000n,
      credentialChangedAt: null,
    },
    payee: { id: credit, owner: personOf(credit), openedAt },
    money: { currency: 'INR', minor: amount * 1_000n },
    context: contextOf(payer),
    at: bookedAt,
  }
}

const idSql = (index: string) => `'${firstCustomer}' || lpad(to_hex(${index}), 12, '0')`
const personSql = (index: string) => `overlay(${idSql(index)} placing '01a0' from 1 for 4)`

/**
 * Writes the history into the log alone: each customer pays four others in turn, every two days. Decisions of that time are
 * not read by anybody here.
 */
const history = `
  insert into fraud.change (what, body)
  select 'attempt', json_build_object('isFirst', turn <= 4, 'isSettled', true, 'movement', json_build_object(
    'kind', 'send', 'payer', ${idSql('payer')}, 'payee', ${idSql('payee')},
    'owner', ${personSql('payer')}, 'payeeOwner', ${personSql('payee')}, 'currency', 'INR',
    'minor', 1000 * (1 + (payer * 7919 + turn * 104729) % 100),
    'atMs', $3::bigint - ($2::bigint - turn + 1) * 172800000 + (payer * 7907) % 43200000,
    'context', json_build_object('device', 'device ' || payer, 'network', 'network ' || payer / ${customersOfNetwork},
      'place', '12.' || (100 + payer % ${placesOf}) || ',77.6', 'category', 'category ' || payer % ${categories})))
  from generate_series(1, $2::bigint) as turn, generate_series(0, $1::bigint - 1) as payer,
    lateral (select (payer + 1 + (payer * 31 + turn % 4 * 977) % ($1::bigint - 1)) % $1::bigint as payee) as other
  order by turn, payer`

/** Writes what was paid before `nowMs`. */
export const writeHistory = async (db: Database, { customers, payments }: WorldSize, nowMs: number): Promise<void> => {
  await db.query(history, [customers, payments, nowMs])
  await db.query('vacuum (freeze, analyze) fraud.change')
}
