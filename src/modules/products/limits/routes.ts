/** Paths of payment limits. */
import type { Http } from '#platform/http'
import type { CurrencyCode } from '#platform/money'
import { Refusal } from '#platform/refusal'
import { hourMs } from '#platform/time'
import * as wire from '../wire.ts'
import { type Limit, type LimitState, limitAt } from './limit.ts'
import type { Limits } from './limits.ts'

const digits = (limit: Limit) => ({
  perPayment: limit.perPayment?.toString() ?? null,
  perDay: limit.perDay?.toString() ?? null,
  perMonth: limit.perMonth?.toString() ?? null,
  toNew: limit.toNew?.toString() ?? null,
})

const toLimit = (kind: wire.LimitKind, currency: CurrencyCode, state: LimitState, now: Date): wire.PaymentLimit => ({
  kind,
  currency,
  ...digits(limitAt(state, now)),
  raise: state.next && state.next.at > now ? { ...digits(state.next), holdsFrom: state.next.at.toISOString() } : null,
})

const parse = (given: string | null | undefined) => (typeof given === 'string' ? BigInt(given) : given)

const noPayee = () =>
  new Refusal('limit-without-payee', 422, 'Cash has no payee who could be new. Nothing was changed.')

/** Throws limit-without-payee. */
const saidOf = (kind: wire.LimitKind, body: wire.LimitAsked): Partial<Limit> => {
  if (kind === 'withdrawal' && typeof body.toNew === 'string') throw noPayee()
  return {
    perPayment: parse(body.perPayment),
    perDay: parse(body.perDay),
    perMonth: parse(body.perMonth),
    toNew: parse(body.toNew),
  }
}

export const addLimitRoutes = (http: Http, limits: Limits, clock: () => Date): void => {
  http.route(wire.limits, 'products:own', async ({ caller }) => {
    const now = clock()
    return {
      items: (await limits.find(caller.id)).map(({ kind, currency, state }) => toLimit(kind, currency, state, now)),
      raiseWaitsHours: Math.round(limits.waitMs / hourMs),
    }
  })
  http.route(wire.setLimit, 'products:own', async ({ caller, params: { kind, currency }, body }) => {
    const wish = { said: saidOf(kind, body), prover: caller, proof: body.proof }
    const state = await limits.change({ owner: caller.id, kind, currency }, wish)
    return toLimit(kind, currency, state, clock())
  })
  http.route(wire.askToRaiseLimit, 'products:own', ({ caller, params: { kind, currency }, body }) =>
    limits.askToRaise(caller, { owner: caller.id, kind, currency }, saidOf(kind, body)),
  )
  http.route(wire.cancelRaise, 'products:own', async ({ caller, params: { kind, currency } }) =>
    toLimit(kind, currency, await limits.cancelRaise({ owner: caller.id, kind, currency }), clock()),
  )
}
