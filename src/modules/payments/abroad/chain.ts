/**
 * How a payment abroad stands in the book. What leaves the payer goes to the account of payments abroad in their currency, and in the same
 * chain from there through the rate accounts into that of the other currency, and the fee to the fees. All of it is booked or none.
 */
import { createHash } from 'node:crypto'
import { houseAccount, type Transfer, transferCode } from '#modules/ledger'
import { uuidv8 } from '#platform/id'
import { currencies, type Money } from '#platform/money'
import type { NewPayment } from '../step.ts'

/** The amounts of a payment's foreign side. */
export interface Amounts {
  readonly direction: 'out' | 'in'
  readonly exchanged: Money
  readonly fee: bigint
  readonly arrives: Money
}

export type Leg = 'exchange-in' | 'exchange-out' | 'fee' | 'correspondent'

/** The same for the same payment, so that a leg takes effect once. */
export const legId = (payment: string, leg: string): string =>
  uuidv8(createHash('sha256').update(`abroad ${leg} ${payment}`).digest())

interface Move {
  readonly leg: Leg
  readonly debit: string
  readonly credit: string
  readonly money: Money
  readonly code: number
}

const exchangeOf = ({ exchanged, arrives }: Amounts): Move[] =>
  exchanged.currency === arrives.currency
    ? []
    : [
        {
          leg: 'exchange-in',
          debit: houseAccount('abroad', exchanged.currency),
          credit: houseAccount('exchange', exchanged.currency),
          money: exchanged,
          code: transferCode.exchange,
        },
        {
          leg: 'exchange-out',
          debit: houseAccount('exchange', arrives.currency),
          credit: houseAccount('abroad', arrives.currency),
          money: arrives,
          code: transferCode.exchange,
        },
      ]

const feeOf = ({ exchanged: { currency }, fee }: Amounts): Move[] =>
  fee === 0n
    ? []
    : [
        {
          leg: 'fee',
          debit: houseAccount('abroad', currency),
          credit: houseAccount('fees', currency),
          money: { currency, minor: fee },
          code: transferCode.fee,
        },
      ]

/** Between us and the bank that carries it out, or that brought it. */
const withCorrespondent = ({ direction, arrives }: Amounts): Move => {
  const [ours, theirs] = [houseAccount('abroad', arrives.currency), houseAccount('correspondent', arrives.currency)]
  const [debit, credit] = direction === 'out' ? [ours, theirs] : [theirs, ours]
  return { leg: 'correspondent', debit, credit, money: arrives, code: transferCode.send }
}

const toTransfer = (payment: string, { leg, money, ...move }: Move, bookedAt: Date): Transfer => ({
  kind: 'posted',
  id: legId(payment, leg),
  debit: move.debit,
  credit: move.credit,
  amount: money.minor,
  ledger: currencies[money.currency].ledger,
  code: move.code,
  bookedAt,
})

const movesOf = (amounts: Amounts): Move[] => [...exchangeOf(amounts), ...feeOf(amounts)]

/** The transfers that go with the one that settles the payment. */
export const chainOf = (payment: string, main: Transfer, amounts: Amounts, at: Date): Transfer[] =>
  amounts.direction === 'in'
    ? [toTransfer(payment, withCorrespondent(amounts), at), main]
    : [main, ...movesOf(amounts).map((move) => toTransfer(payment, move, at))]

/** The bank abroad has it: what we owed on its way is now taken from our account there. */
export const acceptedTransfer = (payment: string, amounts: Amounts, at: Date): Transfer =>
  toTransfer(payment, withCorrespondent(amounts), at)

/** Everything undone, last first: what was exchanged at the rate at which it was, and the fee. `main` is the transfer that settled it. */
export const returnChain = (payment: NewPayment, main: string, amounts: Amounts, at: Date): Transfer[] => {
  const legs = movesOf(amounts).map(({ leg }) => legId(payment.id, leg))
  return [main, ...legs]
    .reverse()
    .map((reverses) => ({ kind: 'reverse', id: legId(reverses, 'return'), reverses, bookedAt: at }))
}
