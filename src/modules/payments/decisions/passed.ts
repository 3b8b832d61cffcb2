/** Of a payment that passed, up to which amount it would have. */
import type { z } from 'zod'
import type { Fraud } from '#modules/fraud'
import type { Database } from '#platform/database'
import { noSuchPayment } from '../refusals.ts'
import { findPayment } from '../store.ts'
import type * as wire from '../wire.ts'

/** Throws no-such-payment and no-counterfactual. */
export const createPassed =
  ({ db, fraud }: { readonly db: Database; readonly fraud: Fraud }) =>
  async (id: string): Promise<z.input<typeof wire.passedUpTo.answer>> => {
    const [payment, passed] = await Promise.all([findPayment(db, id), fraud.decisions.passedUpTo(id)])
    if (!payment || !passed) throw noSuchPayment()
    return { amount: { currency: payment.currency, minor: passed.minor.toString() }, above: passed.above }
  }
