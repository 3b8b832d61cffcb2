/** Random plans of what is asked of a book, as fast-check makes them; `realize.ts` makes scripts of them. */
import fc from 'fast-check'
import { transferFlag } from '../transfer.ts'
import { most } from './book.ts'
import { twistNames } from './twists.ts'

/** Which of the items before this one an intent to copy looks at. */
export type Copied = 'any' | 'ending' | 'reversal' | 'balancing'

/** Accounts by their place; `back` counts the items before this one that fit. */
export type Intent =
  | {
      readonly does: 'move'
      isPending: boolean
      timeout: number
      balancing: number
      debit: number
      credit: number
      amount: bigint
    }
  | {
      readonly does: 'end'
      kind: 'post' | 'void' | 'expire'
      back: number
      part: bigint | null
      isExplicit: boolean
      isDue: boolean
    }
  | { readonly does: 'reverse'; back: number; isExplicit: boolean }
  | { readonly does: 'copy'; of: Copied; back: number }

/** An intent with its twists; `lagMs` is how much older than the clock its booking time is. */
export interface Wish {
  readonly intent: Intent
  readonly isLinked: boolean
  readonly lagMs: number
  readonly twists: readonly string[]
}

export interface AccountWish {
  readonly place: number
  readonly ledger: number
  readonly code: number
  readonly flags: number
  readonly isLinked: boolean
  readonly importedDaysAgo: number | null
}

export type PlannedStep = { readonly afterMs: number } & (
  | { readonly does: 'accounts'; items: readonly AccountWish[] }
  | { readonly does: 'transfers'; items: readonly Wish[]; hasClock: boolean }
  | { readonly does: 'flag'; place: number; flag: 'frozen' | 'closed'; isSet: boolean }
  | { readonly does: 'close'; daysAgo: number | null }
)

export interface Plan {
  /** Flags of the first accounts. */
  readonly accounts: readonly number[]
  readonly steps: readonly PlannedStep[]
}

/** Accounts that are made first; later steps try four places more. */
export const firstAccounts = 6

const weighted = <Value>(...choices: [number, Value][]): fc.Arbitrary<Value> =>
  fc.oneof(...choices.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) })))
const oneTwist = fc.array(fc.constantFrom(...twistNames), { minLength: 1, maxLength: 1 })
const oftenEmpty = fc.oneof(
  { weight: 6, arbitrary: fc.constant<string[]>([]) },
  { weight: 3, arbitrary: oneTwist },
  { weight: 1, arbitrary: fc.array(fc.constantFrom(...twistNames), { minLength: 2, maxLength: 3 }) },
)

const amounts = {
  // Few and even, so that an account often has just what is asked of it.
  round: fc.constantFrom(50n, 100n),
  usual: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(1n, 10n, 50n, 100n) }, fc.bigInt(1n, 120n)),
  huge: fc.constantFrom(1n, 100n, most / 2n, most / 2n + 1n, most - 100n, most - 1n, most),
}

const back = fc.nat(7)

/** The places of the accounts in the one ledger; the last of the first accounts is of another. */
const neighbors = firstAccounts - 1

const none = fc.constant(0)

const moveOf = (
  amount: fc.Arbitrary<bigint>,
  isPending: fc.Arbitrary<boolean>,
  timeout: fc.Arbitrary<number>,
  balancing: fc.Arbitrary<number>,
): fc.Arbitrary<Intent> =>
  fc
    .record({
      isPending,
      timeout,
      balancing,
      debit: weighted([3, 0], [2, 1], [2, 2], [1, 3], [1, 4]),
      step: fc.integer({ min: 1, max: neighbors - 1 }),
      amount,
    })
    .map(({ step, ...rest }): Intent => ({ does: 'move', ...rest, credit: (rest.debit + step) % neighbors }))

const move = (amount: fc.Arbitrary<bigint>) =>
  moveOf(
    amount,
    weighted([3, false], [2, true]),
    weighted([4, 0], [1, 30], [1, 60], [1, 3600]),
    weighted([12, 0], [2, transferFlag.balancingDebit], [2, transferFlag.balancingCredit], [1, 48]),
  )

/** What nearly every batch of a bank is made of, which has a way of its own in the book. */
const plainMove = (amount: fc.Arbitrary<bigint>) =>
  moveOf(fc.oneof({ weight: 3, arbitrary: amounts.round }, amount), fc.constant(false), none, none)

const end = (amount: fc.Arbitrary<bigint>): fc.Arbitrary<Intent> =>
  fc.record({
    does: fc.constant('end' as const),
    kind: weighted<'post' | 'void' | 'expire'>([3, 'post'], [2, 'void'], [2, 'expire']),
    back,
    part: fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, amount),
    isExplicit: weighted([2, false], [1, true]),
    isDue: weighted([2, false], [1, true]),
  })

const reverse: fc.Arbitrary<Intent> = fc.record({
  does: fc.constant('reverse' as const),
  back,
  isExplicit: weighted([1, false], [1, true]),
})

const copy: fc.Arbitrary<Intent> = fc.record({
  does: fc.constant('copy' as const),
  of: weighted<Copied>([4, 'any'], [1, 'ending'], [1, 'reversal'], [1, 'balancing']),
  back,
})

const wish = (intent: fc.Arbitrary<Intent>, isLinked: fc.Arbitrary<boolean>, twists = oftenEmpty): fc.Arbitrary<Wish> =>
  fc.record({ intent, isLinked, twists, lagMs: weighted([12, 0], [1, 1000], [1, 60_000], [1, 60_001], [1, 3_600_000]) })

