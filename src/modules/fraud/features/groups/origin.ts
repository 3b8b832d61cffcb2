/** Features of the device and the network that a payment comes from: whether this person is known there, and who else is. */
import { dayMs } from '#platform/time'
import type { Feature } from '../catalog.ts'
import { findUse } from '../sources/links.ts'
import { firstSeenMs, fraudsKnown, newOwnersInHours, ownersOf, type Source, usesLately } from '../sources/source.ts'
import type { View } from '../view.ts'
import { counting, elapsed, flag, share } from './making.ts'

type Kind = 'device' | 'network'

/** More are counted as so many; a network of a whole town says no more than that. */
const mostCounted = 100

const at =
  (kind: Kind, read: (source: Source, view: View) => number) =>
  (view: View): number => {
    const source = view.sources[kind]
    return source ? read(source, view) : Number.NaN
  }

const isNew = (kind: Kind) =>
  at(kind, (source, { owner }) => Number((findUse(owner.links[kind], source.number)?.attempts ?? 0) <= 1))

const age = (kind: Kind) =>
  at(kind, (source, { owner, atMs }) => {
    const use = findUse(owner.links[kind], source.number)
    return use ? Math.max(0, atMs - use.firstMs) / dayMs : 0
  })

const frauds = (kind: Kind) => at(kind, (source, { atMs }) => fraudsKnown(source, atMs))

const fraudShare = (kind: Kind) =>
  at(kind, (source, { atMs }) => {
    const known = fraudsKnown(source, atMs)
    return known / (Math.max(known, usesLately(source, atMs)) + 1)
  })

const named = { device: 'device', network: 'network' }

const ofKind = (kind: Kind): Feature[] => [
  flag(`${kind}-new`, `The payer’s first payment from this ${named[kind]}`, isNew(kind)),
  elapsed(`${kind}-age`, `Time since the payer was first seen with this ${named[kind]}`, age(kind)),
  counting(
    `${kind}-payers`,
    `Customers seen with this ${named[kind]}`,
    at(kind, (source) => Math.min(mostCounted, ownersOf(source))),
  ),
  counting(
    `${kind}-new-payers-1d`,
    `Customers seen with this ${named[kind]} for the first time in a day`,
    at(kind, (source, { atMs }) => Math.min(mostCounted, newOwnersInHours(source, atMs, 24))),
  ),
  counting(`${kind}-frauds`, `Frauds known from this ${named[kind]} (30 days)`, frauds(kind)),
  share(`${kind}-fraud-share`, `Share of fraud among payments from this ${named[kind]}`, fraudShare(kind)),
]

export const originFeatures: readonly Feature[] = [
  ...ofKind('device'),
  ...ofKind('network'),
  elapsed(
    'device-known-for',
    'Time since anyone was first seen with this device',
    at('device', (source, { atMs }) => Math.max(0, atMs - firstSeenMs(source)) / dayMs),
  ),
  counting('payer-devices', 'Devices of the payer', ({ owner, sources }) =>
    sources.device ? (owner.links.device?.count ?? 0) : Number.NaN,
  ),
]
