/** A request for consent that waits for the customer. */
import type Provider from 'oidc-provider'
import type { Interaction } from 'oidc-provider'
import type { Query } from '#platform/database'
import { Refusal } from '#platform/refusal'
import type { OauthScope } from '../../wire.ts'
import { type ClientRow, findClient } from '../clients/store.ts'

export interface OpenRequest {
  readonly interaction: Interaction
  readonly client: ClientRow
  /** What is asked for and the client may have. */
  readonly scopes: readonly OauthScope[]
  readonly wantsName: boolean
  /** Of OpenID Connect, as they were asked for. */
  readonly identityScopes: readonly string[]
  readonly redirectUri: string
}

export const requestOver = () =>
  new Refusal(
    'consent-request-over',
    409,
    'This request is over, or it began in another browser. Start again at the other side.',
  )

/** Throws 'consent-request-over' (409), whatever is the matter with it. */
export const openRequest = async (db: Query, provider: Provider, id: string): Promise<OpenRequest> => {
  const interaction = await provider.Interaction.find(id)
  if (!interaction || interaction.result !== undefined) throw requestOver()
  const { client_id, scope, redirect_uri } = interaction.params
  const client = await findClient(db, String(client_id))
  if (client === null) throw requestOver()
  const asked = String(scope ?? '').split(' ')
  return {
    interaction,
    client,
    scopes: client.scopes.filter((each) => asked.includes(each)) as OauthScope[],
    wantsName: asked.includes('profile'),
    identityScopes: ['openid', 'profile'].filter((each) => asked.includes(each)),
    redirectUri: String(redirect_uri),
  }
}
