/** What changes the memory, as the log of changes keeps it. Each entity that it concerns can take it in by itself. */
import type { Movement } from '../attempt.ts'
import type { Entities, Kind } from './entities.ts'
import { book, count, keysOf, keysOfContext, meet, numbersOf, partsOf, report, retract } from './parts.ts'
import { absorbEvent, type PersonalEvent } from './state.ts'

/** An attempt was made. `isFirst`: its payer had never tried its payee. `isSettled`: it was booked with the decision. */
export interface Attempted {
  readonly what: 'attempt'
  readonly movement: Movement
  readonly isFirst: boolean
  readonly isSettled: boolean
}

/** An attempt that had been open was booked. */
export interface Settled {
  readonly what: 'settled'
  readonly movement: Movement
}

/** It was found to be fraud, which nothing sees before `knownMs`; or that was taken back. */
export interface Reported {
  readonly what: 'reported' | 'retracted'
  readonly movement: Movement
  readonly knownMs: number
}

/** A person did something besides paying. */
export interface Observed {
  readonly what: 'observed'
  readonly event: PersonalEvent
}

export type Change = Attempted | Settled | Reported | Observed

/** Kinds and ids of all entities that a change concerns. */
export const keysOfChange = (change: Change): (readonly [kind: Kind, id: string])[] =>
  change.what === 'observed'
    ? [['owner', change.event.person], ...keysOfContext(change.event.context)]
    : keysOf(change.movement)

/** Takes a change into those of its entities that the memory answers. The order between them does not matter. */
export const absorb = (entities: Entities, change: Change): void => {
  if (change.what === 'observed') {
    absorbEvent(entities, change.event)
    return
  }
  const { what, movement } = change
  const [parts, numbers] = [partsOf(entities, movement), numbersOf(movement)]
  if (what === 'attempt') {
    meet(parts, numbers, movement)
    count(parts, movement, change.isFirst, 1)
    if (change.isSettled) book(parts, numbers, movement)
  } else if (what === 'settled') book(parts, numbers, movement)
  else if (what === 'reported') report(parts, numbers, movement, change.knownMs)
  else retract(parts, numbers, movement.atMs, change.knownMs)
}
