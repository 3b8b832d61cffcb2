/**
 * What is remembered of a person who pays, over all accounts: where from, and what changed. 200 bytes, 40 each for at most 8 devices,
 * 8 networks, 16 places and 16 categories, 24 for each of at most 64 frauds, and as much for each of at most 16 pauses.
 */
import { dayMs } from '#platform/time'
import type { Coordinates } from './coordinates.ts'
import { createLinks, type Links } from './links.ts'
import type { Sighting, SourceKind } from './source.ts'

const slots = ['signedIn', 'passwordChanged', 'limitChanged', 'phoneChanged', 'payeeAdded', 'deviceAdded'] as const

/** How a challenge of the person ended: the payment went by what they chose, or it did not go. */
const pauseEnds = ['pauseProof', 'pauseWait', 'pauseUnit', 'pauseStop'] as const
export type PauseEnd = (typeof pauseEnds)[number]

export type PersonalChange = (typeof slots)[number] | PauseEnd

// After the times of the changes: the last place (time, then two degrees), and the center (time, weight, then three sums).
const lastPlace = slots.length
const center = lastPlace + 3
const length = center + 5

const mostLinks: Readonly<Record<SourceKind, number>> = { device: 8, network: 8, place: 16, category: 16 }

export interface Owner {
  readonly number: number
  readonly slab: Float64Array
  readonly links: Record<SourceKind, Links | null>
  /** Attempts to pay, over all accounts. */
  attempts: number
  /** The newest frauds on this person's accounts; null where there was none. */
  frauds: Omit<Sighting, 'owner'>[] | null
  /** How the newest challenges ended; null where there was none. */
  pauses: { readonly end: PauseEnd; readonly atMs: number }[] | null
}

export const createOwner = (number: number): Owner => ({
  number,
  slab: new Float64Array(length),
  links: { device: null, network: null, place: null, category: null },
  attempts: 0,
  frauds: null,
  pauses: null,
})

export const linksOf = ({ links }: Owner, kind: SourceKind): Links => {
  links[kind] ??= createLinks(mostLinks[kind])
  return links[kind]
}

const isPauseEnd = (change: PersonalChange): change is PauseEnd => pauseEnds.some((end) => end === change)

const mostPauses = 16

/** The newest stay, in whichever order they come. */
const addPause = (owner: Owner, end: PauseEnd, atMs: number) => {
  const pauses = owner.pauses ?? []
  owner.pauses = pauses
  pauses.push({ end, atMs })
  pauses.sort((left, right) => left.atMs - right.atMs || pauseEnds.indexOf(left.end) - pauseEnds.indexOf(right.end))
  if (pauses.length > mostPauses) pauses.shift()
}

/** Challenges that ended so in the 90 days before an instant. */
export const pausesOf = ({ pauses }: Owner, end: PauseEnd, atMs: number): number =>
  (pauses ?? []).filter((pause) => pause.end === end && pause.atMs <= atMs && pause.atMs > atMs - 90 * dayMs).length

/** Notes that something changed; the newest time stays. */
export const noteChange = (owner: Owner, change: PersonalChange, atMs: number): void => {
  if (isPauseEnd(change)) addPause(owner, change, atMs)
  else {
    const slot = slots.indexOf(change)
    owner.slab[slot] = Math.max(owner.slab[slot], atMs)
  }
}

/** When it last changed, in ms; NaN where it never did, or only after the instant. */
export const changedMs = ({ slab }: Owner, change: (typeof slots)[number], atMs: number): number => {
  const changed = slab[slots.indexOf(change)]
  return changed > 0 && changed <= atMs ? changed : Number.NaN
}

const mostFrauds = 64

export const addFraud = (owner: Owner, atMs: number, knownMs: number): void => {
  const frauds = owner.frauds ?? []
  owner.frauds = frauds
  frauds.push({ atMs, knownMs })
  frauds.sort((left, right) => left.atMs - right.atMs || left.knownMs - right.knownMs)
  if (frauds.length > mostFrauds) frauds.shift()
}

export const removeFraud = ({ frauds }: Owner, atMs: number): void => {
  const index = frauds?.findIndex((fraud) => fraud.atMs === atMs) ?? -1
  if (index >= 0) frauds?.splice(index, 1)
}

/** Frauds of the last 30 days that an instant knows of. */
export const fraudsOf = ({ frauds }: Owner, atMs: number): number => {
  let count = 0
  for (const { atMs: madeMs, knownMs } of frauds ?? [])
    if (knownMs <= atMs && madeMs > atMs - 30 * dayMs && madeMs <= atMs) count++
  return count
}

const halfLifeMs = 30 * dayMs

/** Takes the place of a settled payment in. */
export const settleAt = ({ slab }: Owner, { latitude, longitude }: Coordinates, atMs: number): void => {
  if (atMs >= slab[lastPlace]) slab.set([atMs, latitude, longitude], lastPlace)
  let weight = 1
  if (atMs > slab[center]) {
    const fade = slab[center] === 0 ? 0 : 2 ** ((slab[center] - atMs) / halfLifeMs)
    for (let slot = center + 1; slot < center + 5; slot++) slab[slot] *= fade
    slab[center] = atMs
  } else weight = 2 ** ((atMs - slab[center]) / halfLifeMs)
  // A mean of unit vectors is a place again wherever on the globe it lies; a mean of degrees is not, beside the date line.
  const [phi, lambda] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180]
  slab[center + 1] += weight
  slab[center + 2] += weight * Math.cos(phi) * Math.cos(lambda)
  slab[center + 3] += weight * Math.cos(phi) * Math.sin(lambda)
  slab[center + 4] += weight * Math.sin(phi)
}

/** Where and when the newest payment with a place was made; null before the first. */
export const lastSeen = ({ slab }: Owner): (Coordinates & { readonly atMs: number }) | null =>
  slab[lastPlace] === 0
    ? null
    : { atMs: slab[lastPlace], latitude: slab[lastPlace + 1], longitude: slab[lastPlace + 2] }

/** The middle of the last weeks' payments; null before the first. */
export const centerOf = ({ slab }: Owner): Coordinates | null => {
  if (slab[center + 1] === 0) return null
  const [x, y, z] = [slab[center + 2], slab[center + 3], slab[center + 4]]
  return {
    latitude: (Math.atan2(z, Math.hypot(x, y)) * 180) / Math.PI,
    longitude: (Math.atan2(y, x) * 180) / Math.PI,
  }
}
