import { randomFillSync } from 'node:crypto'
import type { Random } from '#learning/random'
import { uuidv7 } from '#platform/id'
import { createZipf } from './zipf.ts'

/** A transfer that a caller asks for, and when; `amount` in minor units. */
export interface Order {
  readonly id: string
  readonly debit: string
  readonly credit: string
  readonly amount: bigint
  readonly bookedAt: Date
}

const idStart = '019a0000-0000-7000-8000-'
const shopShare = 0.1
const largestAmount = 100
// Prime, so that it reaches every account of any number that is not a multiple of it.
const stride = 611_953

/** The id of an account by its place in the order in which the accounts were opened. */
export const accountId = (index: number): string => idStart + index.toString(16).padStart(12, '0')

/** The same in SQL, of an expression that is an integer. */
export const accountIdSql = (index: string): string => `('${idStart}' || lpad(to_hex(${index}), 12, '0'))::uuid`

/** Popular accounts lie scattered among the others, as they do in a bank, and not side by side on a few pages. */
const scatter = (rank: number, count: number): number => (rank * stride + 7) % count

const createIds = (): ((atMs: number) => string) => {
  const bytes = new Uint8Array(10 * 1024)
  let used = bytes.length
  return (atMs) => {
    if (used === bytes.length) {
      randomFillSync(bytes)
      used = 0
    }
    used += 10
    return uuidv7(atMs, bytes.subarray(used - 10, used))
  }
}

/**
 * Makes orders between so many accounts: who pays and who is paid by a Zipf distribution, and one in ten pays the one shop.
 * `now` is in milliseconds since 1970; the ids are random, everything else follows from `random`.
 */
export const createOrders = (count: number, zipf: number, random: Random, now: () => number): (() => Order) => {
  const draw = createZipf(count, zipf, random)
  const nextId = createIds()
  const shop = count - 1
  const drawOther = (than: number): number => {
    for (;;) {
      const rank = draw()
      if (rank !== than) return rank
    }
  }
  return () => {
    const credit = random() < shopShare ? shop : draw()
    const debit = drawOther(credit)
    const askedAt = now()
    return {
      id: nextId(askedAt),
      debit: accountId(scatter(debit, count)),
      credit: accountId(scatter(credit, count)),
      amount: BigInt(1 + Math.floor(random() * largestAmount)),
      bookedAt: new Date(askedAt),
    }
  }
}
