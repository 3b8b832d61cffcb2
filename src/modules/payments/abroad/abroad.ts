/** Payments to and from other countries: corridors, rates, quotes, and the messages to the bank that carries them out. */
import type { Identity } from '#modules/identity'
import type { Products } from '#modules/products'
import type { Callbacks } from '#platform/callback'
import type { Database } from '#platform/database'
import type { Http } from '#platform/http'
import type { RandomBytes } from '#platform/id'
import { every, type Job } from '#platform/jobs'
import { type Clock, hourMs } from '#platform/time'
import type { Placed } from '../place.ts'
import type { ViewPayments } from '../view.ts'
import { createChanges } from './corridors/change.ts'
import { createQuote, type FeeFor, feeByCorridor } from './quotes/quote.ts'
import { createQuoteSeal } from './quotes/seal.ts'
import { createFetchRates } from './rates/fetch.ts'
import { createTakeRates } from './rates/take.ts'
import { addAbroadRoutes } from './routes.ts'
import { createSendAbroad } from './send.ts'

/** What the bank is told of the outside world. */
export interface AbroadSettings {
  /** Where reference rates are fetched: a path or an https address. */
  readonly ratesFrom?: string
}

export interface AbroadOptions extends AbroadSettings {
  readonly secret: string
  readonly callbacks: Callbacks
  /** What a payment abroad costs; the corridor's own rule where omitted. */
  readonly feeFor?: FeeFor
}

export interface AbroadNeeds extends AbroadOptions {
  readonly db: Database
  readonly identity: Identity
  readonly products: Products
  readonly clock: Clock
  readonly randomBytes: RandomBytes
  readonly place: Placed
  readonly view: ViewPayments
}

/** Builds them over the ordinary payment. */
export const createAbroad = (needs: AbroadNeeds) => {
  const { db, clock, secret, callbacks, ratesFrom, feeFor = feeByCorridor } = needs
  const seal = createQuoteSeal(secret)
  const takeRates = createTakeRates(db, clock)
  const fetchRates = createFetchRates({ from: ratesFrom, callbacks, take: takeRates })
  const quote = createQuote({ ...needs, seal, feeFor })
  const send = createSendAbroad({ ...needs, seal })
  const changes = createChanges(needs)
  return {
    quote,
    send,
    takeRates,
    /** What runs by the clock: reference rates are fetched where a source is set. */
    jobs: (failed: (job: string) => (error: unknown) => void): Job[] =>
      ratesFrom === undefined ? [] : [every(hourMs, fetchRates, failed('fetch reference rates'), { isAtOnce: true })],
    routes: (http: Http) => addAbroadRoutes(http, { ...needs, changes, quote, send, takeRates, fetchRates, ratesFrom }),
  }
}

export type Abroad = ReturnType<typeof createAbroad>
