/** Decisions as staff look them up: fraud finds them, payments tell who and how much. */
import type { z } from 'zod'
import type { Fraud } from '#modules/fraud'
import type { Products } from '#modules/products'
import type { Database } from '#platform/database'
import { dayMs } from '#platform/time'
import { findPayments } from '../store.ts'
import type { ViewPayments } from '../view.ts'
import type * as wire from '../wire.ts'

export interface SearchNeeds {
  readonly db: Database
  readonly fraud: Fraud
  readonly products: Products
  readonly view: ViewPayments
}

export type DecisionFilter = z.output<typeof wire.decisionFilter>

const onPage = 25

const bigintOf = (digits: string | undefined) => (digits === undefined ? undefined : BigInt(digits))
const dayOf = (day: string | undefined, plusMs: number) =>
  day === undefined ? undefined : new Date(Date.parse(day) + plusMs)

/** The accounts that a filter names; an unknown number or a customer without one names none. */
const accountsIn = async (products: Products, { customer, number, payee }: DecisionFilter) => {
  const ofNumber = async (given: string | undefined) =>
    given === undefined ? undefined : [(await products.byNumber(given))?.id].filter((id) => id !== undefined)
  const [ofCustomer, either, payees] = await Promise.all([
    customer === undefined ? undefined : products.ofOwner(customer).then((own) => own.map(({ id }) => id)),
    ofNumber(number),
    ofNumber(payee),
  ])
  return {
    either: ofCustomer && either ? ofCustomer.filter((id) => either.includes(id)) : (ofCustomer ?? either),
    payees,
  }
}

/** A page of decisions that fit. */
export const createSearch =
  ({ db, fraud, products, view }: SearchNeeds) =>
  async (asked: DecisionFilter): Promise<z.input<typeof wire.decisions.answer>> => {
    const limit = asked.limit === undefined ? onPage : Number(asked.limit)
    const { payment, verdict, kind, currency, outcome, label, choice, model, rule } = asked
    const found = await fraud.decisions.search({
      ...(await accountsIn(products, asked)),
      ...{ payment, verdict, kind, currency, outcome, label, choice, model, rule },
      from: dayOf(asked.from, 0),
      until: dayOf(asked.to, dayMs),
      least: bigintOf(asked.least),
      most: bigintOf(asked.most),
      before: bigintOf(asked.before),
      limit,
    })
    const rows = new Map(
      (
        await findPayments(
          db,
          found.map((one) => one.payment),
        )
      ).map((row) => [row.id, row]),
    )
    const known = found.flatMap((one) => {
      const row = rows.get(one.payment)
      return row ? [{ one, row }] : []
    })
    const views = await view(
      known.map(({ row }) => row),
      'staff',
    )
    return {
      items: known.map(({ one }, index) => ({
        payment: views[index],
        verdict: one.verdict,
        probability: one.probability,
        model: one.model,
        outcome: one.outcome,
        isFraud: one.is_fraud,
        choice: one.choice,
      })),
      next: found.length === limit ? found[found.length - 1].seq.toString() : null,
    }
  }
