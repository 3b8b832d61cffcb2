/**
 * What is remembered of a device, a network, a place or a category: one slab of numbers, the newest frauds, and the persons who used it
 * last. 0.2 to 1 kB, 24 bytes a fraud and 40 a person; a category has up to 4 kB more, as its frauds are too many to be kept one by one.
 */
import { dayMs, hourMs } from '#platform/time'
import { type Habit, habitLength, takeIn } from '../habit.ts'
import { addTo, countIn, type Ring } from '../ring.ts'
import { createSlab, type Form } from '../slab.ts'
import { createLinks, type Links, link, unlink } from './links.ts'

export const sourceKinds = ['device', 'network', 'place', 'category'] as const
export type SourceKind = (typeof sourceKinds)[number]

/** Log amounts of settled payments. */
export const sourceHabit: Habit = { offset: 0, halfLifeMs: 30 * dayMs }
const ownersSlot = habitLength
const firstSlot = ownersSlot + 1
const settledSlot = ownersSlot + 2
const form: Form = { head: ownersSlot + 5, rowsSlot: ownersSlot + 3, tailSlot: ownersSlot + 4 }

const uses: Ring = { form, index: 0, buckets: 8, unitMs: 5 * dayMs }
/** Persons who had not been seen there before, by hour. */
const newHours: Ring = { form, index: 1, buckets: 24, unitMs: hourMs }
/** Only of categories: settled payments by the day, and frauds by the day on which they became known. */
const paidDays: Ring = { form, index: 2, buckets: 70, unitMs: dayMs }
const knownDays: Ring = { form, index: 3, buckets: 70, unitMs: dayMs }

/** A payment from this source, by this person, that turned out to be fraud; nothing uses it before `knownMs`. */
export interface Sighting {
  readonly atMs: number
  readonly knownMs: number
  readonly owner: number
}

const mostSightings = 64
export const mostOwners = 16

export interface Source {
  readonly number: number
  readonly kind: SourceKind
  slab: Float64Array
  readonly owners: Links
  /** The newest by the time of their payments; null where there was none. */
  frauds: Sighting[] | null
}

export const createSource = (number: number, kind: SourceKind): Source => ({
  number,
  kind,
  slab: createSlab(form),
  owners: createLinks(mostOwners),
  frauds: null,
})

/** Notes that a person was there, paying or not. */
export const visitSource = (source: Source, owner: number, atMs: number, isAttempt: boolean): void => {
  if (isAttempt) addTo(source, uses, atMs, 1, 0)
  if (link(source.owners, owner, atMs, isAttempt)) {
    source.slab[ownersSlot]++
    addTo(source, newHours, atMs, 1, 0)
  }
  const { slab } = source
  slab[firstSlot] = slab[firstSlot] === 0 ? atMs : Math.min(slab[firstSlot], atMs)
}

/** Takes an attempt back. */
export const leaveSource = (source: Source, owner: number, atMs: number): void => {
  const { owners } = source
  addTo(source, uses, atMs, -1, 0)
  const before = owners.count
  unlink(owners, owner)
  if (owners.count === before) return
  source.slab[ownersSlot]--
  addTo(source, newHours, atMs, -1, 0)
  if (owners.count === 0) source.slab[firstSlot] = 0
}

/** Takes a settled payment in. */
export const settleAtSource = (source: Source, atMs: number, amount: number): void => {
  takeIn(source.slab, sourceHabit, atMs, Math.log(amount))
  source.slab[settledSlot]++
  if (source.kind === 'category') addTo(source, paidDays, atMs, 1, 0)
}

/** Different persons who were ever there, as far as they are remembered. */
export const ownersOf = ({ slab }: Source): number => slab[ownersSlot]
export const newOwnersInHours = ({ slab }: Source, atMs: number, span: number): number =>
  countIn(slab, newHours, atMs, span)
/** When it was first seen, in ms; 0 where it never was. */
export const firstSeenMs = ({ slab }: Source): number => slab[firstSlot]
export const usesLately = ({ slab }: Source, atMs: number): number => countIn(slab, uses, atMs, 7)

/** Remembers a fraud that was made from here. Known at most 30 days after the present, or the ring of a category forgets others. */
export const addSighting = (source: Source, sighting: Sighting): void => {
  if (source.kind === 'category') {
    addTo(source, knownDays, sighting.knownMs, 1, 0)
    return
  }
  const frauds = source.frauds ?? []
  source.frauds = frauds
  frauds.push(sighting)
  frauds.sort((left, right) => left.atMs - right.atMs || left.owner - right.owner)
  if (frauds.length > mostSightings) frauds.shift()
}

/** Forgets a fraud that was none. */
export const removeSighting = (source: Source, { atMs, knownMs, owner }: Sighting): void => {
  if (source.kind === 'category') {
    addTo(source, knownDays, knownMs, -1, 0)
    return
  }
  const index = source.frauds?.findIndex((fraud) => fraud.atMs === atMs && fraud.owner === owner) ?? -1
  if (index >= 0) source.frauds?.splice(index, 1)
}

/** Frauds from here in the last 30 days that an instant knows of. */
export const fraudsKnown = ({ frauds }: Source, atMs: number): number => {
  let count = 0
  for (const { atMs: madeMs, knownMs } of frauds ?? [])
    if (knownMs <= atMs && madeMs > atMs - 30 * dayMs && madeMs <= atMs) count++
  return count
}

const labelDelayDays = 7
const prior = { payments: 50, share: 0.005 }

/** Share of frauds among a category's payments of 30 days, as labels tell that were known before today; drawn toward 0.5 % while there are few. */
export const fraudShareOfCategory = ({ slab }: Source, atMs: number): number => {
  const known = countIn(slab, knownDays, atMs - dayMs, 30)
  const paid = countIn(slab, paidDays, atMs - labelDelayDays * dayMs, 30)
  return (known + prior.payments * prior.share) / (Math.max(known, paid) + prior.payments)
}
