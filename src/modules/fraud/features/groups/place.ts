/** Features of the place and the category: how far from where the payer is as a rule, and how usual for the payer. */
import { dayMs, hourMs } from '#platform/time'
import type { Feature } from '../catalog.ts'
import { meanOf } from '../habit.ts'
import { type Coordinates, coordinatesOf, distanceKm } from '../sources/coordinates.ts'
import { findUse } from '../sources/links.ts'
import { centerOf, lastSeen } from '../sources/owner.ts'
import { fraudShareOfCategory, fraudsKnown, sourceHabit } from '../sources/source.ts'
import type { View } from '../view.ts'
import { count, kilometers } from './formats.ts'
import { counting, flag, ratio, share } from './making.ts'

const attemptsIn = ({ sources, owner }: View, kind: 'place' | 'category'): number => {
  const source = sources[kind]
  return source ? (findUse(owner.links[kind], source.number)?.attempts ?? 0) : Number.NaN
}

const isNew = (view: View, kind: 'place' | 'category'): number => {
  const attempts = attemptsIn(view, kind)
  return Number.isNaN(attempts) ? Number.NaN : Number(attempts <= 1)
}

const coordinates = ({ movement }: View): Coordinates | null => {
  const place = movement.context?.place
  return place ? coordinatesOf(place) : null
}

/** Below this distance nobody was anywhere else: places are seldom more exact. */
const nearKm = 1
/** Two payments within a minute are a minute apart, or every town would be left at the speed of light. */
const shortestMs = 60_000

const speed = (view: View): number => {
  const [here, last] = [coordinates(view), lastSeen(view.owner)]
  if (!here || !last || last.atMs > view.atMs || view.atMs - last.atMs > 30 * dayMs) return Number.NaN
  const km = distanceKm(here, last)
  return km < nearKm ? 0 : km / (Math.max(shortestMs, view.atMs - last.atMs) / hourMs)
}

const fromCenter = (view: View): number => {
  const [here, center] = [coordinates(view), centerOf(view.owner)]
  return here && center ? distanceKm(here, center) : Number.NaN
}

export const placeFeatures: readonly Feature[] = [
  flag('place-new', 'The payer’s first payment from this place', (view) => isNew(view, 'place')),
  {
    name: 'place-distance',
    label: 'Distance from the middle of the payer’s places',
    unit: 'kilometers',
    format: kilometers,
    read: fromCenter,
  },
  {
    name: 'travel-speed',
    label: 'Speed from the place of the last payment, km/h',
    unit: 'kilometers',
    format: count,
    read: speed,
  },
  counting('place-frauds', 'Frauds known from this place (30 days)', ({ sources, atMs }) =>
    sources.place ? fraudsKnown(sources.place, atMs) : Number.NaN,
  ),
  flag('category-new', 'The payer’s first payment in this category', (view) => isNew(view, 'category')),
  share('category-share', 'Share of the payer’s payments in this category', (view) => {
    const attempts = attemptsIn(view, 'category')
    return attempts / Math.max(attempts, view.owner.attempts)
  }),
  share('category-fraud-share', 'Share of fraud in this category (30 days)', ({ sources, atMs }) =>
    sources.category ? fraudShareOfCategory(sources.category, atMs) : Number.NaN,
  ),
  ratio('amount-to-category', 'Amount against what is usually paid in this category', ({ sources, logAmount }) =>
    sources.category ? Math.exp(logAmount - meanOf(sources.category.slab, sourceHabit)) : Number.NaN,
  ),
]
