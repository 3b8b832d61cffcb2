/** One decision whole: the payment as a review shows it, and what is known around the decision. */
import type { z } from 'zod'
import type { Fraud } from '#modules/fraud'
import type { Identity } from '#modules/identity'
import type { Products } from '#modules/products'
import { dayMs } from '#platform/time'
import type * as wire from '../wire.ts'

type Answer = z.input<typeof wire.oneDecision.answer>

export interface WholeNeeds {
  readonly identity: Identity
  readonly products: Products
  readonly fraud: Fraud
  readonly review: (id: string) => Promise<z.input<typeof wire.review.answer>>
}

const iso = (at: Date | null | undefined) => at?.toISOString() ?? null

const graphOf = async ({ fraud, products, identity }: WholeNeeds, id: string, review: Answer['payment']) => {
  const links = await fraud.decisions.links(id)
  const ends = (what: 'paid' | 'used') => links.filter((link) => link.what === what)
  const [payer, payee] = [review.from?.product ?? null, review.to?.product ?? null]
  const accounts = [
    ...new Set([payer, payee, ...links.map(({ from }) => from), ...ends('paid').map(({ to }) => to)]),
  ].filter((account) => account !== null)
  const found = await products.byIds(accounts)
  const names = await identity.names([...found.values()].map(({ owner }) => owner))
  const roleOf = (account: string) => (account === payer ? 'payer' : account === payee ? 'payee' : 'account')
  const devices = [...new Set(ends('used').map(({ to }) => to))]
  return {
    nodes: [
      ...accounts.map((account) => {
        const product = found.get(account)
        const name = (product && names.get(product.owner)?.name) ?? ''
        return {
          id: account,
          role: roleOf(account),
          name,
          detail: product?.number.slice(-4) ?? '',
          customer: product?.owner ?? null,
        } as const
      }),
      ...devices.map(
        (device) => ({ id: device, role: 'device', name: '', detail: device.slice(0, 6), customer: null }) as const,
      ),
    ],
    links: links.map(({ payments, frauds, ...link }) => ({
      ...link,
      payments: Number(payments),
      frauds: Number(frauds),
    })),
  }
}

/** Throws no-such-payment. */
export const createWhole =
  (needs: WholeNeeds) =>
  async (id: string): Promise<Answer> => {
    const [review, around] = await Promise.all([needs.review(id), needs.fraud.decisions.around(id)])
    const { pause = null, label = null, counterfactual = null, statements = [] } = around ?? {}
    const names = await needs.identity.names(statements.map(({ person }) => person))
    return {
      ...review,
      outcome: around?.outcome ?? null,
      counterfactual: counterfactual && {
        passesBelow: counterfactual.passes_below?.toString() ?? null,
        passesLaterDays:
          counterfactual.passes_later_ms === null ? null : Math.round(Number(counterfactual.passes_later_ms) / dayMs),
      },
      pause: pause && {
        choice: pause.choice,
        chosenAt: iso(pause.chosen_at),
        ending: pause.ending,
        endedAt: iso(pause.ended_at),
      },
      label: label && { isFraud: label.is_fraud, knownAt: label.known_at.toISOString() },
      statements: statements.map(({ person, at, is_same_session }) => ({
        who: names.get(person)?.name ?? '',
        at: at.toISOString(),
        isSameSession: is_same_session,
      })),
      graph: await graphOf(needs, id, review.payment),
    }
  }
