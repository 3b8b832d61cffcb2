/** The fee that a payer bears, as it is when they confirm. */
import type { ProductRow, Products } from '#modules/products'
import { type CurrencyCode, toDecimal } from '#platform/money'
import { Refusal } from '#platform/refusal'
import type { Order, OrderAbroad } from '../placing/order.ts'
import type { NewPayment } from '../step.ts'
import type { PaymentFee } from './rows.ts'

/** What was shown is not what the bank takes: the payer looks again before anything is done. */
export const feeDiffers = (minor: bigint, currency: CurrencyCode) =>
  new Refusal(
    'fee-differs',
    409,
    `The fee of this payment is ${toDecimal(minor, currency)} ${currency} now. Nothing was moved; confirm it again.`,
  )

/** What goes abroad has the fee of its quote. Between a person's own accounts the bank takes nothing, and what a charge costs its merchant bears. */
const isFree = ({ kind, payer, payee }: NewPayment): boolean =>
  (kind !== 'send' && kind !== 'withdrawal') || payer === payee

/** Undefined where there is none. Throws fee-differs where the order says another one. */
export const quoteFee = async (
  { fees }: Products,
  payment: NewPayment,
  from: ProductRow | null,
  order: Order | OrderAbroad,
): Promise<PaymentFee | undefined> => {
  const asked = {
    kind: payment.kind === 'withdrawal' ? 'withdrawal' : 'send',
    currency: payment.currency,
    minor: payment.minor,
    at: payment.created_at,
  } as const
  const fee =
    from === null || 'abroad' in order || isFree(payment)
      ? null
      : await fees.quote({ ...asked, product: from.kind, account: from.id })
  const minor = fee?.minor ?? 0n
  const shown = 'fee' in order && order.fee !== undefined ? BigInt(order.fee) : undefined
  if (shown !== undefined && shown !== minor) throw feeDiffers(minor, payment.currency)
  return fee ? { ...fee, shown } : undefined
}
