/** Webhooks put together: endpoints, the log, and what runs by the clock. */
import type { Identity } from '#modules/identity'
import type { Database } from '#platform/database'
import type { Http } from '#platform/http'
import { every, type Job } from '#platform/jobs'
import { hourMs, secondMs } from '#platform/time'
import type { Tell } from '../tell.ts'
import { createDeliverWebhooks } from './deliver.ts'
import { createEndpoints, type EndpointNeeds } from './endpoints.ts'
import { createSpreadEvents } from './events.ts'
import { createDeliveryLog } from './log.ts'
import { addWebhookRoutes } from './routes.ts'

interface Needs extends EndpointNeeds {
  readonly identity: Identity
  readonly tell: Tell
}

/** Whoever of the staff made an endpoint; of one that a program made, the administrators. */
const createKeepersOf =
  (db: Database, identity: Identity) =>
  async (endpoint: string): Promise<readonly string[]> => {
    const [row] = await db.query<{ owner: string; of_client: boolean }>(
      'select owner, of_client from notifications.webhook_endpoint where id = $1',
      [endpoint],
    )
    if (!row) return []
    return row.of_client ? (await identity.peopleOfRole('administrator')).map(({ id }) => id) : [row.owner]
  }

export const createWebhooks = (needs: Needs) => {
  const { db, clock, identity } = needs
  const endpoints = createEndpoints(needs)
  const log = createDeliveryLog({ db, clock, endpoints })
  const spread = createSpreadEvents(db, clock)
  const { deliver, kick, idle } = createDeliverWebhooks({ ...needs, keepersOf: createKeepersOf(db, identity) })
  return {
    spread,
    deliver,
    tidy: log.tidy,
    endpoints: { list: endpoints.list, make: endpoints.make, test: log.test },
    routes: (http: Http) => addWebhookRoutes(http, endpoints, log),
    jobs: (failed: (job: string) => (error: unknown) => void): readonly Job[] => {
      const onFailure = failed('deliver webhooks')
      const kicking = every(secondMs, () => spread().then(() => kick(onFailure)), onFailure, { isAtOnce: true })
      const stop = async () => {
        await kicking.stop()
        await idle()
      }
      return [{ stop }, every(hourMs, log.tidy, failed('tidy webhooks'))]
    },
  }
}

export type Webhooks = ReturnType<typeof createWebhooks>
