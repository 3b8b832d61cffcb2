/** Invents transfers of every kind between a few busy accounts. */
import { randomUUID } from 'node:crypto'
import type { Random } from '#learning/random'
import { houseAccount, type Transfer, transferCode } from '#modules/ledger'
import { uuidv8 } from '#platform/id'
import type { Journal, Movement, Sent } from './journal.ts'

const rupees = 356
export const customers = Array.from({ length: 12 }, (_, index) => uuidv8(Buffer.alloc(16, index + 1)))

const pick = <Item>(random: Random, items: readonly Item[]): Item => items[Math.floor(random() * items.length)]

const movement = (random: Random): Movement => {
  // The first accounts are the busy ones.
  const from = Math.floor(random() ** 2 * customers.length)
  const to = (from + 1 + Math.floor(random() * (customers.length - 1))) % customers.length
  // Now and then more than anybody has, which is refused.
  const amount = random() < 0.03 ? 10_000_000n : BigInt(1 + Math.floor(random() * 500))
  return { debit: customers[from], credit: customers[to], amount }
}

const moving = (kind: 'posted' | 'pending', moved: Movement, timeoutSeconds?: number) => ({
  kind,
  id: randomUUID(),
  ...moved,
  ledger: rupees,
  code: transferCode.send,
  bookedAt: new Date(),
  ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
})

const posted = (moved: Movement): Sent => ({ transfers: [moving('posted', moved)], movements: [moved] })

/** Money for an account, out of the opening balances. */
export const fund = (account: string, amount: bigint): Sent =>
  posted({ debit: houseAccount('opening', 'INR'), credit: account, amount })

/** All or none: money that passes through up to four accounts. */
const chain = (random: Random): Sent => {
  const movements = Array.from({ length: 2 + Math.floor(random() * 3) }, () => movement(random))
  const transfers = movements.map((moved, index) => ({
    ...moving('posted', moved),
    isLinked: index < movements.length - 1,
  }))
  return { transfers, movements }
}

const hold = (random: Random): Sent => {
  const moved = movement(random)
  const transfer = moving('pending', moved, random() < 0.8 ? 1 + Math.floor(random() * 2) : undefined)
  return { transfers: [transfer], movements: [], places: { ...moved, id: transfer.id } }
}

const end = (random: Random, { id, debit, credit, amount }: Movement & { id: string }): Sent => {
  const own = { id: randomUUID(), pending: id, bookedAt: new Date() }
  if (random() < 0.4) return { transfers: [{ kind: 'void', ...own }], movements: [], ends: id }
  const part = random() < 0.5 ? amount : 1n + amount / 2n
  const transfer: Transfer = { kind: 'post', ...own, ...(part === amount ? {} : { amount: part }) }
  return { transfers: [transfer], movements: [{ debit, credit, amount: part < amount ? part : amount }], ends: id }
}

const reversal = (moved: Movement, reverses: string): Sent => ({
  transfers: [{ kind: 'reverse', id: randomUUID(), reverses, bookedAt: new Date() }],
  movements: [{ debit: moved.credit, credit: moved.debit, amount: moved.amount }],
})

/** The next unit; ends and reversals take up something that was acknowledged lately. */
export const invent = (random: Random, journal: Journal, recent: readonly Sent[]): Sent => {
  const dice = random()
  if (dice < 0.45) return posted(movement(random))
  if (dice < 0.57) return chain(random)
  if (dice < 0.75 || recent.length === 0) return hold(random)
  const earlier = pick(random, recent)
  if (earlier.places) return end(random, earlier.places)
  const [first] = earlier.transfers
  if (dice < 0.96 && first.kind === 'posted') return reversal(earlier.movements[0], first.id)
  // The same again, which must answer that it exists.
  return journal.effective.has(earlier) ? earlier : posted(movement(random))
}
