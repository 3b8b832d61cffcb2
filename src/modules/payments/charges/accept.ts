/** A payer accepts a charge: by an ordinary payment that sets the money aside, and at most one at a time. */
import { createHash } from 'node:crypto'
import type { Products } from '#modules/products'
import type { Database, Tx } from '#platform/database'
import { uuidv8 } from '#platform/id'
import type { Clock } from '#platform/time'
import type { Asker, Order } from '../placing/order.ts'
import { noSuchAccount } from '../refusals.ts'
import type { NewPayment } from '../step.ts'
import { findPayment } from '../store.ts'
import type { Tell } from '../telling/tell.ts'
import { isSignedLink } from './link.ts'
import { chargeOver, noSuchCharge, ownCharge } from './refusals.ts'
import { type ChargeRow, lockCharge } from './rows.ts'
import { stateOf } from './view.ts'

export type Place = (asker: Asker, id: string, order: Order, at: Date) => Promise<NewPayment>

export interface AcceptNeeds {
  readonly db: Database
  readonly products: Products
  readonly clock: Clock
  readonly place: Place
  readonly tell: Tell
}

const paymentId = (charge: string, tries: number) =>
  uuidv8(createHash('sha256').update(`charge ${charge} ${tries}`).digest())

/** Whether somebody may see a charge that they do not take: it is for them, they have accepted it, or they hold its link. */
export const mayPay = async (
  db: Tx | Database,
  row: ChargeRow,
  person: string,
  signature?: string,
): Promise<boolean> => {
  if (row.payer === person && row.payment_state !== null) return true
  if (row.addressed !== null) return row.addressed === person && !row.is_hidden
  return isSignedLink(db, row, signature)
}

/**
 * Under the lock of the charge: the id of the one payment that may accept it. It stays the same until that payment has ended without
 * setting anything aside; only then, or for another person before anything was written, the next one gets an id.
 */
const claim = (needs: AcceptNeeds, payer: string, id: string, signature: string | undefined, now: Date) =>
  needs.db.transaction(async (tx) => {
    const row = await lockCharge(tx, id)
    if (!row || !(row.merchant === payer || (await mayPay(tx, row, payer, signature)))) throw noSuchCharge()
    if (row.merchant === payer) throw ownCharge()
    const isMine = row.payer === payer
    if (isMine && row.payment_state !== null && (row.authorized_at !== null || stateOf(row, now) === 'paying'))
      return row
    if (stateOf(row, now) !== 'open') throw chargeOver()
    // It was begun by the same person and is not written yet, on another device or before a crash.
    if (isMine && row.payment !== null && row.payment_state === null) return row
    const payment = paymentId(id, row.tries + 1)
    await tx.query('update payments.charge set payer = $2, payment = $3, tries = tries + 1 where id = $1', [
      id,
      payer,
      payment,
    ])
    return { ...row, payer, payment, payment_state: null }
  })

/** Throws no-such-charge, charge-over, own-charge, and what a payment throws. */
export const createAcceptCharge =
  (needs: AcceptNeeds) =>
  async (asker: Asker, id: string, from: string, signature?: string): Promise<NewPayment> => {
    const at = needs.clock()
    const charge = await claim(needs, asker.id, id, signature, at)
    if (charge.payment === null) throw noSuchCharge()
    const known = charge.payment_state === null ? undefined : await findPayment(needs.db, charge.payment)
    if (known) return known
    const to = (await needs.products.byIds([charge.product])).get(charge.product)
    if (!to) throw noSuchAccount()
    const amount = { currency: charge.currency, minor: charge.minor.toString() }
    return needs.place(asker, charge.payment, { kind: 'charge', from, to: to.number, amount, note: charge.note }, at)
  }

/** The payer does not want to pay; only what was sent to them by name can be declined, for a link belongs to nobody. */
export const createDeclineCharge =
  ({ db, clock, tell }: AcceptNeeds) =>
  (person: string, id: string): Promise<void> =>
    db.transaction(async (tx) => {
      const row = await lockCharge(tx, id)
      if (row?.addressed !== person || row.is_hidden) throw noSuchCharge()
      const at = clock()
      if (stateOf(row, at) === 'declined') return
      if (stateOf(row, at) !== 'open') throw chargeOver()
      await tx.query('update payments.charge set declined_at = $2 where id = $1', [id, at])
      await tell(tx, [
        {
          person: row.merchant,
          kind: 'charge-declined',
          at,
          amount: { currency: row.currency, minor: row.minor },
          other: person,
          link: `/charges/${id}`,
        },
      ])
    })
