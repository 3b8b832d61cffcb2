/** What a client asks, as the customer reads it. */
import type { Database } from '#platform/database'
import type { Caller } from '#platform/http'
import type { Clock } from '#platform/time'
import type { ConsentRequest } from '../../wire.ts'
import { consentSeconds } from '../durations.ts'
import type { CurrentProvider } from '../provider/current.ts'
import { sessionOf } from './decide.ts'
import { openRequest } from './open.ts'

interface Needs {
  readonly db: Database
  readonly clock: Clock
  readonly provider: CurrentProvider
}

/** Throws 'consent-request-over' (409), 'not-allowed' (403). */
export const createShowRequest =
  ({ db, clock, provider }: Needs) =>
  async (caller: Caller, id: string): Promise<ConsentRequest> => {
    sessionOf(caller)
    const { client, scopes, wantsName, redirectUri } = await openRequest(db, await provider(), id)
    const { protocol, host } = new URL(redirectUri)
    return {
      id,
      client: { name: client.name, kind: client.kind, host: host || protocol.slice(0, -1) },
      scopes: [...scopes],
      wantsName,
      endsAt: new Date(clock().getTime() + consentSeconds * 1000).toISOString(),
    }
  }
