/** The public face of notifications: people are told, on the channels that they want. */
import type { Identity } from '#modules/identity'
import type { Callbacks } from '#platform/callback'
import type { Database } from '#platform/database'
import { createFeed } from '#platform/feed'
import type { Http } from '#platform/http'
import type { RandomBytes } from '#platform/id'
import { every, type Job } from '#platform/jobs'
import type { Participant } from '#platform/lane'
import type { Sealing } from '#platform/sealing'
import { type Clock, hourMs, secondMs } from '#platform/time'
import { createInbox, feedOf } from './inbox/inbox.ts'
import { addInboxRoutes } from './inbox/routes.ts'
import { createDeliverPush } from './push/deliver.ts'
import { createFindKey } from './push/keys.ts'
import { addPushRoutes } from './push/routes.ts'
import { createSubscriptions, writePushes } from './push/subscriptions.ts'
import { addSettingsRoutes } from './settings/routes.ts'
import { createSettings } from './settings/settings.ts'
import { createSpread } from './spread/spread.ts'
import { createTell, createTeller, type Notice, type Tell } from './tell.ts'

export { sealedFields } from './sealed-fields.ts'
export type { Notice } from './tell.ts'
export type { NotificationKind } from './wire.ts'

export interface Notifications {
  /** Writes what people are told, any number in one statement, in the transaction of what it tells of. */
  readonly tell: Tell
  /** The lane's participant that tells of the items that stand; after the book. */
  teller<Item>(select: (item: Item) => readonly Notice[]): Participant<Item>
  /** Hands what was told to the channels that people want; answers how many notifications that were. */
  spread(): Promise<number>
  /** Delivers push messages that are due; answers how many were taken. */
  deliverPush(): Promise<number>
  /** Forgets what is too old; once an hour is enough. */
  tidy(): Promise<void>
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
  const inbox = createInbox({ db, clock, namesOf: identity.names })
  const findKey = createFindKey({ ...needs, random })
  const spread = createSpread({ db, clock, identity, push: writePushes })
  const deliverPush = createDeliverPush({ ...needs, findKey })
  const subscriptions = createSubscriptions(needs)
  return {
    tell,
    teller: createTeller(tell),
    spread,
    deliverPush,
    tidy: inbox.tidy,
    jobs: (failed) => [
      every(secondMs, spread, failed('spread notifications'), { isAtOnce: true }),
      every(secondMs, deliverPush, failed('deliver push messages'), { isAtOnce: true }),
      every(hourMs, inbox.tidy, failed('tidy notifications')),
    ],
    routes: (http) => {
      addInboxRoutes(http, inbox, createFeed(db, feedOf(identity.names)))
      addSettingsRoutes(http, createSettings(db))
      addPushRoutes(http, subscriptions, findKey)
    },
  }
}
