/** A prediction by hand: finds the accounts that are named, and asks fraud. */
import type { z } from 'zod'
import type { Attempt, Fraud } from '#modules/fraud'
import type { Identity } from '#modules/identity'
import type { Ledger } from '#modules/ledger'
import type { ProductRow, Products } from '#modules/products'
import { type Clock, dayMs } from '#platform/time'
import { cashHasNoPayee, currencyDiffers, noSuchPayee, noSuchPayer, sameAccount } from '../refusals.ts'
import type * as wire from '../wire.ts'

export interface TryNeeds {
  readonly fraud: Fraud
  readonly identity: Identity
  readonly ledger: Ledger
  readonly products: Products
  readonly clock: Clock
}

type Asked = z.output<typeof wire.trial.body>

/** Accounts of which nothing is known; no account has such an id. */
const strangers = { payer: 'nobody who pays', payee: 'nobody who is paid' }

const numberLength = 12

const find = async (products: Products, named: string | undefined): Promise<ProductRow | null> => {
  if (named === undefined) return null
  const found =
    named.length === numberLength ? await products.byNumber(named) : (await products.byIds([named])).get(named)
  return found ?? null
}

const findParties = async (products: Products, { kind, amount, payer, payee }: Asked) => {
  if (kind === 'withdrawal' && payee !== undefined) throw cashHasNoPayee()
  const [from, to] = await Promise.all([find(products, payer), find(products, payee)])
  if (payer !== undefined && !from) throw noSuchPayer()
  if (payee !== undefined && !to) throw noSuchPayee()
  if (from && from.id === to?.id) throw sameAccount()
  if ([from, to].some((product) => product && product.currency !== amount.currency)) throw currencyDiffers()
  return { from, to }
}

const payerOf = async ({ identity, ledger }: TryNeeds, from: ProductRow | null): Promise<Attempt['payer']> => {
  if (!from) return { id: strangers.payer, openedAt: null, available: null, credentialChangedAt: null }
  const [balances, credentialChangedAt] = await Promise.all([
    ledger.balances([from.id]),
    identity.credentialChangedAt(from.owner),
  ])
  const available = balances.get(from.id)?.available ?? 0n
  return { id: from.id, owner: from.owner, openedAt: from.opened_at, available, credentialChangedAt }
}

const payeeOf = (kind: Asked['kind'], to: ProductRow | null): Attempt['payee'] => {
  if (kind === 'withdrawal') return null
  return to ? { id: to.id, owner: to.owner, openedAt: to.opened_at } : { id: strangers.payee, openedAt: null }
}

/** Throws what the path's refusals say. */
export const createTry =
  (needs: TryNeeds) =>
  async (asked: Asked): Promise<z.input<typeof wire.trial.answer>> => {
    const { kind, amount, overrides = {} } = asked
    const { from, to } = await findParties(needs.products, asked)
    const attempt: Attempt = {
      payment: 'a trial',
      kind,
      payer: await payerOf(needs, from),
      payee: payeeOf(kind, to),
      money: { currency: amount.currency, minor: BigInt(amount.minor) },
      at: needs.clock(),
    }
    const { counterfactual, ...tried } = await needs.fraud.decisions.try({ attempt, overrides })
    return {
      ...tried,
      counterfactual: counterfactual && {
        passesBelow: counterfactual.passesBelow?.toString() ?? null,
        passesLaterDays:
          counterfactual.passesLaterMs === null ? null : Math.round(counterfactual.passesLaterMs / dayMs),
      },
    }
  }
