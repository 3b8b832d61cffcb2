/** Paths of service clients: which there are, and their end. They begin, and get other keys, by two people's signatures. */
import type { Database } from '#platform/database'
import type { Http } from '#platform/http'
import type { Clock } from '#platform/time'
import * as wire from '../wire.ts'
import { listServiceClients, revokeServiceClient } from './clients.ts'
import { revokeKey } from './keys.ts'

interface Needs {
  readonly db: Database
  readonly clock: Clock
  /** Drops what is remembered of callers. */
  readonly forget: () => void
}

export const addServiceClientRoutes = (http: Http, { db, clock, forget }: Needs): void => {
  http.route(wire.serviceClients, 'clients:manage', async () => ({ items: await listServiceClients(db) }))
  http.route(wire.revokeServiceKey, 'clients:manage', async ({ params }) => {
    await revokeKey(db, params.id, params.key, clock())
    forget()
    return undefined
  })
  http.route(wire.revokeServiceClient, 'clients:manage', async ({ params }) => {
    await revokeServiceClient(db, params.id, clock())
    forget()
    return undefined
  })
}
