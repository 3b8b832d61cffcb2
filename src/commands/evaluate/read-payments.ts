/** Labeled payments from CSV files in the order of their time. */
import { PlainError } from '#platform/plain-errors'
import { type CsvRecord, readRecords } from '../csv/read-records.ts'
import { parseHundredths, parseLabel, parseTime } from './cells.ts'
import { type ColumnNames, findPlaces, type Places } from './columns.ts'

export interface LabeledPayment {
  readonly atMs: number
  readonly payer: string
  /** Null where the file says none. */
  readonly payee: string | null
  /** Hundredths, at least one. */
  readonly minor: number
  readonly isFraud: boolean
  readonly kind: 'card' | 'send' | 'withdrawal'
  /** Three letters; XXX where the file says none. */
  readonly currency: string
  /** Cells of the context columns, in their order. */
  readonly context: readonly string[]
}

export interface PaymentFiles {
  readonly files: readonly string[]
  readonly columns?: ColumnNames
  readonly context: readonly string[]
  readonly onBytes?: (bytes: number) => void
  /** Told of each line that is left out. */
  readonly onRefused?: (file: string, line: number, why: string) => void
}

/** So many lines may be left out before the files as a whole are refused. */
export const mostRefused = 1_000

/** Characters of an id; a longer one is no id. */
const longestId = 190

type Parsed = LabeledPayment | string

const kindOf = (cell = ''): LabeledPayment['kind'] => {
  const kind = cell.trim().toLowerCase()
  return kind === 'send' || kind === 'withdrawal' ? kind : 'card'
}

const currencyOf = (cell = ''): string => (/^[A-Z]{3}$/.test(cell) ? cell : 'XXX')

/** Reads a record; a sentence says why where it cannot be read. */
const parseRecord = ({ cells }: CsvRecord, places: Places, width: number): Parsed => {
  if (cells.length !== width) return `it has ${cells.length} columns instead of ${width}`
  const atMs = parseTime(cells[places.time].trim())
  if (atMs === null || atMs < 0) return `"${cells[places.time].slice(0, 40)}" is no time from 1970 on`
  const minor = parseHundredths(cells[places.amount].trim())
  if (minor === null) return `"${cells[places.amount].slice(0, 40)}" is no amount`
  const isFraud = parseLabel(cells[places.label].trim())
  if (isFraud === null) return `"${cells[places.label].slice(0, 40)}" is no label: 0 or 1, true or false, yes or no`
  const payer = cells[places.payer].trim()
  if (payer === '' || payer.length > longestId) return 'it names no payer'
  const payee = cells[places.payee]?.trim() || null
  if (payee !== null && payee.length > longestId) return 'its payee is too long for an id'
  return {
    // Where time is counted from the first payment on, that one is at 0, which features take for no time.
    atMs: Math.max(1, atMs),
    payer,
    payee,
    minor: Math.max(1, minor),
    isFraud,
    kind: kindOf(cells[places.kind]),
    currency: currencyOf(cells[places.currency]),
    context: places.context.map((place) => cells[place]),
  }
}

interface Opened {
  readonly file: string
  readonly firstMs: number
  readonly open: () => Promise<{ places: Places; width: number; batches: AsyncGenerator<CsvRecord[]> }>
}

/** Finds the columns of a file, and when its first payment was, so that files can be put in order. */
const look = async (file: string, { columns, context, onBytes }: PaymentFiles): Promise<Opened> => {
  const open = async (onRead?: (bytes: number) => void) => {
    const { header, batches } = await readRecords(file, onRead)
    return { places: findPlaces(file, header, columns, context), width: header.length, batches }
  }
  const { places, width, batches } = await open()
  for await (const batch of batches) {
    for (const record of batch) {
      const parsed = parseRecord(record, places, width)
      if (typeof parsed !== 'string') return { file, firstMs: parsed.atMs, open: () => open(onBytes) }
    }
    if (batch.length > 0) break
  }
  throw new PlainError(`${file} begins with lines that cannot be read as payments; are its columns the right ones?`)
}

/** Counts what is left out, and gives up when it is too much. */
const createRefusals = (onRefused: PaymentFiles['onRefused']) => {
  let count = 0
  return (file: string, line: number, why: string) => {
    onRefused?.(file, line, why)
    if (++count > mostRefused) {
      throw new PlainError(
        `More than ${mostRefused} lines were left out, the last one line ${line} of ${file}: ${why}. Mend the files first.`,
      )
    }
  }
}

/**
 * All payments of the files in batches, in the order of their time; the files themselves may be given in any order. A line
 * that cannot be read, or that is older than the one before it, is left out and told. Throws a PlainError when there are too many.
 */
export async function* readPayments(plan: PaymentFiles): AsyncGenerator<LabeledPayment[]> {
  const opened: Opened[] = []
  for (const file of plan.files) opened.push(await look(file, plan))
  opened.sort((left, right) => left.firstMs - right.firstMs)
  const refuse = createRefusals(plan.onRefused)
  let latestMs = Number.NEGATIVE_INFINITY
  for (const { file, open } of opened) {
    const { places, width, batches } = await open()
    for await (const batch of batches) {
      const payments: LabeledPayment[] = []
      for (const record of batch) {
        const parsed = parseRecord(record, places, width)
        if (typeof parsed === 'string') refuse(file, record.line, parsed)
        else if (parsed.atMs < latestMs) refuse(file, record.line, 'it is older than a payment before it')
        else {
          latestMs = parsed.atMs
          payments.push(parsed)
        }
      }
      yield payments
    }
  }
}
