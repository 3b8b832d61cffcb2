/** Payment codes over HTTP. */
import type { Http } from '#platform/http'
import * as wire from '../wire.ts'
import type { Codes } from './codes.ts'

/** Parts of the key list may be kept for this long by whoever stands between. */
const keptSeconds = 60

export const addCodeRoutes = (http: Http, codes: Codes): void => {
  http.route(wire.issueCode, 'payments:own', ({ caller, body }) =>
    codes.issue(caller.id, {
      product: body.product,
      kind: body.kind,
      minor: body.minor === null ? null : BigInt(body.minor),
      note: body.note ?? '',
      lifeSeconds: body.lifeSeconds ?? 120,
    }),
  )
  http.route(wire.readCode, 'payments:own', ({ caller, body }) => codes.read(caller.id, body.text))
  http.route(wire.codeFate, 'payments:own', ({ caller, params }) => codes.fate(caller.id, params.id))
  http.route(wire.codeKeys, 'payments:own', async ({ caller }) => ({ items: await codes.keys(caller.id) }))
  http.route(wire.rotateCodeKey, 'payments:own', ({ caller, body }) =>
    codes.rotate(caller.id, body.product, body.revokes),
  )
  http.routeForAnyone(wire.codeKeyList, ({ params, reply }) => {
    reply.header('cache-control', `public, max-age=${keptSeconds}`)
    return codes.keyList(params.shard)
  })
}
