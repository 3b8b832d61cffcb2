/**
 * The memory that features are computed from: each account as payer and as payee, its pairs, and how common amounts are.
 * An attempt is reserved before it is scored; it then either settles, is withdrawn, or stays an attempt. Changes
 * commute (but for which attempt of a pair was its first), so a memory that is rebuilt from stored rows equals the one that
 * lived through them, however payments overlapped.
 *
 * Bounds: 3 kB for each side of an account, 28 bytes a pair and 512 pairs an account, 256 reports an account.
 */
import type { Facts, Movement } from '../attempt.ts'
import { featureCount, features } from './catalog.ts'
import { type Account, createEntities, type Entities } from './entities.ts'
import { meanOf } from './habit.ts'
import { numberOf } from './number.ts'
import { acquaintanceOf } from './pairs.ts'
import { book, count, meet, pairsOf, partsOf, report, retract, sideOfPayer, unmeet } from './parts.ts'
import type { Population } from './population.ts'
import { habit30, settledCount } from './side.ts'
import { viewOf } from './view.ts'

/** An attempt that the memory counts. */
export interface Reservation {
  readonly movement: Movement
  readonly payer: Account
  readonly payee: Account | null
  readonly population: Population
  readonly isFirst: boolean
  phase: 'attempted' | 'settled' | 'withdrawn'
}

export interface FraudState {
  /** Counts an attempt. Throws where the memory does not answer one of its entities. */
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

/** What an account usually pays. */
const usualAmountOf = (payer: Account | null): number | null => {
  const side = payer?.asPayer
  return side && settledCount(side) >= 3 ? Math.exp(meanOf(side.slab, habit30)) : null
}

const partiesOf = (entities: Entities, payer: string, payee: string | null) => ({
  parts: {
    payer: entities.find('account', payer),
    payee: payee === null ? null : entities.find('account', payee),
    population: null,
  },
  numbers: { payer: numberOf(payer), payee: payee === null ? -1 : numberOf(payee) },
})

const partsOfAll = (entities: Entities, movement: Movement) => {
  const { payer, payee, population } = partsOf(entities, movement)
  if (!payer || !population || (movement.payee !== null && !payee))
    throw new Error('An attempt is reserved while an entity of it is not there.')
  return { payer, payee, population }
}

/** The memory over its entities; without any, everything is held. */
export const createState = (entities: Entities = createEntities()): FraudState => ({
  reserve: (movement) => {
    const parts = partsOfAll(entities, movement)
    const isFirst = parts.payee !== null && meet(parts, movement, parts.payee.number)
    count(parts, movement, isFirst, 1)
    return { movement, ...parts, isFirst, phase: 'attempted' }
  },
  describe: ({ movement, payer, payee, population }, facts, out, offset = 0) => {
    const known = payee && acquaintanceOf(pairsOf(payer), payee.number)
    const view = viewOf(movement, facts, sideOfPayer(payer), payer, payee, known, population)
    for (let index = 0; index < featureCount; index++) out[offset + index] = features[index].read(view)
  },
  withdraw: (reservation) => {
    if (reservation.phase !== 'attempted') return
    reservation.phase = 'withdrawn'
    count(reservation, reservation.movement, reservation.isFirst, -1)
    if (reservation.payee) unmeet(reservation, reservation.payee.number)
  },
  settle: (reservation) => {
    if (reservation.phase !== 'attempted') return
    reservation.phase = 'settled'
    book(reservation, reservation.movement, reservation.payee?.number ?? null)
  },
  report: (payer, payee, atMs, knownMs) => {
    const { parts, numbers } = partiesOf(entities, payer, payee)
    report(parts, numbers, atMs, knownMs)
  },
  retract: (payer, payee, atMs) => {
    const { parts, numbers } = partiesOf(entities, payer, payee)
    retract(parts, numbers, atMs)
  },
  usualOf: (payer) => usualAmountOf(entities.find('account', payer)),
  size: () => {
    let [accounts, pairs] = [0, 0]
    for (const account of entities.held('account')) {
      accounts++
      pairs += account.pairs?.count ?? 0
    }
    return { accounts, pairs }
  },
})
