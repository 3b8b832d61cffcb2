/** Paths of browsers that show messages. */
import { type Http, signedIn } from '#platform/http'
import * as wire from '../wire.ts'
import type { VapidKey } from './keys.ts'
import type { Subscriptions } from './subscriptions.ts'

export const addPushRoutes = (http: Http, subscriptions: Subscriptions, findKey: () => Promise<VapidKey>): void => {
  http.route(wire.push, signedIn, async ({ caller }) => ({
    publicKey: (await findKey()).publicKey,
    items: await subscriptions.list(caller.id),
  }))
  http.route(wire.subscribePush, signedIn, ({ caller, params, body: { name, ...given } }) =>
    subscriptions.subscribe(caller.id, params.id, name, given),
  )
  http.route(wire.unsubscribePush, signedIn, async ({ caller, params }) => {
    await subscriptions.unsubscribe(caller.id, params.id)
    return undefined
  })
}
