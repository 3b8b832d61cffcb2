/** A merchant asks one payer to let them take an amount. */
import type { Identity } from '#modules/identity'
import type { ProductRow, Products } from '#modules/products'
import { hourMs } from '#platform/time'
import type { KeyNeeds } from '../codes/keys/keys.ts'
import { findPayer } from '../requests/ask.ts'
import { findBlockers } from '../requests/rows.ts'
import type { Tell } from '../telling/tell.ts'
import type { ChargeAsked } from '../wire.ts'
import { signCharge } from './link.ts'
import { chargeDiffers, ownCharge } from './refusals.ts'
import { type ChargeRow, findCharge, type NewCharge, writeCharge } from './rows.ts'

export interface TakeNeeds extends KeyNeeds {
  readonly identity: Identity
  readonly products: Products
  readonly tell: Tell
}

const usualAcceptHours = 24
const usualHoldDays = 7

/** The person that a charge is for, and how the merchant named them. */
const findAddressed = async (needs: TakeNeeds, merchant: string, payer: string | undefined, minor: bigint) => {
  if (payer === undefined) return { addressed: null, shown: null, is_hidden: false }
  const { person, shown } = await findPayer(needs, merchant, { to: payer, minor }).catch((error: unknown) => {
    // The same no that requests give to who asks themselves, in the words of charges.
    throw error instanceof Error && 'code' in error && error.code === 'asks-oneself' ? ownCharge() : error
  })
  return { addressed: person, shown, is_hidden: (await findBlockers(needs.db, merchant, [person])).has(person) }
}

const newCharge = async (
  needs: TakeNeeds,
  merchant: string,
  id: string,
  given: ChargeAsked,
  account: ProductRow,
): Promise<NewCharge> => {
  const at = needs.clock()
  const charge = {
    id,
    merchant,
    product: account.id,
    currency: account.currency,
    minor: BigInt(given.minor),
    note: given.note ?? '',
    asked: JSON.stringify(given),
    ...(await findAddressed(needs, merchant, given.payer, BigInt(given.minor))),
    is_sale: given.isSale ?? false,
    hold_days: given.holdDays ?? usualHoldDays,
    created_at: at,
    accept_until: new Date(at.getTime() + (given.acceptHours ?? usualAcceptHours) * hourMs),
  }
  // Whoever it is for finds it among their own; everybody else needs the link.
  const signed = charge.addressed === null ? await signCharge(needs, account, charge) : { key: null, signature: null }
  return { ...charge, ...signed }
}

const write = async ({ db, tell }: TakeNeeds, row: NewCharge): Promise<void> =>
  db.transaction(async (tx) => {
    if (!(await writeCharge(tx, row)) || row.addressed === null || row.is_hidden) return
    await tell(tx, [
      {
        person: row.addressed,
        kind: 'charge-received',
        at: row.created_at,
        amount: { currency: row.currency, minor: row.minor },
        other: row.merchant,
        note: row.note,
        link: `/charges/${row.id}`,
      },
    ])
  })

/** Asks. The same id again answers what was asked. Throws what the path says. */
export const createTakeCharge =
  (needs: TakeNeeds) =>
  async (merchant: string, id: string, given: ChargeAsked): Promise<ChargeRow> => {
    const known = await findCharge(needs.db, id)
    if (!known) {
      const account = await needs.products.own(merchant, given.to)
      await write(needs, await newCharge(needs, merchant, id, given, account))
    }
    const row = known ?? (await findCharge(needs.db, id))
    if (row?.id !== id || row.merchant !== merchant || row.asked !== JSON.stringify(given)) throw chargeDiffers()
    return row
  }
