/** Generated payments as lines of CSV, day after day. */
import { toDecimal } from '#platform/money'
import { generateDays, type Payment } from './generator.ts'

export interface FileOptions {
  readonly customers: number
  readonly days: number
  readonly seed: number
}

const fileColumns = 'id,time,payer,payee,amount,currency,kind,device,network,place,category,label,known_at,scenario'

/** What every file begins with, so that the same options give the same bytes on any day. */
const startMs = Date.UTC(2026, 0, 1)

const instant = (ms: number): string => (Number.isNaN(ms) ? '' : new Date(ms).toISOString())

/** Ids and words have no quotes; a place has a comma. */
const cell = (text: string | null): string => (text === null ? '' : text.includes(',') ? `"${text}"` : text)

const lineOf = ({ movement, scenario, knownMs }: Payment, id: string): string => {
  const { payer, payee, minor, currency, kind, context, atMs } = movement
  const amount = toDecimal(BigInt(minor), currency as 'EUR')
  const isFraud = scenario === 'genuine' ? 0 : 1
  const { device = null, network = null, place = null, category = null } = context ?? {}
  const origin = [device, network, place, category].map(cell).join(',')
  return `${id},${instant(atMs)},${payer},${payee ?? ''},${amount},${currency},${kind},${origin},${isFraud},${instant(knownMs)},${scenario}\n`
}

const linesAtOnce = 500

/** Text of the file piece by piece, the header first; only a day is in memory. Payments of all kinds, in the order of their time. */
export function* generateLines({ customers, days, seed }: FileOptions): Generator<string> {
  yield `${fileColumns}\n`
  let number = 0
  for (const payments of generateDays({ customers, days, seed, startMs, cardsOnly: false, isPlain: true }))
    for (let from = 0; from < payments.length; from += linesAtOnce)
      yield payments
        .slice(from, from + linesAtOnce)
        .map((payment) => lineOf(payment, `${seed}-p${++number}`))
        .join('')
}
