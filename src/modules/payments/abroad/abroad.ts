/** Payments to and from other countries: corridors, rates, quotes, and the messages to the bank that carries them out. */
import type { Identity } from '#modules/identity'
import type { Products } from '#modules/products'
import type { Callbacks } from '#platform/callback'
import type { Http } from '#platform/http'
import { every, type Job } from '#platform/jobs'
import { hourMs, minuteMs, secondMs } from '#platform/time'
import type { GoOnNeeds } from '../go-on.ts'
import type { Placed } from '../placing/place.ts'
import type { ViewPayments } from '../view.ts'
import type { CorridorRules } from '../wire.ts'
import { createChanges } from './corridors/change.ts'
import { openFirst } from './corridors/rows.ts'
import { type AnswerNeeds, answering } from './messages/answers.ts'
import { taking } from './messages/incoming.ts'
import { createMakeMessages, createSendOut } from './messages/out.ts'
import { createReceive } from './messages/receive.ts'
import { addMessageRoutes } from './messages/routes.ts'
import { type FeeFor, feeBySchedule } from './quotes/fee.ts'
import { createQuote } from './quotes/quote.ts'
import { createQuoteSeal } from './quotes/seal.ts'
import { createFetchRates } from './rates/fetch.ts'
import { createTakeRates } from './rates/take.ts'
import { addAbroadRoutes } from './routes.ts'
import { createSendAbroad } from './send.ts'

/** What the bank is told of the outside world. */
export interface AbroadSettings {
  /** Where reference rates are fetched: a path or an https address. */
  readonly ratesFrom?: string
  /** An https address to which messages are called out; handed over as files where omitted. */
  readonly correspondent?: string
  /** BIC of this bank. */
  readonly bankCode?: string
}

export interface AbroadOptions extends AbroadSettings {
  readonly secret: string
  readonly callbacks: Callbacks
  /** What a payment abroad costs; the corridor's own rule and the fee schedule together where omitted. */
  readonly feeFor?: FeeFor
}

/** As the demo calls itself. */
const demoBank = 'BSRVINBB'

export interface AbroadNeeds extends AbroadOptions, GoOnNeeds {
  readonly identity: Identity
  readonly ledger: AnswerNeeds['ledger']
  readonly products: Products
  readonly place: Placed
  readonly view: ViewPayments
}

/** Builds them over the ordinary payment. */
export const createAbroad = (needs: AbroadNeeds) => {
  const { db, clock, secret, callbacks, ratesFrom, correspondent, bankCode = demoBank } = needs
  const { feeFor = feeBySchedule(needs.products.fees) } = needs
  const seal = createQuoteSeal(secret)
  const takeRates = createTakeRates(db, clock)
  const fetchRates = createFetchRates({ from: ratesFrom, callbacks, take: takeRates })
  const quote = createQuote({ ...needs, seal, feeFor })
  const send = createSendAbroad({ ...needs, seal })
  const changes = createChanges(needs)
  const takeAnswer = createReceive(needs, answering(needs))
  const takeOrders = createReceive(needs, taking(needs))
  const out = { ...needs, bank: bankCode, correspondent, takeAnswer }
  const [make, sendOut] = [createMakeMessages(out), createSendOut(out)]
  return {
    quote,
    send,
    takeRates,
    ratesFrom,
    /** Opens a corridor that is not there yet and that nobody asked for: in a new bank or a demo. */
    openFirst: (id: string, rules: CorridorRules) => openFirst(db, id, rules, clock()),
    makeMessages: make,
    sendOut,
    takeAnswer,
    takeOrders,
    /** What runs by the clock: reference rates are fetched where a source is set. */
    jobs: (failed: (job: string) => (error: unknown) => void): Job[] => [
      ...(ratesFrom === undefined
        ? []
        : [every(hourMs, fetchRates, failed('fetch reference rates'), { isAtOnce: true })]),
      ...(correspondent === undefined
        ? []
        : [
            every(5 * minuteMs, make, failed('make messages abroad'), { isAtOnce: true }),
            every(secondMs, sendOut, failed('send messages abroad')),
          ]),
    ],
    routes: (http: Http) => {
      addAbroadRoutes(http, { ...needs, changes, quote, send, takeRates, fetchRates, ratesFrom })
      addMessageRoutes(http, { ...needs, make, takeAnswer, takeOrders, correspondent })
    },
  }
}

export type Abroad = ReturnType<typeof createAbroad>
