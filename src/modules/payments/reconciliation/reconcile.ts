/** Holds a statement of the correspondent bank against our account with it, and keeps what fits and what does not. */
import { createHash } from 'node:crypto'
import { houseAccount, type Ledger } from '#modules/ledger'
import type { Database, Tx } from '#platform/database'
import { type RandomBytes, uuidv7 } from '#platform/id'
import type { CurrencyCode } from '#platform/money'
import { type Clock, dayMs } from '#platform/time'
import { legId } from '../abroad/chain.ts'
import { transactionOf } from '../abroad/messages/pacs-008.ts'
import { type AbroadRow, selectAbroad } from '../abroad/rows.ts'
import { readDay, writeDay } from '../calendars/day.ts'
import { type Item, type MatchRules, match } from './match.ts'
import { readCamtStatement } from './read-camt.ts'
import { readCsvStatement } from './read-csv.ts'
import { noSuchReconciliation, statementBroken, statementTooLong } from './refusals.ts'
import {
  type Counted,
  findByHash,
  findDone,
  findOpenLines,
  findReconciliation,
  insertBreaks,
  insertMatches,
  insertReconciliation,
  insertStatementLines,
  lockReconciliations,
  type NewBreak,
  type OpenLine,
  type ReconciliationRow,
} from './rows.ts'
import type { StatementLine } from './statement-line.ts'

export interface ReconcileNeeds {
  readonly db: Database
  readonly ledger: Pick<Ledger, 'entries'>
  readonly clock: Clock
  readonly randomBytes: RandomBytes
}

export interface Brought {
  readonly id: string
  readonly person: string
  readonly currency: CurrencyCode
  readonly source: ReconciliationRow['source']
  readonly rules: MatchRules
  readonly file: AsyncIterable<Uint8Array>
}

const mostLines = 20_000
const mostEntries = 100_000
const entriesAtOnce = 1000

const readAll = async ({ file, source, currency }: Brought) => {
  const hash = createHash('sha256').update(`${currency} `)
  const hashed = (async function* () {
    for await (const piece of file) {
      hash.update(piece)
      yield piece
    }
  })()
  const lines: StatementLine[] = []
  for await (const line of source === 'csv'
    ? readCsvStatement(hashed, currency)
    : readCamtStatement(hashed, currency)) {
    if (lines.length === mostLines) throw statementTooLong(mostLines)
    lines.push(line)
  }
  if (lines.length === 0) throw statementBroken(1, 'there is no line in it')
  return { lines, hash: hash.digest() }
}

/** Our side: what the book says of our account there, within the window, with the reference that the messages gave it. */
const findOurs = async (
  { ledger }: ReconcileNeeds,
  tx: Tx,
  currency: CurrencyCode,
  from: number,
  to: number,
): Promise<Item[]> => {
  const rows = await tx.query<AbroadRow>(`${selectAbroad} where get_currency = $1 and changed_at >= $2::date - 60`, [
    currency,
    writeDay(from),
  ])
  const named = new Map(
    rows.map((row) => [legId(row.payment, 'correspondent'), row.reference ?? transactionOf(row.payment)]),
  )
  const found: Item[] = []
  let before: bigint | undefined
  for (let read = 0; read < mostEntries; read += entriesAtOnce) {
    const entries = await ledger.entries([houseAccount('correspondent', currency)], { before, limit: entriesAtOnce })
    for (const { transfer, bookedAt, side, amount } of entries) {
      const day = Math.floor(bookedAt.getTime() / dayMs)
      // Their credit is our debit.
      if (day >= from && day <= to)
        found.push({
          id: transfer,
          day,
          minor: side === 'out' ? amount : -amount,
          reference: named.get(transfer) ?? '',
        })
    }
    const last = entries.at(-1)
    if (entries.length < entriesAtOnce || !last || last.bookedAt.getTime() < (from - 1) * dayMs) break
    before = last.seq
  }
  const done = await findDone(
    tx,
    found.map(({ id }) => id),
  )
  return found
    .filter(({ id }) => !done.has(id))
    .sort((one, other) => one.day - other.day || (one.id < other.id ? -1 : 1))
}

const nameOf = ({ file, number }: Pick<OpenLine, 'file' | 'number'>) => `${file} ${number}`
const toItem = (line: OpenLine): Item => ({
  id: nameOf(line),
  day: readDay(line.day),
  minor: line.minor,
  reference: line.reference,
})

/** Matches everything of the currency that is open, also what earlier statements left. */
const settle = async (needs: ReconcileNeeds, tx: Tx, row: ReconciliationRow, rules: MatchRules) => {
  const at = needs.clock()
  const newId = () => uuidv7(at.getTime(), needs.randomBytes(10))
  const open = await findOpenLines(tx, row.currency)
  const byName = new Map(open.map((line) => [nameOf(line), line]))
  const [from, to] = [readDay(open[0]?.day ?? row.first_day), readDay(row.last_day)]
  const ours = await findOurs(
    needs,
    tx,
    row.currency,
    Math.min(from, readDay(row.first_day)) - rules.windowDays,
    to + rules.windowDays,
  )
  const matches = await match(open.map(toItem), ours, rules)
  await insertMatches(
    tx,
    row.id,
    matches.map(({ rule, lines, transfers, difference }) => ({
      match: newId(),
      rule,
      lines: lines.flatMap(({ id }) => byName.get(id) ?? []),
      transfers,
      difference,
    })),
    at,
  )
  const taken = new Set(matches.flatMap(({ lines, transfers }) => [...lines, ...transfers].map(({ id }) => id)))
  const breaks: NewBreak[] = [
    ...open
      .filter((line) => line.file === row.id && !taken.has(nameOf(line)))
      .map((line) => ({ ...line, id: newId(), side: 'theirs' as const, transfer: null })),
    // What is booked after the statement's last day stands in the next one.
    ...ours
      .filter(({ id, day }) => !taken.has(id) && day <= to)
      .map(({ id, day, minor, reference }) => ({
        id: newId(),
        side: 'ours' as const,
        number: null,
        transfer: id,
        day: writeDay(day),
        minor,
        reference,
      })),
  ]
  await insertBreaks(tx, row.id, row.currency, breaks, at)
}

/** The same statement again answers the reconciliation that is there. Throws statement-broken, file-sums-differ, file-too-long. */
export const createReconcile =
  (needs: ReconcileNeeds) =>
  async (brought: Brought): Promise<Counted> => {
    const { db, clock } = needs
    const { lines, hash } = await readAll(brought)
    const days = lines.map(({ day }) => day).sort()
    const { tolerance, windowDays, most } = brought.rules
    const row: ReconciliationRow = {
      id: brought.id,
      hash,
      source: brought.source,
      currency: brought.currency,
      first_day: days[0],
      last_day: days[days.length - 1],
      lines: lines.length,
      rules: { tolerance: tolerance.toString(), windowDays, most },
      brought_by: brought.person,
      at: clock(),
    }
    const id = await db.transaction(async (tx) => {
      await lockReconciliations(tx)
      const known = await findByHash(tx, hash)
      if (known) return known.id
      await insertReconciliation(tx, row)
      await insertStatementLines(tx, row.id, row.currency, lines)
      await settle(needs, tx, row, brought.rules)
      return row.id
    })
    const kept = await findReconciliation(db, id)
    if (!kept) throw noSuchReconciliation()
    return kept
  }
