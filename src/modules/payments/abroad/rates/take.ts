/** Takes a day of reference rates in. A day that is known keeps its rates, and a leap is not believed by itself. */
import type { Database } from '#platform/database'
import { Refusal } from '#platform/refusal'
import { type Clock, dayMs } from '#platform/time'
import { type DayOfRates, NoRates, readEurofxref } from './eurofxref.ts'
import { fractionOf } from './rate.ts'
import { findDay, findLatest, insertDay, type KeptRate, lockRates } from './rows.ts'

export const ratesBroken = (why: string) =>
  new Refusal('rates-broken', 422, `This is no file of reference rates: ${why}. Nothing was kept.`)
const ratesDiffer = (day: string) =>
  new Refusal('rates-differ', 409, `The rates of ${day} are known and are others. What is known stays.`)
const ratesLeap = (currency: string) =>
  new Refusal(
    'rates-leap',
    422,
    `The rate of ${currency} is more than a quarter away from the last one. Look at the file.`,
  )

const hundredth = 100n
const mostLeap = 25n

/** Whether a rate lies more than a quarter from the one before. */
const leaps = (before: string, now: string): boolean => {
  const [one, other] = [fractionOf(before), fractionOf(now)]
  const [was, is] = [one.numerator * other.denominator, other.numerator * one.denominator]
  const apart = is > was ? is - was : was - is
  return apart * hundredth > was * mostLeap
}

const check = (rates: DayOfRates, known: readonly KeptRate[], last: readonly KeptRate[], today: string) => {
  if (rates.day > today) throw ratesBroken(`its day, ${rates.day}, is still to come`)
  for (const { currency, perEuro } of known)
    if (currency !== 'EUR' && rates.perEuro.has(currency) && rates.perEuro.get(currency) !== perEuro)
      throw ratesDiffer(rates.day)
  for (const { currency, perEuro } of last) {
    const now = rates.perEuro.get(currency)
    if (now !== undefined && leaps(perEuro, now)) throw ratesLeap(currency)
  }
}

export interface TakenRates {
  readonly day: string
  /** How many rates were new. */
  readonly count: number
}

const read = (text: string): DayOfRates => {
  try {
    return readEurofxref(text)
  } catch (error) {
    if (error instanceof NoRates) throw ratesBroken(error.message)
    throw error
  }
}

/** Throws rates-broken, rates-differ, rates-leap. The same file again changes nothing. */
export const createTakeRates =
  (db: Database, clock: Clock) =>
  async (text: string, source: string): Promise<TakenRates> => {
    const rates = read(text)
    const at = clock()
    // A day begins in the east before it does in Greenwich.
    const today = new Date(at.getTime() + dayMs / 2).toISOString().slice(0, 10)
    return db.transaction(async (tx) => {
      await lockRates(tx)
      check(rates, await findDay(tx, rates.day), await findLatest(tx, rates.day), today)
      return { day: rates.day, count: await insertDay(tx, rates, source, at) }
    })
  }
