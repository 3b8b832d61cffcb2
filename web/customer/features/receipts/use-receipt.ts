import { useQuery } from '@tanstack/react-query'
import { canonicalOf, type Json, type Receipt } from '#wire/audit'
import { getReceipt, type PaymentView } from '#wire/payments'
import { call } from '../../../api/call.ts'
import { logKeysQuery } from '../../../api/log-keys.ts'
import { Problem } from '../../../api/problem.ts'
import { keysIn, lookAt, type Seen } from '../../../shared/receipts/look-at.ts'
import { codeOf, type ReceiptCode } from './code-of.ts'

const SOON_MS = 700
const MOST_TRIES = 8

const isNotYet = (error: unknown): boolean => error instanceof Problem && error.code === 'not-in-log-yet'

/** Whether the proved leaf is this payment: the same number and the same money. */
const fits = ({ leaf }: Seen, { id, amount }: PaymentView): boolean =>
  leaf !== undefined && (leaf.id === id || leaf.pending === id) && leaf.amount === amount.minor

export interface ReceiptOfPayment {
  readonly receipt: Receipt
  /** The file, to the last byte. */
  readonly text: string
  readonly seen: Seen
  readonly fits: boolean
  readonly code: ReceiptCode
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
      return {
        receipt,
        text,
        seen,
        fits: fits(seen, payment),
        code: await codeOf(receipt, payment.id, location.origin),
      }
    },
  })
  return { ...query, data: query.data ?? undefined }
}
