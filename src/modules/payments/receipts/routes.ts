/** The path of receipts. */
import type { Http } from '#platform/http'
import { getReceipt } from '../wire.ts'
import { createReceiptOf, type ReceiptNeeds } from './receipt-of.ts'

export const addReceiptRoutes = (http: Http, needs: ReceiptNeeds): void => {
  const receiptOf = createReceiptOf(needs)
  http.route(getReceipt, 'payments:own', ({ caller, params }) => receiptOf(caller.id, params.id))
}
