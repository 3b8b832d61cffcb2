/** The entities that one payment concerns, and what it does to each. A part that this memory does not hold is null and left out. */
import type { Context, Movement } from '../attempt.ts'
import type { Account, Entities, Kind } from './entities.ts'
import { numberOf } from './number.ts'
import { createPairs, type Pairs, settlePair, tryPair, untryPair } from './pairs.ts'
import { countAmount, type Population } from './population.ts'
import { addReport, countAttempt, countSettled, createSide, removeReport, type Side } from './side.ts'
import { coordinatesOf } from './sources/coordinates.ts'
import { createLinks, type Links, link, unlink } from './sources/links.ts'
import { addFraud, linksOf, type Owner, removeFraud, settleAt } from './sources/owner.ts'
import {
  addSighting,
  leaveSource,
  mostOwners,
  removeSighting,
  type Source,
  type SourceKind,
  settleAtSource,
  sourceKinds,
  visitSource,
} from './sources/source.ts'

/** Where a payment or an event comes from, by kind. */
export type Sources = Readonly<Record<SourceKind, Source | null>>

export interface Parts extends Sources {
  readonly payer: Account | null
  readonly payee: Account | null
  readonly population: Population | null
  readonly owner: Owner | null
}

/** The numbers of a payment's entities; -1 where there is none. */
export type Numbers = Readonly<Record<SourceKind | 'payer' | 'payee' | 'owner', number>>

const populationOf = ({ kind, currency }: Movement): string => `${kind} ${currency}`
const ownerIdOf = ({ owner, payer }: Movement): string => owner ?? payer
const payeeOwnerIdOf = ({ payeeOwner, payee }: Movement): string | null =>
  payee === null ? null : (payeeOwner ?? payee)

/** An empty word is as good as none. */
const wordOf = (context: Context | undefined, kind: SourceKind): string | null => context?.[kind] || null

/** Kinds and ids of all entities that features of a movement may read, or that it may change. */
export const keysOf = (movement: Movement): (readonly [kind: Kind, id: string])[] => {
  const keys: (readonly [Kind, string])[] = [
    ['account', movement.payer],
    ['population', populationOf(movement)],
    ['owner', ownerIdOf(movement)],
  ]
  const payeeOwner = payeeOwnerIdOf(movement)
  if (movement.payee !== null) keys.push(['account', movement.payee])
  if (payeeOwner !== null && payeeOwner !== ownerIdOf(movement)) keys.push(['owner', payeeOwner])
  return [...keys, ...keysOfContext(movement.context)]
}

/** Kinds and ids of the sources of a payment or an event. */
export const keysOfContext = (context: Context | undefined): (readonly [kind: SourceKind, id: string])[] =>
  sourceKinds.flatMap((kind) => {
    const id = wordOf(context, kind)
    return id === null ? [] : [[kind, id] as const]
  })

const sourceOf = (entities: Entities, context: Context | undefined, kind: SourceKind): Source | null => {
  const id = wordOf(context, kind)
  return id === null ? null : entities.find(kind, id)
}

export const sourcesOf = (entities: Entities, context: Context | undefined): Sources => ({
  device: sourceOf(entities, context, 'device'),
  network: sourceOf(entities, context, 'network'),
  place: sourceOf(entities, context, 'place'),
  category: sourceOf(entities, context, 'category'),
})

export const partsOf = (entities: Entities, movement: Movement): Parts => ({
  payer: entities.find('account', movement.payer),
  payee: movement.payee === null ? null : entities.find('account', movement.payee),
  population: entities.find('population', populationOf(movement)),
  owner: entities.find('owner', ownerIdOf(movement)),
  ...sourcesOf(entities, movement.context),
})

/** The person who is paid; null where cash is taken out, or this memory does not hold them. */
export const payeeOwnerOf = (entities: Entities, movement: Movement): Owner | null => {
  const id = payeeOwnerIdOf(movement)
  return id === null ? null : entities.find('owner', id)
}

const numberIn = (context: Context | undefined, kind: SourceKind): number => {
  const id = wordOf(context, kind)
  return id === null ? -1 : numberOf(id)
}

