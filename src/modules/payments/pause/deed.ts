/** What the payer of a paused payment signs: how much goes now, and to whom. */
import type { Deed, Identity } from '#modules/identity'
import type { Products } from '#modules/products'
import type { Query } from '#platform/database'
import { findAbroad } from '../abroad/rows.ts'
import { findAddressed } from '../aliases/rows.ts'
import { noFirstUnit } from '../refusals.ts'
import type { PaymentRow } from '../tables.ts'
import { firstUnitOf } from './choices.ts'

/** The choices that move money at once. */
export type Signed = 'unit' | 'proof' | 'rest'

interface Needs {
  readonly db: Query
  readonly identity: Identity
  readonly products: Products
}

const payeeOf = async (
  { db, identity, products }: Needs,
  { id, kind, to_product, payee }: PaymentRow,
): Promise<Deed['payee']> => {
  if (kind === 'send' && to_product === null) {
    const there = (await findAbroad(db, [id])).get(id)
    return there ? { account: there.account, name: there.name } : null
  }
  // Cash goes to nobody but the payer.
  if (to_product === null || payee === null) return null
  const addressed = (await findAddressed(db, [id])).get(id)
  if (addressed) return { account: `${to_product} ••••`, name: addressed.shown }
  const [found, names] = await Promise.all([products.byIds([to_product]), identity.names([payee])])
  return { account: found.get(to_product)?.number ?? to_product, name: names.get(payee)?.name ?? '' }
}

const minorOf = (payment: PaymentRow, signed: Signed): bigint => {
  if (signed === 'proof') return payment.minor
  if (signed === 'rest') return payment.minor - (payment.unit ?? 0n)
  const unit = firstUnitOf(payment)
  if (unit === null) throw noFirstUnit()
  return unit
}

const acts = { unit: 'send-first-unit', proof: 'send', rest: 'send-rest' } as const

/** Made from the payment as it stands. Throws 'no-first-unit' (422). */
export const deedOf = async (needs: Needs, payment: PaymentRow, signed: Signed): Promise<Deed> => ({
  act: payment.kind === 'withdrawal' ? 'withdraw' : acts[signed],
  subject: payment.id,
  amount: { currency: payment.currency, minor: minorOf(payment, signed) },
  payee: await payeeOf(needs, payment),
})
