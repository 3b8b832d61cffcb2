/** Features of the device and the network that a payment comes from: whether this person is known there, and who else is. */
import { dayMs } from '#platform/time'
import type { Feature } from '../catalog.ts'
import { findUse } from '../sources/links.ts'
import { firstSeenMs, fraudsKnown, newOwnersInHours, ownersOf, type Source, usesLately } from '../sources/source.ts'
import type { View } from '../view.ts'
import { days as asDays, count, percent, yesOrNo } from './formats.ts'

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

const counting = (name: string, label: string, read: (view: View) => number): Feature => ({
  name,
  label,
  unit: 'count',
  format: count,
  read,
})

const ofKind = (kind: Kind): Feature[] => [
  {
    name: `${kind}-new`,
    label: `The payer’s first payment from this ${named[kind]}`,
    unit: 'yes or no',
    format: yesOrNo,
    read: isNew(kind),
  },
  {
    name: `${kind}-age`,
    label: `Time since the payer was first seen with this ${named[kind]}`,
    unit: 'days',
    format: asDays,
    read: age(kind),
  },
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
  {
    name: `${kind}-fraud-share`,
    label: `Share of fraud among payments from this ${named[kind]}`,
    unit: 'share',
    format: percent,
    read: fraudShare(kind),
  },
]

export const originFeatures: readonly Feature[] = [
  ...ofKind('device'),
  ...ofKind('network'),
  {
    name: 'device-known-for',
    label: 'Time since anyone was first seen with this device',
    unit: 'days',
    format: asDays,
    read: at('device', (source, { atMs }) => Math.max(0, atMs - firstSeenMs(source)) / dayMs),
  },
  counting('payer-devices', 'Devices of the payer', ({ owner, sources }) =>
    sources.device ? (owner.links.device?.count ?? 0) : Number.NaN,
  ),
]
