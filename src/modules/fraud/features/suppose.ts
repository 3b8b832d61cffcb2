/** What the features of a reserved attempt would be, had it been another: tried on a copy, the memory itself is not touched. */
import type { Facts, Movement } from '../attempt.ts'
import { featureCount, features } from './catalog.ts'
import type { Entities } from './entities.ts'
import { count } from './parts.ts'
import type { Side } from './side.ts'
import type { Reservation } from './state.ts'
import { viewOf } from './view.ts'

/** Writes the features of the attempt with another amount or at another time. */
export type Suppose = (other: Partial<Pick<Movement, 'minor' | 'atMs'>>, facts: Facts, out: Float32Array) => void

const copyOfSide = (side: Side | null): Side | null => side && { ...side, slab: side.slab.slice() }

/** Of the attempt's parties, what counting changes is a copy; everything else is only read. */
const partsToChange = (reservation: Reservation) => {
  const { payer, payee, population } = reservation
  return {
    ...reservation,
    payer: { ...payer, asPayer: copyOfSide(payer.asPayer) },
    payee: payee && { ...payee, asPayee: copyOfSide(payee.asPayee) },
    population: { ...population, counts: population.counts.slice() },
  }
}

/** Copies some 12 kB of what the memory knows. Times may only go forward, as they do in life. */
export const supposing = (entities: Entities, reservation: Reservation): Suppose => {
  const { movement, isFirst } = reservation
  const parts = partsToChange(reservation)
  count(parts, movement, isFirst, -1)
  return (other, facts, out) => {
    const supposed = { ...movement, ...other }
    count(parts, supposed, isFirst, 1)
    const view = viewOf(entities, { ...parts, movement: supposed }, facts)
    for (let index = 0; index < featureCount; index++) out[index] = features[index].read(view)
    count(parts, supposed, isFirst, -1)
  }
}
