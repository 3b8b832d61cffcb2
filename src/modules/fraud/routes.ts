/** What fraud answers over HTTP. */
import type { Http } from '#platform/http'
import type { Label, Learned } from './learn.ts'
import type { FraudModel } from './model.ts'
import type { Policy } from './wire.ts'
import * as wire from './wire.ts'

// Five thousand labels of some 110 bytes.
const labelsLimit = 1024 * 1024

export const addRoutes = (
  http: Http,
  champion: () => FraudModel,
  policy: () => Policy,
  learn: (labels: readonly Label[]) => Promise<Learned>,
): void => {
  http.route(
    wire.labels,
    'labels:write',
    ({ body }) => learn(body.labels.map((label) => ({ ...label, knownAt: new Date(label.knownAt) }))),
    { bodyLimit: labelsLimit },
  )
  http.route(wire.model, 'reviews:decide', async () => {
    const { version, card, features, trees } = champion()
    return {
      version,
      trainedOn: card.notes ?? '',
      trainedAt: card.trainedAt,
      features,
      trees,
      metrics: { ...card.metrics },
      policy: policy(),
    }
  })
}
