/**
 * The daily reference rates of the European Central Bank, in its XML form (eurofxref-daily.xml): units of each currency for one euro.
 * Strict, as every file of the bank: no document type, a size limit, one day, each currency once.
 */
import { SaxesParser } from 'saxes'

export interface DayOfRates {
  /** YYYY-MM-DD. */
  readonly day: string
  /** Decimal texts by ISO 4217 code. */
  readonly perEuro: ReadonlyMap<string, string>
}

/** This is no file of reference rates. */
export class NoRates extends Error {
  override readonly name = 'NoRates'
}

const mostCharacters = 256 * 1024
const decimal = /^\d{1,9}(\.\d{1,8})?$/
const isDay = (text: string) =>
  /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text

const no = (why: string): never => {
  throw new NoRates(why)
}

/** Throws {@link NoRates} for what is not such a file. */
export const readEurofxref = (text: string): DayOfRates => {
  if (text.length > mostCharacters) no('it is larger than 256 KiB')
  const parser = new SaxesParser({ xmlns: true })
  const perEuro = new Map<string, string>()
  let day: string | undefined
  parser.on('error', (error) => no(error.message.replace(/^\d+:\d+: /, '')))
  parser.on('doctype', () => no('a document type is not taken'))
  parser.on('opentag', ({ local, attributes }) => {
    if (local !== 'Cube') return
    const [time, currency, rate] = ['time', 'currency', 'rate'].map((name) => attributes[name]?.value)
    if (time !== undefined) {
      if (day !== undefined) no('it holds more than one day')
      if (!isDay(time)) no('its day is none')
      day = time
    }
    if (currency === undefined && rate === undefined) return
    if (day === undefined) no('a rate stands before the day')
    if (!/^[A-Z]{3}$/.test(currency ?? '')) no('a rate has no currency')
    if (!decimal.test(rate ?? '') || !/[1-9]/.test(rate ?? '')) no(`the rate of ${currency} is no number above zero`)
    if (perEuro.has(currency)) no(`${currency} stands twice`)
    perEuro.set(currency, rate)
  })
  parser.write(text).close()
  if (day === undefined) throw new NoRates('it has no day')
  if (perEuro.size === 0) throw new NoRates('it has no rates')
  return { day, perEuro }
}
