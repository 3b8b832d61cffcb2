/** A fee goes the way of its payment: posted, set aside and given back with it, in one chain of the book. */
import { createHash } from 'node:crypto'
import { houseAccount, type Transfer, transferCode } from '#modules/ledger'
import { uuidv8 } from '#platform/id'
import { currencies } from '#platform/money'
import type { NewPayment } from '../step.ts'

const idOf = (what: string, payment: string) => uuidv8(createHash('sha256').update(`${what} ${payment}`).digest())

/** The transfer that moves a fee from an account to the house. */
export const feeTransfer = (
  payment: Pick<NewPayment, 'id' | 'currency'>,
  account: string,
  minor: bigint,
  kind: 'posted' | 'pending',
  at: Date,
): Transfer => ({
  kind,
  id: idOf('fee', payment.id),
  debit: account,
  credit: houseAccount('fees', payment.currency),
  amount: minor,
  ledger: currencies[payment.currency].ledger,
  code: transferCode.fee,
  bookedAt: at,
})

const beside = (transfer: Transfer, payment: NewPayment, fee: bigint): Transfer | null => {
  const { from_product: payer } = payment
  if (payer === null) return null
  if ((transfer.kind === 'posted' || transfer.kind === 'pending') && transfer.id === payment.id)
    return feeTransfer(payment, payer, fee, transfer.kind, transfer.bookedAt)
  if ((transfer.kind === 'post' || transfer.kind === 'void') && transfer.pending === payment.id)
    return {
      kind: transfer.kind,
      id: idOf(`${transfer.kind} fee`, payment.id),
      pending: idOf('fee', payment.id),
      bookedAt: transfer.bookedAt,
    }
  return null
}

/** What a payment asks of the book, with the payer's fee after the transfer that it belongs to. */
export const withFee = (
  transfers: Transfer | readonly Transfer[] | null,
  payment: NewPayment,
  fee: bigint,
): Transfer | readonly Transfer[] | null => {
  if (transfers === null || fee === 0n) return transfers
  return [transfers].flat().flatMap((transfer) => {
    const own = beside(transfer, payment, fee)
    return own === null ? [transfer] : [transfer, own]
  })
}
