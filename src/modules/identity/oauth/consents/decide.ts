/** A customer allows or denies what a client asks, in the session that they are signed in with. */
import type Provider from 'oidc-provider'
import type { Database, Tx } from '#platform/database'
import type { Caller } from '#platform/http'
import { type RandomBytes, uuidv7 } from '#platform/id'
import { Refusal } from '#platform/refusal'
import type { Clock } from '#platform/time'
import type { Tell } from '../../messages/tell.ts'
import { consentSeconds, interactionSeconds } from '../durations.ts'
import type { CurrentProvider } from '../provider/current.ts'
import { hashOf } from '../records/records.ts'
import { isFirstUse } from '../records/replay.ts'
import { type AccountsOf, chosenAccounts } from './accounts.ts'
import { type OpenRequest, openRequest, requestOver } from './open.ts'

interface Needs {
  readonly db: Database
  readonly clock: Clock
  readonly random: RandomBytes
  readonly provider: CurrentProvider
  readonly audience: () => string
  readonly tell: Tell
  readonly accountsOf: AccountsOf
}

/** What the caller needs to be asked at all: a customer in their own session. */
export const sessionOf = ({ kind, session }: Caller): string => {
  if (kind !== 'customer' || session === undefined)
    throw new Refusal('not-allowed', 403, 'Only a customer who is signed in can decide this.')
  return session
}

interface Given {
  readonly id: string
  readonly person: string
  readonly session: string
  readonly at: Date
  readonly accounts: readonly string[] | null
}

/** The customer is told on every channel: whoever sits at an open session can say yes, but not unheard. */
const writeConsent = async (tx: Tx, tell: Tell, { id, person, session, at, accounts }: Given, request: OpenRequest) => {
  const { client, scopes } = request
  const endsAt = new Date(at.getTime() + consentSeconds * 1000)
  await tx.query(
    `insert into identity.consent (id, person, client, scopes, session, given_at, expires_at, accounts)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, person, client.id, scopes, Buffer.from(session, 'hex'), at, endsAt, accounts],
  )
  await tell(tx, { person, kind: 'consent-given', parameters: { client: client.name } })
}

/** The library's grant under the id of the consent, so that the end of one is the end of the other. */
const writeGrant = async (provider: Provider, given: Given, request: OpenRequest, audience: string) => {
  const grant = new provider.Grant({ accountId: given.person, clientId: request.client.id })
  grant.jti = given.id
  if (request.identityScopes.length > 0) grant.addOIDCScope([...request.identityScopes])
  grant.addResourceScope(audience, [...request.scopes])
  await grant.save()
}

/** How the customer had proved who they are when the session began. */
const proofOf = async (db: Database, session: string) => {
  const [found] = await db.query<{ created_at: Date; entered_with: string | null }>(
    'select created_at, entered_with from identity.session where id = $1',
    [Buffer.from(session, 'hex')],
  )
  const startedAt = found?.created_at ?? new Date(0)
  // RFC 8176: a key with a finger, face or PIN; or what somebody knows.
  const amr = found?.entered_with === 'passkey' ? ['pop', 'user'] : ['pwd']
  return { ts: Math.floor(startedAt.getTime() / 1000), amr }
}

/** What the customer decided; of a third party's request with the accounts that it is for. */
export interface Decision {
  readonly answer: 'allow' | 'deny'
  readonly accounts?: readonly string[]
}

/**
 * Answers where the browser goes on. Throws 'consent-request-over' (409), 'not-allowed' (403), 'accounts-needed' (422),
 * 'no-such-product' (404).
 */
export const createDecide =
  ({ db, clock, random, provider: current, audience, tell, accountsOf }: Needs) =>
  async (caller: Caller, id: string, { answer, accounts }: Decision): Promise<string> => {
    const session = sessionOf(caller)
    const provider = await current()
    const request = await openRequest(db, provider, id)
    const chosen = answer === 'allow' ? await chosenAccounts(accountsOf, caller.id, request, accounts) : null
    const at = clock()
    const until = new Date(at.getTime() + interactionSeconds * 1000)
    // Of two answers at the same instant one alone counts.
    if (!(await isFirstUse(db, hashOf(`decision ${id}`), until))) throw requestOver()
    const { interaction } = request
    if (answer === 'deny') {
      interaction.result = { error: 'access_denied', error_description: 'the customer did not allow it' }
    } else {
      if (request.scopes.length === 0) throw requestOver()
      const given = { id: uuidv7(at.getTime(), random(10)), person: caller.id, session, at, accounts: chosen }
      await db.transaction((tx) => writeConsent(tx, tell, given, request))
      await writeGrant(provider, given, request, audience())
      const proof = await proofOf(db, session)
      interaction.result = {
        login: { accountId: caller.id, remember: false, ...proof },
        consent: { grantId: given.id },
      }
    }
    await interaction.persist()
    const { pathname, search } = new URL(interaction.returnTo)
    return pathname + search
  }
