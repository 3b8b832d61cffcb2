import { useQuery } from '@tanstack/react-query'
import { canonicalOf, type Json, type Receipt, shortReceipt } from '#wire/audit'
import { getReceipt, type PaymentView } from '#wire/payments'
import { call } from '../../../api/call.ts'
import { logKeysQuery } from '../../../api/log-keys.ts'
import { Problem } from '../../../api/problem.ts'
import { keysIn, lookAt, type Seen } from '../../../shared/receipts/look-at.ts'
import { browserPrimitives } from '../../../shared/receipts/primitives.ts'

const SOON_MS = 700
const MOST_TRIES = 8

const isNotYet = (error: unknown): boolean => error instanceof Problem && error.code === 'not-in-log-yet'

/** Whether the proved leaf is this payment: the same number and the same money. */
const fits = ({ leaf }: Seen, { id, amount }: PaymentView): boolean =>
  leaf !== undefined && (leaf.id === id || leaf.pending === id) && leaf.amount === amount.minor

/** More than this is a code that a telephone does not read from paper. */
const MOST_OF_A_CODE = 1850

/** What the QR code of a receipt says: the receipt itself in an address, or where it is. */
const codeOf = async (receipt: Receipt, id: string): Promise<ReceiptOfPayment['code']> => {
  const address = `${location.origin}/verify${(await shortReceipt(browserPrimitives, receipt)) ?? ''}`
  const isWhole = address.includes('#') && address.length <= MOST_OF_A_CODE
  return { isWhole, text: isWhole ? address : `${location.origin}/payments/${id}/receipt` }
}

export interface ReceiptOfPayment {
  readonly receipt: Receipt
  /** The file, to the last byte. */
  readonly text: string
  readonly seen: Seen
  readonly fits: boolean
  /** `isWhole` says that the code proves itself; otherwise it leads to the receipt. */
  readonly code: { readonly text: string; readonly isWhole: boolean }
}

/** Gets the receipt of a payment and proves it on this device; asks again while the log has not taken it in. */
export const useReceipt = (payment: PaymentView | undefined) => {
  const { data: keys } = useQuery(logKeysQuery)
  const query = useQuery({
    queryKey: ['receipt', payment?.id],
    enabled: payment?.state === 'settled' && keys !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    retry: (tries, error) => isNotYet(error) && tries < MOST_TRIES,
    retryDelay: SOON_MS,
    queryFn: async ({ signal }): Promise<ReceiptOfPayment | null> => {
      if (!payment) return null
      const receipt = await call(getReceipt, { params: { id: payment.id }, signal })
      const text = canonicalOf(receipt as Json)
      const seen = await lookAt(text, keysIn(keys))
      return { receipt, text, seen, fits: fits(seen, payment), code: await codeOf(receipt, payment.id) }
    },
  })
  return { ...query, data: query.data ?? undefined }
}
