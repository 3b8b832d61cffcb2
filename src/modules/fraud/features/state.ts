/**
 * The memory that features are computed from: each account as payer and as payee, its pairs, its owner, where payments
 * come from, and how common amounts are. An attempt is reserved before it is scored; it then either settles, is withdrawn, or stays an attempt. Changes
 * commute (but for which attempt of a pair was its first), so a memory that is rebuilt from stored rows equals the one that
 * lived through them, however payments overlapped.
 *
 * Bounds: 0.3 to 7 kB for each side of an account, 28 bytes a pair and 512 pairs an account, 256 reports an account; of owners and sources,
 * see there.
 */
import type { Context, Facts, Movement } from '../attempt.ts'
import { featureCount, features } from './catalog.ts'
import { checkEvent, checkMovement } from './check-movement.ts'
import { type Account, copying, createEntities, type Entities } from './entities.ts'
import { meanOf } from './habit.ts'
import { numberOf } from './number.ts'
import {
  book,
  count,
  meet,
  type Numbers,
  numbersOf,
  type Parts,
  partsOf,
  report,
  retract,
  sideOfPayer,
  sourceNumbersOf,
  sourcesOf,
  unmeet,
  visit,
} from './parts.ts'
import type { Population } from './population.ts'
import { largeFactor, lately } from './recent.ts'
import { habit30, recent, settledCount } from './side.ts'
import { noteChange, type Owner, type PersonalChange } from './sources/owner.ts'
import { type Suppose, supposing } from './suppose.ts'
import { viewOf } from './view.ts'

/** An attempt that the memory counts. */
export interface Reservation extends Parts {
  readonly movement: Movement
  readonly numbers: Numbers
  readonly payer: Account
  readonly population: Population
  readonly owner: Owner
  readonly isFirst: boolean
  phase: 'attempted' | 'settled' | 'withdrawn'
}

/** What a person did besides paying. */
export interface PersonalEvent {
  readonly person: string
  readonly change: PersonalChange
  readonly atMs: number
  readonly context?: Context
}

export interface FraudState {
  /** Counts an attempt. Throws a RangeError on what cannot be a payment, and where the memory does not answer one of its entities. */
  reserve(movement: Movement): Reservation
  /** Writes the features of a reserved attempt, which count the attempt itself, to `out` from `offset` on. */
  describe(reservation: Reservation, facts: Facts, out: Float32Array, offset?: number): void
  /** A copy of what is known of a reserved attempt's parties, to try other amounts and times on. */
  suppose(reservation: Reservation): Suppose
  /** This memory as it is now, to try things on: nothing that is done to it reaches this one. Good for one turn of the event loop. */
  copy(): FraudState
  /** Takes an attempt back, as if it had never been. */
  withdraw(reservation: Reservation): void
  /** Takes the payment into habits, pairs and the population: it was booked. */
  settle(reservation: Reservation): void
  /** Takes in what a person did besides paying. Throws a RangeError on what cannot be an event. */
  observe(event: PersonalEvent): void
  /** Remembers that a payment was fraud, in the words of its reservation. Nothing sees it before `knownMs`. */
  report(movement: Movement, knownMs: number): void
  /** Forgets a report. */
  retract(movement: Movement, knownMs: number): void
  /** Minor units that the account usually pays (geometric mean of the last weeks); null before the third payment. */
  usualOf(payer: string): number | null
  readonly size: () => { accounts: number; pairs: number }
}

/** What an account usually pays. */
const usualAmountOf = (payer: Account | null): number | null => {
  const side = payer?.asPayer
  return side && settledCount(side) >= 3 ? Math.exp(meanOf(side.slab, habit30)) : null
}

/** Seen from what its payer paid before. */
const isLargeFor = (payer: Account, { atMs, minor }: Movement): boolean =>
  minor > largeFactor * lately(sideOfPayer(payer).slab, recent, atMs, minor).median

const reservable = (entities: Entities, movement: Movement) => {
  const parts = partsOf(entities, movement)
  const { payer, population, owner } = parts
  if (!payer || !population || !owner || (movement.payee !== null && !parts.payee))
    throw new Error('An attempt is reserved while an entity of it is not there.')
  return { ...parts, payer, population, owner }
}

/** Takes what a person did into those of its entities that the memory answers. The order between events does not matter. */
export const absorbEvent = (entities: Entities, { person, change, atMs, context }: PersonalEvent): void => {
  const owner = entities.find('owner', person)
  if (owner) noteChange(owner, change, atMs)
  const numbers = { owner: numberOf(person), ...sourceNumbersOf(context) }
  visit(owner, sourcesOf(entities, context), numbers, atMs, false)
}

/** The memory over its entities; without any, everything is held. */
export const createState = (entities: Entities = createEntities()): FraudState => ({
  reserve: (movement) => {
    checkMovement(movement)
    const parts = reservable(entities, movement)
    const numbers = numbersOf(movement)
    const isLarge = isLargeFor(parts.payer, movement)
    const isFirst = meet(parts, numbers, movement)
    count(parts, movement, isFirst, 1)
    return { movement: { ...movement, isLarge }, numbers, ...parts, isFirst, phase: 'attempted' }
  },
  describe: (reservation, facts, out, offset = 0) => {
    const view = viewOf(entities, reservation, facts)
    for (let index = 0; index < featureCount; index++) out[offset + index] = features[index].read(view)
  },
  suppose: (reservation) => supposing(entities, reservation),
  copy: () => createState(copying(entities)),
  withdraw: (reservation) => {
    if (reservation.phase !== 'attempted') return
    reservation.phase = 'withdrawn'
    count(reservation, reservation.movement, reservation.isFirst, -1)
    unmeet(reservation, reservation.numbers, reservation.movement)
  },
  settle: (reservation) => {
    if (reservation.phase !== 'attempted') return
    reservation.phase = 'settled'
    book(reservation, reservation.numbers, reservation.movement)
  },
  observe: (event) => {
    checkEvent(event)
    absorbEvent(entities, event)
  },
  report: (movement, knownMs) => report(partsOf(entities, movement), numbersOf(movement), movement, knownMs),
  retract: (movement, knownMs) => retract(partsOf(entities, movement), numbersOf(movement), movement.atMs, knownMs),
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
