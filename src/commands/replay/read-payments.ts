/** Reads labeled card payments from CSV files, plain or gzipped, a line at a time and in constant memory. */
import { createReadStream } from 'node:fs'
import { PassThrough, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { PlainError } from '#platform/plain-errors'

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

/** A longer line is no payment; it bounds what is kept of a file without line breaks. */
const longestLine = 4096

/** Finds the columns in the first line. Throws a PlainError that names those which are not there. */
export const findColumns = (file: string, header: string): Places => {
  const names = header
    .replace(/^\uFEFF/, '')
    .split(',')
    .map((name) => name.trim().replaceAll('"', ''))
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

/** Reads one line below the header. */
export const parseLine = (text: string, line: number, places: Places): Line => {
  const cells = text.split(',')
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

const openFile = (file: string, onBytes: (bytes: number) => void): Readable => {
  const bytes = createReadStream(file)
  bytes.on('data', (chunk) => onBytes(chunk.length))
  const text = new PassThrough()
  const stages = file.endsWith('.gz') ? [bytes, createGunzip(), text] : [bytes, text]
  // The reader of `text` meets the failure; here it would only be reported a second time.
  pipeline(stages as [Readable, PassThrough]).catch((error: Error) => text.destroy(error))
  return text.setEncoding('utf8')
}

const explain = (file: string, error: NodeJS.ErrnoException): Error => {
  if (error.code === 'ENOENT') return new PlainError(`There is no file ${file}.`)
  if (error.code === 'EISDIR') return new PlainError(`${file} is a folder, not a file.`)
  if (error.code?.startsWith('Z_')) return new PlainError(`${file} is damaged: it cannot be unpacked (${error.code}).`)
  return error
}

/** All lines of a file below its header. `onBytes` is told of every piece read. Throws PlainError for a file of another shape. */
export async function* readPayments(file: string, onBytes: (bytes: number) => void): AsyncGenerator<Line> {
  let rest = ''
  let line = 0
  let places: Places | undefined
  const take = (text: string): Line | null => {
    line++
    const content = text.endsWith('\r') ? text.slice(0, -1) : text
    if (!places) {
      places = findColumns(file, content)
      return null
    }
    return content === '' ? null : parseLine(content, line, places)
  }
  try {
    for await (const chunk of openFile(file, onBytes)) {
      const lines = (rest + chunk).split('\n')
      rest = lines.pop() ?? ''
      if (rest.length > longestLine)
        throw new PlainError(`${file} is not a file of card payments: line ${line + 1} never ends.`)
      for (const text of lines) {
        const read = take(text)
        if (read) yield read
      }
    }
    const last = rest === '' && places ? null : take(rest)
    if (last) yield last
  } catch (error) {
    throw explain(file, error as NodeJS.ErrnoException)
  }
}
