/** Paths of aliases. */
import type { Http } from '#platform/http'
import * as wire from '../wire.ts'
import { type AliasNeeds, createCheckPayee } from './check.ts'
import { createChooseAlias, createOwnAliases, createReleaseAlias, createSwitchContact } from './own.ts'

export const addAliasRoutes = (http: Http, needs: AliasNeeds): void => {
  const [own, choose, release] = [createOwnAliases(needs), createChooseAlias(needs), createReleaseAlias(needs)]
  const [switchContact, check] = [createSwitchContact(needs), createCheckPayee(needs)]

  http.route(wire.aliases, 'payments:own', ({ caller }) => own(caller.id))
  http.route(wire.chooseAlias, 'payments:own', async ({ caller, params, body }) => {
    await choose({ owner: caller.id, name: params.name.toLowerCase(), product: body.product })
    return own(caller.id)
  })
  http.route(wire.releaseAlias, 'payments:own', async ({ caller, params }) => {
    await release(caller.id, params.name.toLowerCase())
    return undefined
  })
  http.route(wire.switchContact, 'payments:own', async ({ caller, params, body }) => {
    await switchContact({ owner: caller.id, kind: params.kind, product: body.product })
    return own(caller.id)
  })
  http.route(wire.checkPayee, 'payments:own', ({ caller, body }) => check({ asker: caller.id, ...body }))
}
