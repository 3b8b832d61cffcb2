/** What a payment is decided by before it is scored. */
import type { ProductRow } from '#modules/products'
import type { Refusal } from '#platform/refusal'
import { findExcess } from '../limits/limiter.ts'
import { savedKey } from '../saved-payees/rows.ts'
import type { NewPayment } from '../step.ts'
import type { Placing } from './needs.ts'
import type { Asker } from './order.ts'
import type { Parties } from './parties.ts'

const nowhere = { device: null, network: null, typingDistance: null }

/** The name that the payer typed, now or when they saved the payee, beside the holder's; nothing where they typed none. */
const namesOf = async ({ identity, lookUps }: Placing, payer: string, { to, check }: Parties) => {
  const typed = to && (check?.typed ?? (await lookUps.typedName.one(savedKey(payer, to.id))))
  if (!to || !typed) return undefined
  const holder = (await identity.names([to.owner])).get(to.owner)?.name
  return holder === undefined ? undefined : { typed, holder }
}

/** What fraud is told of the payer and of the request beside the payment itself. */
const findCircumstances = async (needs: Placing, asker: Asker, from: ProductRow, parties: Parties) => {
  const [origin, credentialChangedAt, name] = await Promise.all([
    asker.session ? needs.identity.originOf(asker.session) : nowhere,
    needs.identity.credentialChangedAt(from.owner, asker.session),
    namesOf(needs, from.owner, parties),
  ])
  return { ...origin, credentialChangedAt, name }
}

export type Circumstances = Awaited<ReturnType<typeof findCircumstances>>

export interface Facts {
  readonly available: bigint
  readonly excess: Refusal | null
  readonly isHalted: boolean
  readonly circumstances: Circumstances
}

/**
 * Null where nothing is scored: cash that comes in, and what a teller counts. All is asked at once, and also what is only
 * wanted where nothing refuses the payment, which is nearly always.
 */
export const findFacts = async (
  needs: Placing,
  asker: Asker,
  asked: NewPayment,
  parties: Parties,
): Promise<Facts | null> => {
  const { from, to } = parties
  if (!from || asker.isTeller) return null
  const { db, ledger, products } = needs
  const restrain = async () => {
    const { isHalted, limitOf } = await products.restraintsOf(from.owner)
    return { isHalted: isHalted && from.owner !== to?.owner, excess: await findExcess(db, limitOf, asked) }
  }
  const [balances, restraints, circumstances] = await Promise.all([
    ledger.balances([from.id]),
    restrain(),
    findCircumstances(needs, asker, from, parties),
  ])
  return { available: balances.get(from.id)?.available ?? 0n, ...restraints, circumstances }
}
