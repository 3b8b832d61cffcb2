/** The public face of notifications: people are told, on the channels that they want. */
import type { Identity } from '#modules/identity'
import type { Callbacks } from '#platform/callback'
import type { Database } from '#platform/database'
import { createFeed } from '#platform/feed'
import type { Http } from '#platform/http'
import type { RandomBytes } from '#platform/id'
import { every, type Job } from '#platform/jobs'
import type { Participant } from '#platform/lane'
import type { Refusal } from '#platform/refusal'
import type { Sealing } from '#platform/sealing'
import { type Clock, hourMs, secondMs } from '#platform/time'
import { type CheckNote, createInbox, feedOf } from './inbox/inbox.ts'
import { addInboxRoutes } from './inbox/routes.ts'
import { createDeliverPush } from './push/deliver.ts'
import { createFindKey } from './push/keys.ts'
import { addPushRoutes } from './push/routes.ts'
import { createSubscriptions, writePushes } from './push/subscriptions.ts'
import { createRecorder, type Told } from './record.ts'
import { addSettingsRoutes } from './settings/routes.ts'
import { createSettings } from './settings/settings.ts'
import { createSpread } from './spread/spread.ts'
import { createTell, type Tell } from './tell.ts'
import { createWebhooks, type Webhooks } from './webhooks/webhooks.ts'

export type { CheckNote } from './inbox/inbox.ts'
export type { Told } from './record.ts'
export { hashedFields, sealedFields } from './sealed-fields.ts'
export type { Notice } from './tell.ts'
export type { WebhookEvent } from './webhooks/events.ts'
export type { NotificationKind } from './wire.ts'

export interface Notifications {
  /** Hands over what looks at notes that others wrote, before a person reads them; without it none has a warning. */
  checkNotesBy(check: CheckNote): void
  /** Writes what people are told, any number in one statement, in the transaction of what it tells of. */
  readonly tell: Tell
  /** The lane's participant that writes what its items have to tell, people and programs, in one statement; after the book. */
  recorder<Item>(select: (item: Item, refusal: Refusal | null) => Told): Participant<Item>
  /** Hands what was told to the channels that people want; answers how many notifications that were. */
  spread(): Promise<number>
  /** Delivers push messages that are due; answers how many were taken. */
  deliverPush(): Promise<number>
  /** Makes a delivery of each event for each endpoint that wants it; answers how many events there were. */
  spreadEvents(): Promise<number>
  /** Delivers events that are due; answers how many were taken. Several processes share the work. */
  deliverWebhooks(): Promise<number>
  /** Forgets what is too old; once an hour is enough. */
  tidy(): Promise<void>
  /** Addresses of programs, as a seed makes them. */
  readonly endpoints: Webhooks['endpoints']
  /** What runs by the clock, begun. */
  jobs(failed: (job: string) => (error: unknown) => void): readonly Job[]
  routes(http: Http): void
}

export interface NotificationsNeeds {
  readonly db: Database
  readonly clock: Clock
  readonly randomBytes: RandomBytes
  readonly sealing: Sealing
  readonly identity: Identity
  /** How addresses of others are called. */
  readonly callbacks: Callbacks
  /** Where the bank's pages are. */
  readonly origin: string
}

/** Opens notifications on a database that has their migrations. */
export const createNotifications = (needs: NotificationsNeeds): Notifications => {
  const { db, clock, randomBytes: random, identity } = needs
  const tell = createTell(clock)
  let check: CheckNote = () => null
  const viewing = { namesOf: identity.names, checkNote: (...said: Parameters<CheckNote>) => check(...said) }
  const inbox = createInbox({ db, clock, ...viewing })
  const findKey = createFindKey({ ...needs, random })
  const spread = createSpread({ db, clock, identity, push: writePushes })
  const deliverPush = createDeliverPush({ ...needs, findKey })
  const subscriptions = createSubscriptions(needs)
  const webhooks = createWebhooks({ ...needs, random, tell })
  return {
    checkNotesBy: (given) => {
      check = given
    },
    tell,
    recorder: createRecorder(clock),
    spread,
    deliverPush,
    spreadEvents: webhooks.spread,
    deliverWebhooks: webhooks.deliver,
    endpoints: webhooks.endpoints,
    tidy: async () => {
      await inbox.tidy()
      await webhooks.tidy()
    },
    jobs: (failed) => [
      every(secondMs, spread, failed('spread notifications'), { isAtOnce: true }),
      every(secondMs, deliverPush, failed('deliver push messages'), { isAtOnce: true }),
      every(hourMs, inbox.tidy, failed('tidy notifications')),
      ...webhooks.jobs(failed),
    ],
    routes: (http) => {
      addInboxRoutes(http, inbox, createFeed(db, feedOf(viewing)))
      addSettingsRoutes(http, createSettings(db))
      addPushRoutes(http, subscriptions, findKey)
      webhooks.routes(http)
    },
  }
}
