/** What a merchant does with a charge: takes it in parts, gives back, lets go. */
import { createHash } from 'node:crypto'
import type { Products } from '#modules/products'
import { uuidv8 } from '#platform/id'
import type { CurrencyCode } from '#platform/money'
import { Refusal } from '#platform/refusal'
import { type GoOnNeeds, goOn } from '../go-on.ts'
import { theBank } from '../pause/end-due.ts'
import { noSuchPayment, paymentDiffers, refusedBefore } from '../refusals.ts'
import { knownAlready, move, type NewPayment, nothingYet, type Opening } from '../step.ts'
import { findPayment } from '../store.ts'
import type { PaymentRow } from '../tables.ts'
import type { ChargeMove } from './plan.ts'
import { changedMeanwhile, chargeOver, noSuchCharge, notAuthorized } from './refusals.ts'
import { type ChargeRow, findCharge, findMove, lockCharge } from './rows.ts'
import { stateOf } from './view.ts'

export interface ActNeeds extends GoOnNeeds {
  readonly products: Products
}

/** Both accounts of a charge that was authorized. */
interface Sides {
  readonly charge: ChargeRow
  readonly authorization: PaymentRow
}

const sidesOf = async ({ db }: ActNeeds, merchant: string, id: string): Promise<Sides> => {
  const charge = await findCharge(db, id)
  if (charge?.merchant !== merchant) throw noSuchCharge()
  const authorization = charge.payment === null ? undefined : await findPayment(db, charge.payment)
  if (!authorization || charge.authorized_at === null) throw notAuthorized()
  return { charge, authorization }
}

type Moved = Extract<ChargeMove, { kind: 'capture' | 'refund' }>

const paymentOf = (
  { charge, authorization: { from_product, payer } }: Sides,
  moved: Moved,
  id: string,
  note: string,
  at: Date,
) => {
  const isBack = moved.kind === 'refund'
  const payment: NewPayment = {
    id,
    kind: moved.kind,
    state: 'settled',
    from_product: isBack ? charge.product : from_product,
    to_product: isBack ? from_product : charge.product,
    payer: isBack ? charge.merchant : payer,
    payee: isBack ? payer : charge.merchant,
    asked_by: charge.merchant,
    currency: charge.currency,
    minor: moved.minor,
    note,
    ...nothingYet,
    created_at: at,
    settled_at: at,
  }
  return payment
}

const opening = (payment: NewPayment, charge: Moved, at: Date): Opening => ({
  isNew: true,
  payment,
  to: 'settled',
  transfer: charge.kind === 'refund' ? move(payment, 'posted', at) : null,
  at,
  charge,
  assessment: null,
})

/** The same part once more: nothing is done, and something else under its id is refused. */
const isKnown = async ({ db }: ActNeeds, merchant: string, id: string, moved: Moved): Promise<boolean> => {
  const known = await findPayment(db, id)
  if (!known) return false
  if (known.asked_by !== merchant || known.kind !== moved.kind || known.minor !== moved.minor) throw paymentDiffers()
  if (known.state === 'refused') throw refusedBefore(known.refusal_code ?? '', known.refusal_detail ?? '')
  if ((await findMove(db, id))?.charge !== moved.charge) throw paymentDiffers()
  return true
}

const carryOut = async (needs: ActNeeds, sides: Sides, id: string, moved: Moved, note: string): Promise<void> => {
  const { merchant } = sides.charge
  if (await isKnown(needs, merchant, id, moved)) return
  const at = needs.clock()
  try {
    await needs.lane.join(opening(paymentOf(sides, moved, id, note, at), moved, at))
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== knownAlready) throw error
    if (!(await isKnown(needs, merchant, id, moved))) throw noSuchPayment()
  }
}

const feeOf = async ({ products, clock }: ActNeeds, charge: ChargeRow, minor: bigint): Promise<bigint> => {
  const account = (await products.byIds([charge.product])).get(charge.product)
  if (!account) return 0n
  const asked = { kind: 'capture', product: account.kind, currency: charge.currency as CurrencyCode, minor } as const
  return (await products.fees.quote({ ...asked, at: clock() }))?.minor ?? 0n
}

/** Takes a part, or the last one, which gives the rest free. The id is the part's idempotency key. */
export const createCapture =
  (needs: ActNeeds) =>
  async (merchant: string, id: string, part: string, minor: bigint, last: boolean): Promise<void> => {
    const sides = await sidesOf(needs, merchant, id)
    const fee = await feeOf(needs, sides.charge, minor)
    await carryOut(
      needs,
      sides,
      part,
      { kind: 'capture', charge: sides.charge.id, minor, last, fee },
      sides.charge.note,
    )
  }

