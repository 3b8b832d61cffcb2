/** Paths of payment limits. */
import type { Http } from '#platform/http'
import type { CurrencyCode } from '#platform/money'
import { hourMs } from '#platform/time'
import * as wire from '../wire.ts'
import { type Limit, type LimitState, limitAt } from './limit.ts'
import type { Limits } from './limits.ts'

const digits = ({ perPayment, perDay }: Limit) => ({
  perPayment: perPayment?.toString() ?? null,
  perDay: perDay?.toString() ?? null,
})

const toLimit = (kind: wire.LimitKind, currency: CurrencyCode, state: LimitState, now: Date): wire.PaymentLimit => ({
  kind,
  currency,
  ...digits(limitAt(state, now)),
  raise: state.next && state.next.at > now ? { ...digits(state.next), holdsFrom: state.next.at.toISOString() } : null,
})

const parse = (given: string | null) => (given === null ? null : BigInt(given))

export const addLimitRoutes = (http: Http, limits: Limits, clock: () => Date): void => {
  http.route(wire.limits, 'products:own', async ({ caller }) => {
    const now = clock()
    return {
      items: (await limits.find(caller.id)).map(({ kind, currency, state }) => toLimit(kind, currency, state, now)),
      raiseWaitsHours: Math.round(limits.waitMs / hourMs),
    }
  })
  http.route(wire.setLimit, 'products:own', async ({ caller, params: { kind, currency }, body }) => {
    const wanted = { perPayment: parse(body.perPayment), perDay: parse(body.perDay) }
    const wish = { wanted, prover: caller, proof: body.proof }
    const state = await limits.change({ owner: caller.id, kind, currency }, wish)
    return toLimit(kind, currency, state, clock())
  })
  http.route(wire.askToRaiseLimit, 'products:own', ({ caller, params: { kind, currency }, body }) => {
    const wanted = { perPayment: parse(body.perPayment), perDay: parse(body.perDay) }
    return limits.askToRaise(caller, { owner: caller.id, kind, currency }, wanted)
  })
  http.route(wire.cancelRaise, 'products:own', async ({ caller, params: { kind, currency } }) =>
    toLimit(kind, currency, await limits.cancelRaise({ owner: caller.id, kind, currency }), clock()),
  )
}