const sizes = <Value>(item: fc.Arbitrary<Value>): fc.Arbitrary<Value[]> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.array(item, { minLength: 1, maxLength: 1 }) },
    { weight: 4, arbitrary: fc.array(item, { minLength: 2, maxLength: 10, size: 'max' }) },
    { weight: 1, arbitrary: fc.array(item, { minLength: 11, maxLength: 40, size: 'max' }) },
  )

/** Batches of several tempers: of everything, of chains, of what is plain, of ends alone, of one thing again and again. */
const batch = (amount: fc.Arbitrary<bigint>): fc.Arbitrary<Wish[]> => {
  const moves = move(amount)
  const all = fc.oneof(
    { weight: 5, arbitrary: moves },
    { weight: 3, arbitrary: end(amount) },
    { weight: 2, arbitrary: reverse },
    { weight: 1, arbitrary: copy },
  )
  const apart = fc.constant(false)
  const plain = fc.constant<string[]>([])
  // The same once more, in most cases but for one thing.
  const again = wish(copy, apart, fc.oneof({ weight: 1, arbitrary: plain }, { weight: 3, arbitrary: oneTwist }))
  const mixed = sizes(
    fc.oneof({ weight: 7, arbitrary: wish(all, weighted([5, false], [1, true])) }, { weight: 2, arbitrary: again }),
  )
  const chain = sizes(wish(all, weighted([1, false], [3, true]), fc.oneof({ weight: 4, arbitrary: plain }, oftenEmpty)))
  const chained = fc
    .tuple(chain, weighted([4, true], [1, false]))
    .map(([items, isEnded]) => (isEnded ? items.with(-1, { ...items[items.length - 1], isLinked: false }) : items))
  const plainMoves = sizes(wish(plainMove(amount), apart, plain))
  const plainAgain = sizes(wish(fc.oneof({ weight: 3, arbitrary: plainMove(amount) }, copy), apart, plain))
  const ends = sizes(wish(fc.oneof({ weight: 3, arbitrary: end(amount) }, reverse), apart))
  return fc.oneof(
    { weight: 5, arbitrary: mixed },
    { weight: 2, arbitrary: chained },
    { weight: 5, arbitrary: plainMoves },
    { weight: 1, arbitrary: plainAgain },
    { weight: 2, arbitrary: ends },
  )
}

const accountFlags = weighted([9, 0], [8, 1], [7, 2], [3, 16], [3, 17], [2, 18], [2, 32], [2, 49], [1, 5], [1, 8])

const accountWish: fc.Arbitrary<AccountWish> = fc.record({
  place: fc.nat(firstAccounts + 4),
  ledger: weighted([6, 356], [2, 840], [1, 0], [1, -1]),
  code: weighted([6, 2010], [2, 1010], [1, 0], [1, -7]),
  flags: fc.oneof({ weight: 3, arbitrary: accountFlags }, fc.constantFrom(0, 0, 3, 19, 36, 33, 64, 128, -1)),
  isLinked: weighted([3, false], [1, true]),
  importedDaysAgo: weighted([4, null], [2, 30], [1, 0], [3, -1]),
})

const step = (amount: fc.Arbitrary<bigint>): fc.Arbitrary<PlannedStep> => {
  const afterMs = weighted(
    [4, 0],
    [2, 1000],
    [2, 30_000],
    [1, 59_999],
    [1, 60_000],
    [1, 3_600_000],
    [1, 86_400_000],
    [1, -2000],
  )
  const transfers = fc.record({
    does: fc.constant('transfers' as const),
    afterMs,
    items: batch(amount),
    hasClock: weighted([3, true], [1, false]),
  })
  const flag = fc.record({
    does: fc.constant('flag' as const),
    afterMs,
    place: weighted([3, 0], [3, 1], [2, 2], [1, 3], [1, 4], [1, 5]),
    flag: weighted<'frozen' | 'closed'>([2, 'frozen'], [1, 'closed']),
    isSet: weighted([1, true], [1, false]),
  })
  const close = fc.record({
    does: fc.constant('close' as const),
    afterMs,
    daysAgo: weighted([3, null], [3, 1], [1, 2], [1, 0]),
  })
  const accounts = fc.record({
    does: fc.constant('accounts' as const),
    afterMs,
    items: fc.array(accountWish, { minLength: 1, maxLength: 6, size: 'max' }),
  })
  return fc.oneof(
    { weight: 14, arbitrary: transfers },
    { weight: 3, arbitrary: flag },
    { weight: 2, arbitrary: close },
    { weight: 2, arbitrary: accounts },
  )
}

const planOf = (amount: fc.Arbitrary<bigint>): fc.Arbitrary<Plan> =>
  fc.record({
    // Somebody must be able to pay before anybody has been paid.
    accounts: fc.tuple(fc.constantFrom(0, 16, 32), ...Array.from({ length: neighbors }, () => accountFlags)),
    steps: fc.array(step(amount), { minLength: 3, maxLength: 12, size: 'max' }),
  })

/** Plans of every kind of item; in one of four the amounts are near what a counter can hold. */
export const plans: fc.Arbitrary<Plan> = fc.oneof(
  { weight: 3, arbitrary: planOf(amounts.usual) },
  { weight: 1, arbitrary: planOf(amounts.huge) },
)
