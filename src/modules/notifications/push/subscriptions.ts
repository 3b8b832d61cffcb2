/** Browsers that show messages: subscribed, listed, let go. */
import { createECDH } from 'node:crypto'
import type { Callbacks } from '#platform/callback'
import { CallbackFailed } from '#platform/callback'
import type { Database, Query, Tx } from '#platform/database'
import { Refusal } from '#platform/refusal'
import type { Sealing } from '#platform/sealing'
import { type Clock, dayMs } from '#platform/time'
import { pushAddress } from '../sealed-fields.ts'
import type { Push } from '../spread/spread.ts'
import type { PushSubscriptionView } from '../wire.ts'

/** Browsers that one person may have subscribed. */
const mostBrowsers = 10
/** A message that could not be shown for so long is no news any more. */
const lastsMs = dayMs

export const callbackRefused = () =>
  new Refusal('callback-refused', 422, 'This address cannot be called: it is no HTTPS address on the open internet.')
const tooManyBrowsers = () =>
  new Refusal('too-many-browsers', 422, 'Ten browsers show your messages already. Let one of them go first.')
const idTaken = () => new Refusal('id-taken', 409, 'This id stands for something else already.')
const badKey = () => new Refusal('invalid-input', 400, 'The key of the browser is none.')

/** What a browser's PushManager gives. */
export interface GivenSubscription {
  readonly endpoint: string
  readonly keys: { readonly p256dh: string; readonly auth: string }
}

interface SubscriptionRow {
  readonly id: string
  readonly person: string
  readonly name: string
  readonly made_at: Date
}

const toView = ({ id, name, made_at }: SubscriptionRow): PushSubscriptionView => ({
  id,
  name,
  madeAt: made_at.toISOString(),
})

const listOf = (db: Query, person: string): Promise<SubscriptionRow[]> =>
  db.query(
    `select id, person, name, made_at from notifications.push_subscription
      where person = $1 and ended_at is null order by made_at, id`,
    [person],
  )

/** Sixteen bytes, and a point of the curve: with anything else no message could be sealed for the browser. */
const checkKeys = ({ keys }: GivenSubscription) => {
  const curve = createECDH('prime256v1')
  curve.generateKeys()
  try {
    curve.computeSecret(Buffer.from(keys.p256dh, 'base64url'))
  } catch {
    throw badKey()
  }
  if (Buffer.from(keys.auth, 'base64url').length !== 16) throw badKey()
}

interface Needs {
  readonly db: Database
  readonly clock: Clock
  readonly sealing: Sealing
  readonly callbacks: Callbacks
}

const endStatement = `
  update notifications.push_subscription set ended_at = $1, subscription_sealed = null, endpoint_hash = '' where ended_at is null`

/** A subscription that is over has nothing left to be shown. */
export const endSubscription = async (db: Query, id: string, at: Date): Promise<void> => {
  await db.query(`${endStatement} and id = $2`, [at, id])
}

export const createSubscriptions = ({ db, clock, sealing, callbacks }: Needs) => {
  const add = (person: string, id: string, name: string, endpoint: string, sealed: Buffer) =>
    db.transaction(async (tx) => {
      await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 4))', [person])
      const at = clock()
      const [known] = await tx.query<SubscriptionRow & { ended_at: Date | null }>(
        'select id, person, name, made_at, ended_at from notifications.push_subscription where id = $1',
        [id],
      )
      if (known && (known.person !== person || known.ended_at !== null)) throw idTaken()
      if (known) return known
      // The same browser once more, or with somebody else in front of it: what it showed before is over.
      const hash = await sealing.hash(tx, 'push endpoint', endpoint)
      await tx.query(`${endStatement} and endpoint_hash = any($2::bytea[])`, [
        at,
        await sealing.hashes('push endpoint', endpoint),
      ])
      if ((await listOf(tx, person)).length >= mostBrowsers) throw tooManyBrowsers()
      const [row] = await tx.query<SubscriptionRow>(
        `insert into notifications.push_subscription (id, person, name, endpoint_hash, subscription_sealed, made_at)
         values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning id, person, name, made_at`,
        [id, person, name, hash, sealed, at],
      )
      if (!row) throw idTaken()
      return row
    })
  return {
    list: async (person: string) => (await listOf(db, person)).map(toView),
    /** Throws callback-refused, too-many-browsers, id-taken. */
    subscribe: async (person: string, id: string, name: string, given: GivenSubscription) => {
      checkKeys(given)
      await callbacks.check(given.endpoint).catch((error: unknown) => {
        // A resolver that is down now may be up when there is something to show; what is not allowed never is.
        if (error instanceof CallbackFailed && error.failure === 'address-not-allowed') throw callbackRefused()
      })
      const sealed = await sealing.seal(pushAddress, id, JSON.stringify(given))
      return toView(await add(person, id, name, given.endpoint, sealed))
    },
    /** What is not there is let go already. */
    unsubscribe: async (person: string, id: string): Promise<void> => {
      await db.query(`${endStatement} and id = $2 and person = $3`, [clock(), id, person])
    },
  }
}

export type Subscriptions = ReturnType<typeof createSubscriptions>

/** Writes a delivery for each browser of each person, in one statement. */
export const writePushes = async (tx: Tx, pushes: readonly Push[], at: Date): Promise<void> => {
  if (pushes.length === 0) return
  await tx.query(
    `insert into notifications.push_delivery (notification, subscription, due_at, expires_at)
     select given.notification, subscription.id, given.due_at, greatest(given.due_at, $4::timestamptz) + $5::integer * interval '1 ms'
       from unnest($1::bigint[], $2::uuid[], $3::timestamptz[]) as given (notification, person, due_at)
       join notifications.push_subscription as subscription on subscription.person = given.person and subscription.ended_at is null`,
    [
      pushes.map(({ notification }) => notification),
      pushes.map(({ person }) => person),
      pushes.map(({ dueAt }) => dueAt),
      at,
      lastsMs,
    ],
  )
}
