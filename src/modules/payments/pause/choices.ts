/** What a payer can choose when a payment is challenged, and for how long. Safe where no book is. */
import { currencies } from '#platform/money'
import { dayMs, hourMs } from '#platform/time'
import type { NewPayment } from '../step.ts'

/** How long a payment waits with its money on hold before it goes by itself. */
export const waitMs = 12 * hourMs

/** How long the rest stays on hold after the first unit has been sent. */
export const trialMs = 7 * dayMs

/** One whole unit of the payment's currency in minor units; null where the payment is no larger, or goes to nobody here. */
export const firstUnitOf = ({
  kind,
  currency,
  minor,
  to_product,
}: Pick<NewPayment, 'kind' | 'currency' | 'minor' | 'to_product'>) => {
  const unit = 10n ** BigInt(currencies[currency].exponent)
  return kind === 'send' && to_product !== null && minor > unit ? unit : null
}
