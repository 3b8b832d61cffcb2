/** The wire of receipts. */
import { z } from 'zod'
import { endpoint, uuid } from '#platform/endpoint'
import { receiptSchema } from '#wire/audit'

export const getReceipt = endpoint({
  method: 'GET',
  path: '/v1/payments/{id}/receipt',
  tag: 'Payments',
  summary: 'The proof that a payment is in the log',
  description:
    'A file in canonical JSON (RFC 8785) with the leaf, its proof and the signed checkpoint. It verifies without the bank: at /verify in a browser, or by `npm run verify`. For payer and payee of a settled payment, a second after it settled.',
  params: z.strictObject({ id: uuid }),
  answer: receiptSchema,
  refusals: ['no-such-payment', 'not-settled', 'not-in-log-yet', 'not-in-log'],
})
