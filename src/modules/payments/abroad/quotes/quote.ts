/** A customer asks what sending money abroad costs. Nothing is written: the quote itself says all, sealed. */
import type { Products } from '#modules/products'
import type { Database } from '#platform/database'
import { type RandomBytes, uuidv7 } from '#platform/id'
import { type CurrencyCode, currencyCodes, largestMinor, toDecimal } from '#platform/money'
import { type Clock, dayMs, secondMs } from '#platform/time'
import { noSuchAccount } from '../../refusals.ts'
import { readCalendar } from '../../standing-orders/rows.ts'
import type { CorridorRules, Quote } from '../../wire.ts'
import { daysOf } from '../corridors/days.ts'
import { findCorridor } from '../corridors/rows.ts'
import { crossRate, type Rate, writeRate } from '../rates/rate.ts'
import { findLatest, type KeptRate } from '../rates/rows.ts'
import * as no from '../refusals.ts'
import { type FeeFor, feeCurrencyOf, ruleIn } from './fee.ts'
import { priceOf } from './price.ts'
import type { QuoteSeal } from './seal.ts'
import { type Terms, totalOf } from './terms.ts'

/** For so long a quote holds. */
export const quoteHoldsMs = 30 * secondMs

export interface QuoteNeeds {
  readonly db: Database
  readonly products: Pick<Products, 'byIds'>
  readonly clock: Clock
  readonly randomBytes: RandomBytes
  readonly seal: QuoteSeal
  readonly feeFor: FeeFor
}

export interface QuoteAsked {
  readonly from: string
  readonly corridor: string
  readonly side: 'pays' | 'gets'
  readonly minor: string
}

const even: Rate = { numerator: 1n, denominator: 1n }

/** The corridor as it stands. Throws no-such-corridor, corridor-closed. */
export const openCorridor = async (db: Database, id: string) => {
  const corridor = await findCorridor(db, id)
  if (!corridor) throw no.noSuchCorridor()
  if (!corridor.rules.isOpen) throw no.corridorClosed()
  return corridor
}

/** The currency of a corridor's id. */
export const currencyOfCorridor = (id: string): CurrencyCode => {
  const found = currencyCodes.find((code) => code === id.slice(3))
  if (!found) throw no.noSuchCorridor()
  return found
}

const usable = (rates: readonly KeptRate[], currency: CurrencyCode, oldest: string): KeptRate => {
  const rate = rates.find((each) => each.currency === currency)
  if (!rate) throw no.rateMissing(currency)
  if (rate.day < oldest) throw no.rateStale(currency, rate.day)
  return rate
}

/** The reference rate of two currencies, with the older of both days. Throws rate-missing, rate-stale. */
const referenceOf = async (db: Database, pays: CurrencyCode, gets: CurrencyCode, goodForDays: number, at: Date) => {
  const dayText = (ms: number) => new Date(ms).toISOString().slice(0, 10)
  const oldest = dayText(at.getTime() - goodForDays * dayMs)
  const rates = await findLatest(db, dayText(at.getTime() + dayMs / 2))
  const [one, other] = [usable(rates, pays, oldest), usable(rates, gets, oldest)]
  const [day, source] = one.day < other.day ? [one.day, one.source] : [other.day, other.source]
  return { rate: crossRate(one, other), day, source }
}

/** The corridor's fee in the payer's currency; a rate is wanted only where it is in another one. */
const ruleFor = async (db: Database, rules: CorridorRules, pays: CurrencyCode, at: Date) => {
  const currency = feeCurrencyOf(rules, pays)
  const isPlain = currency === pays || (rules.feeFixed === '0' && rules.feeMost === null)
  return ruleIn(rules, pays, isPlain ? even : (await referenceOf(db, currency, pays, rules.ratesGoodForDays, at)).rate)
}

const checkAmount = (arrives: bigint, currency: CurrencyCode, { least, most }: CorridorRules) => {
  const inWords = (digits: string) => `${toDecimal(BigInt(digits), currency)} ${currency}`
  if (arrives < BigInt(least)) throw no.amountOut(`At least ${inWords(least)} has to arrive. Nothing was moved.`)
  if (arrives > BigInt(most)) throw no.amountOut(`At most ${inWords(most)} can be sent at a time. Nothing was moved.`)
}

const toQuote = (terms: Terms, seal: QuoteSeal): Quote => {
  const money = (currency: CurrencyCode, minor: string) => ({ currency, minor })
  return {
    quote: seal.seal(terms),
    id: terms.id,
    corridor: terms.corridor,
    from: terms.from,
    exchanged: money(terms.pays, terms.exchanged),
    fee: money(terms.pays, terms.fee),
    total: money(terms.pays, totalOf(terms).toString()),
    arrives: money(terms.gets, terms.arrives),
    rate: terms.rate,
    reference: terms.reference,
    spread: { basisPoints: terms.spreadBasisPoints, costs: money(terms.gets, terms.spread) },
    leaves: terms.leaves,
    arrivesOn: terms.arrivesOn,
    madeAt: terms.madeAt,
    expiresAt: terms.expiresAt,
  }
}

/** Throws no-such-account, no-such-corridor, corridor-closed, currency-not-offered, rate-missing, rate-stale, amount-out-of-corridor, exceeds-book. */
export const createQuote =
  ({ db, products, clock, randomBytes, seal, feeFor }: QuoteNeeds) =>
  async (person: string, { from, corridor: id, side, minor }: QuoteAsked): Promise<Quote> => {
    const at = clock()
    const product = (await products.byIds([from])).get(from)
    if (product?.owner !== person) throw noSuchAccount()
    const { rules, version } = await openCorridor(db, id)
    const [pays, gets] = [product.currency, currencyOfCorridor(id)]
    if (!rules.from.includes(pays)) throw no.currencyNotOffered(pays)
    const reference = pays === gets ? null : await referenceOf(db, pays, gets, rules.ratesGoodForDays, at)
    const pricing = { pays, gets, reference: reference?.rate ?? even, side, minor: BigInt(minor) }
    const price = priceOf({ ...pricing, spreadBasisPoints: rules.spreadBasisPoints })
    if (!price) throw no.exceedsBook()
    checkAmount(price.arrives.minor, gets, rules)
    const { exchanged, arrives, rate } = price
    const rule = await ruleFor(db, rules, pays, at)
    const fee = await feeFor({ product: product.kind, from: pays, minor: exchanged.minor, rule, at })
    if (exchanged.minor + fee.minor > largestMinor) throw no.exceedsBook()
    const terms: Terms = {
      id: uuidv7(at.getTime(), randomBytes(10)),
      person,
      from,
      corridor: id,
      version,
      pays,
      gets,
      exchanged: exchanged.minor.toString(),
      fee: fee.minor.toString(),
      ...(fee.schedule !== null && { schedule: fee.schedule }),
      arrives: arrives.minor.toString(),
      rate: { text: writeRate(rate), numerator: rate.numerator.toString(), denominator: rate.denominator.toString() },
      reference: reference && { text: writeRate(reference.rate), day: reference.day, source: reference.source },
      spreadBasisPoints: reference ? rules.spreadBasisPoints : 0,
      spread: price.spread.toString(),
      ...daysOf(await readCalendar(db, gets), rules, at),
      madeAt: at.toISOString(),
      expiresAt: new Date(at.getTime() + quoteHoldsMs).toISOString(),
    }
    return toQuote(terms, seal)
  }
