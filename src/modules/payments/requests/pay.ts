/** A request is paid: by an ordinary payment, and at most once. */
import { createHash } from 'node:crypto'
import type { Database } from '#platform/database'
import { uuidv8 } from '#platform/id'
import { Refusal } from '#platform/refusal'
import type { Asker } from '../placing/order.ts'
import { noSuchAccount } from '../refusals.ts'
import type { PaymentUses } from '../routes.ts'
import type { NewPayment } from '../step.ts'
import { findPayment } from '../store.ts'
import type { AskNeeds } from './ask.ts'
import { lockRequest, type RequestRow } from './rows.ts'
import { stateOf } from './view.ts'

/** One answer for "not yours" and "not there". */
export const noSuchRequest = () => new Refusal('no-such-request', 404, 'There is no such request.')
export const requestOver = () =>
  new Refusal('request-over', 409, 'This request is paid, declined, taken back or expired.')

export interface PayNeeds extends AskNeeds {
  readonly place: PaymentUses['place']
}

const paymentId = (request: string, tries: number) =>
  uuidv8(createHash('sha256').update(`request ${request} ${tries}`).digest())

/**
 * Under the lock of the request: the id of the one payment that may pay it. It stays the same however often and wherever it is
 * asked for, until that payment has ended without moving anything; only then the next one gets an id.
 */
const claim = (db: Database, payer: string, id: string, now: Date): Promise<RequestRow> =>
  db.transaction(async (tx) => {
    const row = await lockRequest(tx, payer, id)
    if (row?.payer !== payer) throw noSuchRequest()
    const state = stateOf(row, now)
    if (state === 'paid' || state === 'paying') return row
    if (state !== 'open') throw requestOver()
    // It was begun and is not written yet, on another device or before a crash.
    if (row.payment !== null && row.payment_state === null) return row
    const payment = paymentId(id, row.tries + 1)
    await tx.query('update payments.request set payment = $2, tries = tries + 1 where id = $1', [id, payment])
    return { ...row, payment, payment_state: null }
  })

/** Throws no-such-request, request-over, and what a payment throws. */
export const createPayRequest =
  ({ db, products, clock, place }: PayNeeds) =>
  async (asker: Asker, id: string, from: string): Promise<NewPayment> => {
    const at = clock()
    const request = await claim(db, asker.id, id, at)
    if (request.payment === null) throw noSuchRequest()
    const known = request.payment_state === null ? undefined : await findPayment(db, request.payment)
    if (known) return known
    const to = (await products.byIds([request.product])).get(request.product)
    if (!to) throw noSuchAccount()
    const amount = { currency: request.currency, minor: request.minor.toString() }
    return place(asker, request.payment, { kind: 'send', from, to: to.number, amount, note: request.note }, at)
  }
