/** The features by name: how each is read, and how staff read its value. The model's columns are these, in this order. */
import { accountFeatures } from './groups/account.ts'
import { amountFeatures } from './groups/amount.ts'
import { compromiseFeatures } from './groups/compromise.ts'
import { delayedFeatures } from './groups/delayed.ts'
import { graphFeatures } from './groups/graph.ts'
import { latelyFeatures } from './groups/lately.ts'
import { lifeFeatures } from './groups/life.ts'
import { originFeatures } from './groups/origin.ts'
import { pauseFeatures } from './groups/pauses.ts'
import { payeeFeatures } from './groups/payee.ts'
import { placeFeatures } from './groups/place.ts'
import { timeFeatures } from './groups/time.ts'
import { velocityFeatures } from './groups/velocity.ts'
import type { View } from './view.ts'

export interface Feature {
  /** Stable, in kebab case. */
  readonly name: string
  /** For staff. */
  readonly label: string
  readonly unit: 'times' | 'count' | 'days' | 'share' | 'deviations' | 'kilometers' | 'yes or no'
  /** The value as staff read it; a missing one reads "not known". */
  readonly format: (value: number) => string
  /** NaN where it is missing. */
  readonly read: (view: View) => number
}

export const features: readonly Feature[] = [
  ...amountFeatures,
  ...velocityFeatures,
  ...payeeFeatures,
  ...accountFeatures,
  ...timeFeatures,
  ...latelyFeatures,
  ...delayedFeatures,
  ...originFeatures,
  ...placeFeatures,
  ...graphFeatures,
  ...lifeFeatures,
  ...compromiseFeatures,
  ...pauseFeatures,
]
export const featureCount = features.length
export const featureNames = features.map((feature) => feature.name)

/** A feature's value as staff read it. */
export const formatValue = (feature: Feature, value: number): string =>
  Number.isNaN(value) ? 'not known' : feature.format(value)
