/** Paths of service clients. */
import type { Database } from '#platform/database'
import type { Http } from '#platform/http'
import type { RandomBytes } from '#platform/id'
import { type Clock, dayMs, hourMs } from '#platform/time'
import * as wire from '../wire.ts'
import { listServiceClients, lockClient, makeServiceClient, revokeServiceClient, showClient } from './clients.ts'
import { replaceKey, revokeKey } from './keys.ts'

interface Needs {
  readonly db: Database
  readonly clock: Clock
  readonly random: RandomBytes
  /** Drops what is remembered of callers. */
  readonly forget: () => void
}

const usualDays = 365

const endOf = (at: Date, days: number | null | undefined): Date | null =>
  days === null ? null : new Date(at.getTime() + (days ?? usualDays) * dayMs)

export const addServiceClientRoutes = (http: Http, { db, clock, random, forget }: Needs): void => {
  http.route(wire.serviceClients, 'clients:manage', async () => ({ items: await listServiceClients(db) }))
  http.route(wire.createServiceClient, 'clients:manage', async ({ params, body }) => {
    const at = clock()
    const { name, scopes, expiresInDays } = body
    return makeServiceClient(db, random, { id: params.id, name, scopes, at, expiresAt: endOf(at, expiresInDays) })
  })
  http.route(wire.rotateServiceKey, 'clients:manage', ({ params, body }) =>
    db.transaction(async (tx) => {
      const row = await lockClient(tx, params.id)
      const at = clock()
      const overlapUntil = new Date(at.getTime() + body.overlapHours * hourMs)
      const rotation = { client: params.id, key: params.key, expiresAt: endOf(at, body.expiresInDays), overlapUntil }
      const key = await replaceKey(tx, random, rotation, at)
      return { client: await showClient(tx, row), key }
    }),
  )
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
