/** Reads labeled card payments from CSV files, plain or gzipped, a line at a time and in constant memory. */
import { PlainError } from '#platform/plain-errors'
import { type CsvRecord, readRecords } from '../csv/read-records.ts'

/** One payment of the file. `minor` is in cents. */
export interface LabeledPayment {
  readonly transaction: string
  readonly at: Date
  readonly customer: string
  readonly terminal: string
  readonly minor: bigint
  readonly isFraud: boolean
}

/** A line of a file: a payment, one of nothing (its amount is zero), or one that cannot be read. */
export type Line =
  | { readonly kind: 'payment'; readonly payment: LabeledPayment }
  | { readonly kind: 'zero'; readonly line: number }
  | { readonly kind: 'broken'; readonly line: number; readonly why: string }

const columnNames = ['TRANSACTION_ID', 'TX_DATETIME', 'CUSTOMER_ID', 'TERMINAL_ID', 'TX_AMOUNT', 'TX_FRAUD'] as const
type Column = (typeof columnNames)[number]
type Places = Readonly<Record<Column, number>>

/** Finds the columns in the header. Throws a PlainError that names those which are not there. */
const findColumns = (file: string, names: readonly string[]): Places => {
  const lacking = columnNames.filter((name) => !names.includes(name))
  if (lacking.length > 0)
    throw new PlainError(`${file} is not a file of card payments: it lacks ${lacking.join(', ')}.`)
  return Object.fromEntries(columnNames.map((name) => [name, names.indexOf(name)])) as Places
}

const instantPattern = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(\.\d{1,3})?Z?$/

/** Times of the file carry no zone; they are taken as UTC. */
const parseInstant = (text: string): Date | null => {
  const match = instantPattern.exec(text)
  if (!match) return null
  const at = new Date(`${match[1]}T${match[2]}${(match[3] ?? '.').padEnd(4, '0')}Z`)
  return Number.isNaN(at.getTime()) ? null : at
}

/** Cents of a decimal text, rounded to the nearest: tools that write floating numbers leave 85.64999999999999 for 85.65. */
const parseCents = (text: string): bigint | null => {
  const match = /^(\d{1,15})(?:\.(\d{1,20}))?$/.exec(text)
  if (!match) return null
  const decimals = (match[2] ?? '').padEnd(3, '0')
  return BigInt(match[1]) * 100n + BigInt(decimals.slice(0, 2)) + (decimals[2] >= '5' ? 1n : 0n)
}

/** Reads one record below the header. */
const parseRecord = ({ line, cells }: CsvRecord, places: Places): Line => {
  const cell = (column: Column) => cells[places[column]]?.trim() ?? ''
  const broken = (why: string): Line => ({ kind: 'broken', line, why })
  if (cells.length <= Math.max(...Object.values(places))) return broken('it has too few columns')
  const [transaction, customer, terminal] = [cell('TRANSACTION_ID'), cell('CUSTOMER_ID'), cell('TERMINAL_ID')]
  if (![transaction, customer, terminal].every((id) => /^[\w-]{1,60}$/.test(id)))
    return broken('an id is missing or odd')
  const at = parseInstant(cell('TX_DATETIME'))
  if (!at) return broken(`"${cell('TX_DATETIME').slice(0, 40)}" is no time`)
  const minor = parseCents(cell('TX_AMOUNT'))
  if (minor === null) return broken(`"${cell('TX_AMOUNT').slice(0, 40)}" is no amount`)
  if (!['0', '1'].includes(cell('TX_FRAUD'))) return broken('TX_FRAUD is neither 0 nor 1')
  if (minor === 0n) return { kind: 'zero', line }
  return { kind: 'payment', payment: { transaction, at, customer, terminal, minor, isFraud: cell('TX_FRAUD') === '1' } }
}

/** All lines of a file below its header. `onBytes` is told of every piece read. Throws PlainError for a file of another shape. */
export async function* readPayments(file: string, onBytes: (bytes: number) => void): AsyncGenerator<Line> {
  const { header, batches } = await readRecords(file, onBytes)
  const places = findColumns(file, header)
  for await (const batch of batches) for (const record of batch) yield parseRecord(record, places)
}
