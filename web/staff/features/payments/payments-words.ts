import { defineWords } from '../../../kit/words.ts'

/** The words of the list of all payments. */
export const usePaymentsWords = defineWords('staff-payments', {
  en: { payments: 'Payments', anyState: 'Every state', anyKind: 'Every kind' },
  hi: { payments: 'भुगतान', anyState: 'हर हाल', anyKind: 'हर तरीका' },
})
