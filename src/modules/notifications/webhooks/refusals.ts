/** Every no of webhooks, said once. */
import { Refusal } from '#platform/refusal'

/** One answer for "not yours" and "not there". */
export const noSuchEndpoint = () => new Refusal('no-such-endpoint', 404, 'There is no such endpoint of yours.')
export const noSuchDelivery = () =>
  new Refusal('no-such-delivery', 404, 'There is no such delivery to an endpoint of yours.')
export const tooManyEndpoints = () =>
  new Refusal('too-many-endpoints', 422, 'There are twenty endpoints already. Remove one first.')
export const tooManySecrets = () =>
  new Refusal('too-many-secrets', 422, 'Three secrets sign for this endpoint already. Wait until one has ended.')
export const endpointOff = () => new Refusal('endpoint-off', 409, 'The endpoint is switched off. Switch it on first.')
export const spanTooLarge = () =>
  new Refusal('span-too-large', 422, 'More than ten thousand events lie in this span. Choose a shorter one.')
export const idTaken = () => new Refusal('id-taken', 409, 'This id stands for something else already.')
