/** The receipt of a payment: that of the transfer which settled it. */
import type { Audit } from '#modules/audit'
import { writeReceipt } from '#modules/audit'
import type { Ledger } from '#modules/ledger'
import type { Database } from '#platform/database'
import { Refusal } from '#platform/refusal'
import type { Receipt } from '#wire/audit'
import { noSuchPayment } from '../refusals.ts'
import { endHold } from '../step.ts'
import { findPayment } from '../store.ts'

export interface ReceiptNeeds {
  readonly db: Database
  readonly ledger: Pick<Ledger, 'leafOf'>
  readonly audit: Pick<Audit, 'receiptOf'>
}

const notSettled = () => new Refusal('not-settled', 409, 'A payment has a receipt once its money has moved.')

/** For payer and payee alone. Throws no-such-payment, not-settled, not-in-log-yet, not-in-log. */
export const createReceiptOf =
  ({ db, ledger, audit }: ReceiptNeeds) =>
  async (person: string, id: string): Promise<Receipt> => {
    const payment = await findPayment(db, id)
    const isSettled = payment?.state === 'settled'
    if (!payment || !(payment.payer === person || (payment.payee === person && isSettled))) throw noSuchPayment()
    if (!isSettled) throw notSettled()
    // What was on hold moved when the hold was posted; that transfer is the one to prove.
    const released = await ledger.leafOf(endHold(payment, 'post', payment.created_at).id)
    const leaf = released ?? (await ledger.leafOf(id))
    if (!leaf) throw new Error(`the settled payment ${id} has no transfer`)
    // Names in the order of the file: what is served is the file, to the last byte.
    return JSON.parse(writeReceipt(await audit.receiptOf('transfer', leaf)))
  }
