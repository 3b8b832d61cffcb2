/** The entities that one payment concerns, and what it does to each. A part that this memory does not hold is null and left out. */
import type { Movement } from '../attempt.ts'
import type { Account, Entities, Kind } from './entities.ts'
import { createPairs, type Pairs, settlePair, tryPair, untryPair } from './pairs.ts'
import { countAmount, type Population } from './population.ts'
import { addReport, countAttempt, countSettled, createSide, removeReport, type Side } from './side.ts'

export interface Parts {
  readonly payer: Account | null
  readonly payee: Account | null
  readonly population: Population | null
}

const populationOf = ({ kind, currency }: Movement): string => `${kind} ${currency}`

/** Kinds and ids of all entities that features of a movement may read, or that it may change. */
export const keysOf = (movement: Movement): (readonly [kind: Kind, id: string])[] => {
  const keys: (readonly [Kind, string])[] = [
    ['account', movement.payer],
    ['population', populationOf(movement)],
  ]
  if (movement.payee !== null) keys.push(['account', movement.payee])
  return keys
}

export const partsOf = (entities: Entities, movement: Movement): Parts => ({
  payer: entities.find('account', movement.payer),
  payee: movement.payee === null ? null : entities.find('account', movement.payee),
  population: entities.find('population', populationOf(movement)),
})

export const sideOfPayer = (account: Account): Side => {
  account.asPayer ??= createSide()
  return account.asPayer
}

export const sideOfPayee = (account: Account): Side => {
  account.asPayee ??= createSide()
  return account.asPayee
}

export const pairsOf = (account: Account): Pairs => {
  account.pairs ??= createPairs()
  return account.pairs
}

/** Counts with whom the payer tried; true where it never tried this payee before. */
export const meet = ({ payer }: Parts, { atMs }: Movement, payee: number): boolean =>
  payer !== null && tryPair(pairsOf(payer), payee, atMs)

export const unmeet = ({ payer }: Parts, payee: number): void => {
  if (payer) untryPair(pairsOf(payer), payee)
}

/** Counts an attempt, or takes it back with `sign` -1. */
export const count = (
  { payer, payee, population }: Parts,
  { minor, atMs }: Movement,
  isFirst: boolean,
  sign: 1 | -1,
) => {
  if (population) countAmount(population, minor, sign)
  if (payer) countAttempt(sideOfPayer(payer), atMs, minor, isFirst, sign)
  if (payee) countAttempt(sideOfPayee(payee), atMs, minor, isFirst, sign)
}

/** Takes a payment that was booked into the habits. */
export const book = ({ payer, payee }: Parts, { minor, atMs }: Movement, payeeNumber: number | null): void => {
  if (payer) countSettled(sideOfPayer(payer), atMs, minor)
  if (payee) countSettled(sideOfPayee(payee), atMs, minor)
  if (payer && payeeNumber !== null) settlePair(pairsOf(payer), payeeNumber, atMs, minor)
}

export interface Parties {
  /** Numbers of the two accounts; -1 where there is no payee. */
  readonly payer: number
  readonly payee: number
}

export const report = ({ payer, payee }: Parts, numbers: Parties, atMs: number, knownMs: number): void => {
  if (payer) addReport(sideOfPayer(payer), { atMs, knownMs, other: numbers.payee })
  if (payee) addReport(sideOfPayee(payee), { atMs, knownMs, other: numbers.payer })
}

export const retract = ({ payer, payee }: Parts, numbers: Parties, atMs: number): void => {
  if (payer) removeReport(sideOfPayer(payer), atMs, numbers.payee)
  if (payee) removeReport(sideOfPayee(payee), atMs, numbers.payer)
}
