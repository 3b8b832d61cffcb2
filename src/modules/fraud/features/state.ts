/**
 * The memory that features are computed from: each account as payer and as payee, its pairs, and how common amounts are.
 * An attempt is reserved before it is scored; it then either settles, is withdrawn, or stays an attempt. Changes
 * commute (but for which attempt of a pair was its first), so a memory that is rebuilt from stored rows equals the one that
 * lived through them, however payments overlapped.
 *
 * Bounds: 3 kB for each side of an account, 24 bytes a pair and 512 pairs an account, 256 reports an account.
 */
import type { Facts, Movement } from '../attempt.ts'
import { featureCount, features } from './catalog.ts'
import { meanOf } from './habit.ts'
import { acquaintanceOf, createPairs, type Pairs, settlePair, tryPair, untryPair } from './pairs.ts'
import { countAmount, createPopulation, type Population } from './population.ts'
import {
  addReport,
  countAttempt,
  countSettled,
  createSide,
  habit30,
  removeReport,
  type Side,
  settledCount,
} from './side.ts'
import { type View, viewOf } from './view.ts'

export interface Account {
  readonly number: number
  asPayer: Side | null
  asPayee: Side | null
  pairs: Pairs | null
}

/** An attempt that the memory counts. */
export interface Reservation {
  readonly movement: Movement
  readonly payer: Account
  readonly payee: Account | null
  readonly isFirst: boolean
  phase: 'attempted' | 'settled' | 'withdrawn'
}

export interface FraudState {
  /** Counts an attempt. */
  reserve(movement: Movement): Reservation
  /** Writes the features of a reserved attempt, which count the attempt itself, to `out` from `offset` on. */
  describe(reservation: Reservation, facts: Facts, out: Float32Array, offset?: number): void
  /** Takes an attempt back, as if it had never been. */
  withdraw(reservation: Reservation): void
  /** Takes the payment into habits, pairs and the population: it was booked. */
  settle(reservation: Reservation): void
  /** Remembers that a payment was fraud. Nothing sees it before `knownMs`. */
  report(payer: string, payee: string | null, atMs: number, knownMs: number): void
  /** Forgets a report. */
  retract(payer: string, payee: string | null, atMs: number): void
  /** Minor units that the account usually pays (geometric mean of the last weeks); null before the third payment. */
  usualOf(payer: string): number | null
  readonly size: () => { accounts: number; pairs: number }
}

const sideOfPayer = (account: Account): Side => {
  account.asPayer ??= createSide()
  return account.asPayer
}

const sideOfPayee = (account: Account): Side => {
  account.asPayee ??= createSide()
  return account.asPayee
}

const pairsOf = (account: Account): Pairs => {
  account.pairs ??= createPairs()
  return account.pairs
}

/** Starts with an empty memory. */
export const createState = (): FraudState => {
  const accounts = new Map<string, Account>()
  const populations = new Map<string, Population>()

  const accountOf = (id: string): Account => {
    let account = accounts.get(id)
    if (!account) {
      account = { number: accounts.size, asPayer: null, asPayee: null, pairs: null }
      accounts.set(id, account)
    }
    return account
  }

  const populationOf = ({ kind, currency }: Movement): Population => {
    const key = `${kind} ${currency}`
    let population = populations.get(key)
    if (!population) {
      population = createPopulation()
      populations.set(key, population)
    }
    return population
  }

  const count = ({ movement, payer, payee, isFirst }: Reservation, sign: 1 | -1) => {
    countAmount(populationOf(movement), movement.minor, sign)
    countAttempt(sideOfPayer(payer), movement.atMs, movement.minor, isFirst, sign)
    if (payee) countAttempt(sideOfPayee(payee), movement.atMs, movement.minor, isFirst, sign)
  }

  return {
    reserve: (movement) => {
      const payer = accountOf(movement.payer)
      const payee = movement.payee === null ? null : accountOf(movement.payee)
      const isFirst = payee !== null && tryPair(pairsOf(payer), payee.number, movement.atMs)
      const reservation: Reservation = { movement, payer, payee, isFirst, phase: 'attempted' }
      count(reservation, 1)
      return reservation
    },
    describe: ({ movement, payer, payee }, facts, out, offset = 0) => {
      const known = payee && acquaintanceOf(pairsOf(payer), payee.number)
      const view: View = viewOf(movement, facts, sideOfPayer(payer), payer, payee, known, populationOf(movement))
      for (let index = 0; index < featureCount; index++) out[offset + index] = features[index].read(view)
    },
    withdraw: (reservation) => {
      if (reservation.phase !== 'attempted') return
      reservation.phase = 'withdrawn'
      count(reservation, -1)
      if (reservation.payee) untryPair(pairsOf(reservation.payer), reservation.payee.number)
    },
    settle: (reservation) => {
      if (reservation.phase !== 'attempted') return
      reservation.phase = 'settled'
      const { movement, payer, payee } = reservation
      countSettled(sideOfPayer(payer), movement.atMs, movement.minor)
      if (!payee) return
      countSettled(sideOfPayee(payee), movement.atMs, movement.minor)
      settlePair(pairsOf(payer), payee.number, movement.atMs, movement.minor)
    },
    report: (payer, payee, atMs, knownMs) => {
      const [from, to] = [accountOf(payer), payee === null ? null : accountOf(payee)]
      addReport(sideOfPayer(from), { atMs, knownMs, other: to?.number ?? -1 })
      if (to) addReport(sideOfPayee(to), { atMs, knownMs, other: from.number })
    },
    retract: (payer, payee, atMs) => {
      const [from, to] = [accountOf(payer), payee === null ? null : accountOf(payee)]
      removeReport(sideOfPayer(from), atMs, to?.number ?? -1)
      if (to) removeReport(sideOfPayee(to), atMs, from.number)
    },
    usualOf: (payer) => {
      const side = accounts.get(payer)?.asPayer
      return side && settledCount(side) >= 3 ? Math.exp(meanOf(side.slab, habit30)) : null
    },
    size: () => {
      let pairs = 0
      for (const account of accounts.values()) pairs += account.pairs?.count ?? 0
      return { accounts: accounts.size, pairs }
    },
  }
}
