/** Writes transfers into the book, a batch in one call. */
import type { Query, Tx } from '#platform/database'
import type { Participant } from '#platform/lane'
import type { Refusal } from '#platform/refusal'
import { resultOf, type TransferResult } from './results.ts'

/** A transfer as it is asked for. Ids are UUIDs, `amount` is in minor units, `bookedAt` is the booking time. */
export type Transfer = PostedTransfer | EndingTransfer

export interface PostedTransfer {
  readonly kind: 'posted' | 'pending'
  readonly id: string
  readonly debit: string
  readonly credit: string
  readonly amount: bigint
  readonly ledger: number
  readonly code: number
  readonly bookedAt: Date
}

/** Ends a pending transfer: `post` writes it (wholly, or the given part, releasing the rest), `void` releases it. */
export interface EndingTransfer {
  readonly kind: 'post' | 'void'
  readonly id: string
  readonly pending: string
  readonly amount?: bigint
  readonly bookedAt: Date
}

/** Items in one call; TigerBeetle's own bound. */
export const largestBatch = 8190

const kinds = { posted: 0, pending: 1, post: 2, void: 3 } as const

const statement = `select ledger.create_transfers(
  $1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[], $5::integer[], $6::integer[], $7::smallint[], $8::uuid[], $9::timestamptz[]) as codes`

const columns = (transfers: readonly Transfer[]) => {
  const made = transfers.map((transfer) => ('debit' in transfer ? transfer : null))
  return [
    transfers.map((transfer) => transfer.id),
    made.map((transfer) => transfer?.debit ?? null),
    made.map((transfer) => transfer?.credit ?? null),
    transfers.map((transfer) => transfer.amount ?? null),
    made.map((transfer) => transfer?.ledger ?? null),
    made.map((transfer) => transfer?.code ?? null),
    transfers.map((transfer) => kinds[transfer.kind]),
    transfers.map((transfer) => ('pending' in transfer ? transfer.pending : null)),
    transfers.map((transfer) => transfer.bookedAt),
  ]
}

/** Creates up to 8,190 transfers, in order, and answers one result each. Nothing is thrown for an expected no. */
export const createTransfers = async (tx: Query, transfers: readonly Transfer[]): Promise<TransferResult[]> => {
  if (transfers.length === 0) return []
  if (transfers.length > largestBatch) throw new RangeError(`a batch holds at most ${largestBatch} transfers`)
  const [{ codes }] = await tx.query<{ codes: number[] }>(statement, columns(transfers))
  return codes.map(resultOf)
}

/** The ledger's part in a lane: posts what each item asks for and drops an item by the refusal for its result. */
export const poster = <Item>(
  transferOf: (item: Item) => Transfer | null,
  refusalFor: (result: TransferResult, item: Item) => Refusal,
): Participant<Item> => ({
  name: 'ledger',
  decide: async (tx: Tx, standing) => {
    const asked = standing.flatMap((item) => {
      const transfer = transferOf(item)
      return transfer ? [{ item, transfer }] : []
    })
    const refused = new Map<Item, Refusal>()
    const results = await createTransfers(
      tx,
      asked.map(({ transfer }) => transfer),
    )
    results.forEach((result, index) => {
      const { item } = asked[index]
      if (result !== 'ok') refused.set(item, refusalFor(result, item))
    })
    return refused
  },
})