export const createRefund =
  (needs: ActNeeds) =>
  async (merchant: string, id: string, part: string, minor: bigint, note?: string): Promise<void> => {
    const sides = await sidesOf(needs, merchant, id)
    await carryOut(needs, sides, part, { kind: 'refund', charge: sides.charge.id, minor }, note ?? sides.charge.note)
  }

const isChanged = (error: unknown): boolean => error instanceof Refusal && error.code === changedMeanwhile().code

const letGo = async (needs: ActNeeds, charge: ChargeRow, ending: 'voided' | 'expired', who: string): Promise<void> => {
  const authorization = charge.payment === null ? undefined : await findPayment(needs.db, charge.payment)
  if (!authorization) throw noSuchCharge()
  const hasCaptured = charge.captured > 0n
  const unused = ending === 'voided' ? 'cancelled' : 'expired'
  await goOn(
    needs,
    authorization,
    needs.clock(),
    {
      to: hasCaptured ? 'settled' : unused,
      transfer: null,
      event: { who, what: ending, note: '' },
      charge: { kind: 'end', charge: charge.id, ending, hasCaptured },
      isFinal: false,
    },
    changedMeanwhile,
  )
}

const triesAtOnce = 5

/** Looks again where somebody took a part in the same moment, for the rest can be let go all the same. */
const endHeld = async (needs: ActNeeds, id: string, ending: 'voided' | 'expired', who: string): Promise<boolean> => {
  for (let tries = 1; ; tries++) {
    const charge = await findCharge(needs.db, id)
    if (!charge || charge.hold === null) return false
    try {
      await letGo(needs, charge, ending, who)
      return true
    } catch (error) {
      if (!isChanged(error) || tries === triesAtOnce) throw error
    }
  }
}

/** Takes back what nobody has accepted. */
const withdraw = ({ db, clock }: ActNeeds, id: string): Promise<void> =>
  db.transaction(async (tx) => {
    const row = await lockCharge(tx, id)
    const state = row && stateOf(row, clock())
    if (state === 'withdrawn') return
    if (state !== 'open' && state !== 'paying') throw chargeOver()
    await tx.query('update payments.charge set withdrawn_at = $2 where id = $1', [id, clock()])
  })

/** Lets the payer's money go, or takes the charge back. Throws no-such-charge, charge-over, charge-changed. */
export const createEndCharge =
  (needs: ActNeeds) =>
  async (merchant: string, id: string): Promise<void> => {
    const charge = await findCharge(needs.db, id)
    if (charge?.merchant !== merchant) throw noSuchCharge()
    if (charge.hold === null && charge.ending === 'voided') return
    if (charge.hold === null && charge.ending === null) return withdraw(needs, charge.id)
    if (!(await endHeld(needs, charge.id, 'voided', merchant))) throw chargeOver()
  }

const dueAtOnce = 100

interface Due {
  readonly id: string
  readonly merchant: string
  readonly held: bigint
}

const findExpired = ({ db }: ActNeeds, at: Date): Promise<Due[]> =>
  db.query(
    `select id, merchant, held from payments.charge where hold is not null and capture_until <= $1 order by capture_until limit ${dueAtOnce}`,
    [at],
  )

const findSales = ({ db }: ActNeeds): Promise<Due[]> =>
  db.query(
    `select id, merchant, held from payments.charge where hold is not null and is_sale and captured = 0 order by capture_until limit ${dueAtOnce}`,
  )

/** A sale is taken once; its part has an id that follows from the charge. */
const takeSale = (needs: ActNeeds, { id, merchant, held }: Due) =>
  createCapture(needs)(merchant, id, uuidv8(createHash('sha256').update(`sale ${id}`).digest()), held, true)

/** Takes a sale that has just been authorized; where the book does not take it, it stays set aside. */
export const createTakeSale = (needs: ActNeeds) => async (charge: ChargeRow | undefined) => {
  if (!charge?.is_sale || charge.hold === null || charge.captured > 0n) return
  await takeSale(needs, charge).catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error
  })
}

/** Takes sales whose payers have proved them meanwhile, and lets go what nobody took in time. Answers how many; runs by the clock. */
export const createEndDueCharges = (needs: ActNeeds) => async (): Promise<number> => {
  const at = needs.clock()
  const [sales, expired] = [await findSales(needs), await findExpired(needs, at)]
  const refusable = (error: unknown) => {
    if (!(error instanceof Refusal)) throw error
    return false
  }
  const results = await Promise.all([
    ...sales.map((due) =>
      takeSale(needs, due)
        .then(() => true)
        .catch(refusable),
    ),
    ...expired.map(({ id }) => endHeld(needs, id, 'expired', theBank).catch(refusable)),
  ])
  return results.filter(Boolean).length
}
