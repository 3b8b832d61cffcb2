/** Writes transfers into the book, a batch in one statement. */
import type { Query } from '#platform/database'
import type { Participant } from '#platform/lane'
import type { Refusal } from '#platform/refusal'
import { resultOf, type TransferResult } from './results.ts'
import { createTickets, noTicket, type Tickets } from './tickets.ts'
import { columnsOf, flagsOf, type MovingTransfer, placesOfAccounts, refersTo, type Transfer } from './transfer.ts'
import { largestBatch } from './wire.ts'

export { largestBatch }

const statement = `select ledger.create_transfers(
  $1::timestamptz, $2::uuid[], $3::uuid[], $4::integer[], $5::integer[], $6::bigint[], $7::integer[], $8::integer[], $9::timestamptz[],
  $10::integer[], $11::smallint[], $12::smallint[], $13::uuid[], $14::integer[], $15::integer[], $16::integer[], $17::date[],
  $18::bigint, $19::bigint, $20::integer[]) as codes`

const oneStatement = `select ledger.create_transfer($1, $2, $3, $4, $5, $6, $7) as is_booked`

/** Whether the transfer is a plain one and has all that it needs; then one call with its values may book it, which a lone caller waits for. */
const isPlain = (transfer: Transfer): transfer is MovingTransfer & { kind: 'posted' } =>
  transfer.kind === 'posted' &&
  flagsOf(transfer) === 0 &&
  refersTo(transfer) === null &&
  transfer.timeoutSeconds === undefined &&
  transfer.valueDate === undefined

const bookAlone = async (db: Query, transfer: Transfer): Promise<boolean> => {
  if (!isPlain(transfer)) return false
  const { id, debit, credit, amount, ledger, code, bookedAt } = transfer
  const [row] = await db.query<{ is_booked: boolean }>(oneStatement, [
    id,
    debit,
    credit,
    amount,
    ledger,
    code,
    bookedAt,
  ])
  return row.is_booked
}

/**
 * Creates up to 8,190 transfers, in order, and answers one result each; nothing is thrown for an expected no. Imported items may
 * not be later than `now`; null leaves that unchecked. `tickets` are those of the lane that the batch travels in.
 */
export const createTransfers = async (
  db: Query,
  transfers: readonly Transfer[],
  now: Date | null,
  tickets: Tickets | null = null,
): Promise<TransferResult[]> => {
  if (transfers.length === 0) return []
  if (transfers.length > largestBatch) throw new RangeError(`a batch holds at most ${largestBatch} transfers`)
  if (transfers.length === 1 && (await bookAlone(db, transfers[0]))) return ['ok']
  const places = placesOfAccounts(transfers)
  const values = [...columnsOf(transfers, places, now), ...(tickets?.take(places.accounts) ?? noTicket)]
  const [{ codes }] = await db.query<{ codes: number[] | null }>(statement, values)
  return codes === null ? transfers.map(() => 'ok') : codes.map(resultOf)
}

/** Items that ask for several transfers ask for all or none of them. */
const chained = (transfers: readonly Transfer[]): Transfer[] =>
  transfers.map((transfer, index) => (index < transfers.length - 1 ? { ...transfer, isLinked: true } : transfer))

/** What became of a chain: the result of the transfer that broke it, or ok. */
const resultOfChain = (results: readonly TransferResult[]): TransferResult =>
  results.find((result) => result !== 'ok' && result !== 'linked_event_failed') ?? 'ok'

/**
 * The ledger's part in a lane: posts what each item asks for, all or none of it, and drops an item by the refusal for its result.
 * `firstTicket` is any number of 64 bits that no other lane has; with it a batch that waits for the one before can get ready meanwhile.
 */
export const poster = <Item>(
  transfersOf: (item: Item) => Transfer | readonly Transfer[] | null,
  refusalFor: (result: TransferResult, item: Item) => Refusal,
  firstTicket: bigint | null = null,
): Participant<Item> => {
  const tickets = firstTicket === null ? null : createTickets(firstTicket)
  const decide = async (db: Query, standing: readonly Item[]) => {
    const asked: { item: Item; from: number; count: number }[] = []
    const transfers: Transfer[] = []
    for (const item of standing) {
      const wanted = transfersOf(item)
      if (wanted === null) continue
      const chain = 'kind' in wanted ? [wanted] : chained(wanted)
      asked.push({ item, from: transfers.length, count: chain.length })
      transfers.push(...chain)
    }
    const refused = new Map<Item, Refusal>()
    const results = await createTransfers(db, transfers, null, tickets)
    for (const { item, from, count } of asked) {
      const result = count === 1 ? results[from] : resultOfChain(results.slice(from, from + count))
      if (result !== 'ok') refused.set(item, refusalFor(result, item))
    }
    return refused
  }
  return { name: 'ledger', decide, decideAlone: decide }
}
