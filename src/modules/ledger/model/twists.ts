/** Ways to spoil or vary an item, so that every rule of the book is met. */
import { transferFlag } from '../transfer.ts'
import { most } from './book.ts'
import { nobody } from './create-accounts.ts'
import type { Item } from './item.ts'

/** What a twist may draw on: an id of nothing, an account of another ledger, another account, another item, its own time. */
export interface Surroundings {
  readonly unknown: string
  readonly foreign: string
  readonly other: string
  readonly earlier: Item | undefined
  readonly day: (days: number) => string
}

type Twist = (item: Item, at: Surroundings) => Partial<Item>

const { linked, balancingDebit, balancingCredit, imported } = transferFlag
const dayMs = 86_400_000

const flagTwists = {
  'a reserved flag': ({ flags }) => ({ flags: flags | 4 }),
  'a flag far out': ({ flags }) => ({ flags: flags | 16384 }),
  'no flags': () => ({ flags: 0 }),
  linked: ({ flags }) => ({ flags: flags | linked }),
  'balancing debit': ({ flags }) => ({ flags: flags | balancingDebit }),
  'balancing credit': ({ flags }) => ({ flags: flags | balancingCredit }),
  'balancing both': ({ flags }) => ({ flags: flags | balancingDebit | balancingCredit }),
  imported: ({ flags, bookedAt }) => ({ flags: flags | imported, bookedAt: bookedAt - 1000 }),
  'imported from a day before': ({ flags, bookedAt }) => ({ flags: flags | imported, bookedAt: bookedAt - dayMs }),
  'imported from long before': ({ flags, bookedAt }) => ({ flags: flags | imported, bookedAt: bookedAt - 50 * dayMs }),
  'imported with a timeout': ({ flags, bookedAt }) => ({
    kind: 'pending',
    flags: flags | imported,
    timeout: 60,
    bookedAt: bookedAt - 1000,
  }),
  'imported from the future': ({ flags, bookedAt }) => ({ flags: flags | imported, bookedAt: bookedAt + 1000 }),
} satisfies Record<string, Twist>

const identityTwists = {
  'no id': () => ({ id: nobody }),
  'the id of another': ({ id }, { earlier }) => ({ id: earlier?.id ?? id }),
  'a posted one': () => ({ kind: 'posted' }),
  'a pending one': () => ({ kind: 'pending' }),
  'a post': () => ({ kind: 'post' }),
  'a void': () => ({ kind: 'void' }),
  'an expiry': () => ({ kind: 'expire' }),
  'a reversal': () => ({ kind: 'reverse' }),
  'refers to itself': ({ id }) => ({ refersTo: id }),
  'refers to nothing': () => ({ refersTo: nobody }),
  'refers to nothing at all': () => ({ refersTo: undefined }),
  'refers to an unknown one': (_, { unknown }) => ({ refersTo: unknown }),
  'refers to another': (_, { earlier }) => ({ refersTo: earlier?.id }),
} satisfies Record<string, Twist>

const accountTwists = {
  'no debit account': () => ({ debit: nobody }),
  'no credit account': () => ({ credit: nobody }),
  'debit account left out': () => ({ debit: undefined }),
  'credit account left out': () => ({ credit: undefined }),
  'an unknown debit account': (_, { unknown }) => ({ debit: unknown }),
  'an unknown credit account': (_, { unknown }) => ({ credit: unknown }),
  'a debit account of another ledger': (_, { foreign }) => ({ debit: foreign }),
  'a credit account of another ledger': (_, { foreign }) => ({ credit: foreign }),
  'another debit account': (_, { other }) => ({ debit: other }),
  'another credit account': (_, { other }) => ({ credit: other }),
  'the same account twice': ({ debit }) => ({ credit: debit }),
  'the other way round': ({ debit, credit }) => ({ debit: credit, credit: debit }),
} satisfies Record<string, Twist>

const numberTwists = {
  'no amount': () => ({ amount: 0n }),
  'a negative amount': () => ({ amount: -5n }),
  'the most negative amount': () => ({ amount: -most - 1n }),
  'amount left out': () => ({ amount: undefined }),
  'one more': ({ amount }) => ({ amount: (amount ?? 0n) < most ? (amount ?? 0n) + 1n : most }),
  'one less': ({ amount }) => ({ amount: (amount ?? 1n) > -most ? (amount ?? 1n) - 1n : -most }),
  'the most there is': () => ({ amount: most }),
  'no ledger': () => ({ ledger: 0 }),
  'a negative ledger': () => ({ ledger: -356 }),
  'ledger left out': () => ({ ledger: undefined }),
  'another ledger': () => ({ ledger: 840 }),
  'no code': () => ({ code: 0 }),
  'a negative code': () => ({ code: -1 }),
  'code left out': () => ({ code: undefined }),
  'another code': () => ({ code: 77 }),
} satisfies Record<string, Twist>

const timeTwists = {
  'no timeout': () => ({ timeout: 0 }),
  'a timeout': () => ({ timeout: 30 }),
  'a timeout of a minute': () => ({ timeout: 60 }),
  'a longer timeout': () => ({ timeout: 3600 }),
  'the longest timeout': () => ({ timeout: 2 ** 31 - 1 }),
  'a negative timeout': () => ({ timeout: -1 }),
  'a value date': (_, { day }) => ({ valueDate: day(0) }),
  'an older value date': (_, { day }) => ({ valueDate: day(-3) }),
  'a later value date': (_, { day }) => ({ valueDate: day(2) }),
  'a second before': ({ bookedAt }) => ({ bookedAt: bookedAt - 1000 }),
  'a minute before': ({ bookedAt }) => ({ bookedAt: bookedAt - 60_000 }),
  'a minute and a little before': ({ bookedAt }) => ({ bookedAt: bookedAt - 60_001 }),
  'a second after': ({ bookedAt }) => ({ bookedAt: bookedAt + 1000 }),
  'a day before': ({ bookedAt }) => ({ bookedAt: bookedAt - dayMs }),
} satisfies Record<string, Twist>

const twists: Readonly<Record<string, Twist>> = {
  ...flagTwists,
  ...identityTwists,
  ...accountTwists,
  ...numberTwists,
  ...timeTwists,
}

export const twistNames = Object.keys(twists)

/** Applies one twist. */
export const twist = (item: Item, name: string, at: Surroundings): Item => ({ ...item, ...twists[name]?.(item, at) })