export const sourceNumbersOf = (context: Context | undefined): Readonly<Record<SourceKind, number>> => ({
  device: numberIn(context, 'device'),
  network: numberIn(context, 'network'),
  place: numberIn(context, 'place'),
  category: numberIn(context, 'category'),
})

export const numbersOf = (movement: Movement): Numbers => ({
  payer: numberOf(movement.payer),
  payee: movement.payee === null ? -1 : numberOf(movement.payee),
  owner: numberOf(ownerIdOf(movement)),
  ...sourceNumbersOf(movement.context),
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

export const payersOf = (account: Account): Links => {
  account.payers ??= createLinks(mostOwners)
  return account.payers
}

/** Notes with whom and from where it was tried; true where the payer never tried this payee before. */
export const meet = (parts: Parts, numbers: Numbers, { atMs }: Movement): boolean => {
  const { payer, payee, owner } = parts
  visit(owner, parts, numbers, atMs, true)
  if (owner) owner.attempts++
  if (payee) link(payersOf(payee), numbers.owner, atMs, true)
  return payer !== null && numbers.payee >= 0 && tryPair(pairsOf(payer), numbers.payee, atMs)
}

/** Notes where a person was, paying or not. */
export const visit = (
  owner: Owner | null,
  sources: Sources,
  numbers: Readonly<Record<SourceKind | 'owner', number>>,
  atMs: number,
  isAttempt: boolean,
): void => {
  for (const kind of sourceKinds) {
    if (numbers[kind] < 0) continue
    if (owner) link(linksOf(owner, kind), numbers[kind], atMs, isAttempt)
    const source = sources[kind]
    if (source) visitSource(source, numbers.owner, atMs, isAttempt)
  }
}

export const unmeet = (parts: Parts, numbers: Numbers, { atMs }: Movement): void => {
  const { payer, payee, owner } = parts
  if (payer && numbers.payee >= 0) untryPair(pairsOf(payer), numbers.payee)
  if (payee) unlink(payersOf(payee), numbers.owner)
  if (owner) owner.attempts--
  for (const kind of sourceKinds) {
    if (owner && numbers[kind] >= 0) unlink(linksOf(owner, kind), numbers[kind])
    const source = parts[kind]
    if (source) leaveSource(source, numbers.owner, atMs)
  }
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
export const book = (parts: Parts, numbers: Numbers, { minor, atMs, context }: Movement): void => {
  const { payer, payee, owner } = parts
  if (payer) countSettled(sideOfPayer(payer), atMs, minor)
  if (payee) countSettled(sideOfPayee(payee), atMs, minor)
  if (payer && numbers.payee >= 0) settlePair(pairsOf(payer), numbers.payee, atMs, minor)
  for (const kind of sourceKinds) {
    const source = parts[kind]
    if (source) settleAtSource(source, atMs, minor)
  }
  const coordinates = owner && context?.place ? coordinatesOf(context.place) : null
  if (owner && coordinates) settleAt(owner, coordinates, atMs)
}

export const report = (parts: Parts, numbers: Numbers, movement: Movement, knownMs: number): void => {
  const { payer, payee, owner } = parts
  const { atMs, isLarge = false } = movement
  if (payer) addReport(sideOfPayer(payer), { atMs, knownMs, other: numbers.payee, isLarge })
  if (payee) addReport(sideOfPayee(payee), { atMs, knownMs, other: numbers.payer, isLarge })
  if (owner) addFraud(owner, atMs, knownMs)
  for (const kind of sourceKinds) {
    const source = parts[kind]
    if (source) addSighting(source, { atMs, knownMs, owner: numbers.owner })
  }
}

export const retract = (parts: Parts, numbers: Numbers, atMs: number, knownMs: number): void => {
  const { payer, payee, owner } = parts
  if (payer) removeReport(sideOfPayer(payer), atMs, numbers.payee)
  if (payee) removeReport(sideOfPayee(payee), atMs, numbers.payer)
  if (owner) removeFraud(owner, atMs)
  for (const kind of sourceKinds) {
    const source = parts[kind]
    if (source) removeSighting(source, { atMs, knownMs, owner: numbers.owner })
  }
}
