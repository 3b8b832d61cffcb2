/** Delivers push messages: sealed for the browser, signed with the bank's key, by any number of processes, at least once. */
import webPush from 'web-push'
import type { Identity } from '#modules/identity'
import { type CallbackAnswer, CallbackFailed, type Callbacks } from '#platform/callback'
import type { Database } from '#platform/database'
import type { Sealing } from '#platform/sealing'
import { type Clock, secondMs } from '#platform/time'
import { aboutKind } from '../kinds.ts'
import { pushAddress } from '../sealed-fields.ts'
import { say } from '../spread/words.ts'
import type { NotificationRow } from '../tables.ts'
import type { VapidKey } from './keys.ts'
import { endSubscription, type GivenSubscription } from './subscriptions.ts'

const atOnce = 20
const patienceMs = 15 * secondMs
const answerBytes = 1024

/** Sets the next try ahead before anything is sent: 30 s, doubling to an hour. Nothing is locked while a push service is spoken to. */
const takeStatement = `
  with due as (
    select id from notifications.push_delivery
     where delivered_at is null and given_up_at is null and due_at <= $1 and expires_at > $1
     order by due_at, id limit ${atOnce} for update skip locked
  ), taken as (
    update notifications.push_delivery as delivery
       set attempts = attempts + 1,
           due_at = $1::timestamptz + least(interval '30 seconds' * power(2, least(attempts, 10)), interval '1 hour')
      from due where delivery.id = due.id
    returning delivery.id, delivery.notification, delivery.subscription, delivery.expires_at
  )
  select taken.id, taken.subscription, taken.expires_at, subscription.subscription_sealed,
         notification.person, notification.kind, notification.currency, notification.minor, notification.other,
         notification.link, notification.seq
    from taken
    join notifications.push_subscription as subscription on subscription.id = taken.subscription
    join notifications.notification as notification on notification.seq = taken.notification`

interface Due extends Pick<NotificationRow, 'person' | 'kind' | 'currency' | 'minor' | 'other' | 'link' | 'seq'> {
  readonly id: string
  readonly subscription: string
  readonly expires_at: Date
  readonly subscription_sealed: Buffer | null
}

interface Needs {
  readonly db: Database
  readonly clock: Clock
  readonly sealing: Sealing
  readonly identity: Identity
  readonly callbacks: Callbacks
  readonly findKey: () => Promise<VapidKey>
  /** Where the bank's pages are; tells push services whom to write to. */
  readonly origin: string
}

/** Over for good, so that no further try is made. */
class Over extends Error {
  override readonly name = 'Over'
}

const judge = ({ status }: CallbackAnswer): void => {
  if (status >= 200 && status < 300) return
  // RFC 8030, 7.3: a subscription that is gone. Others that blame the message itself will not change their mind either.
  const isForGood = [400, 403, 404, 410, 413].includes(status)
  throw isForGood ? new Over(`HTTP ${status}`) : new Error(`HTTP ${status}`)
}

const isGone = (error: unknown) => error instanceof Over && /404|410/.test(error.message)

/** Somebody at the bank's host; services that find fault with our messages write there. */
const contactOf = (origin: string) => `mailto:webmaster@${new URL(origin).hostname}`

export const createDeliverPush = ({ db, clock, sealing, identity, callbacks, findKey, origin }: Needs) => {
  const wordsOf = async ({ person, kind, currency, minor, other, link, seq }: Due) => {
    const spoken = await identity.spoken(db, [person, ...(other ? [other] : [])])
    const language = spoken.get(person)?.language ?? 'en'
    const name = (other && spoken.get(other)?.name) || null
    return JSON.stringify({
      ...say(kind, language, { currency, minor, other: name }),
      language,
      link,
      id: seq.toString(),
    })
  }

  const send = async (due: Due): Promise<void> => {
    if (due.subscription_sealed === null || !Object.hasOwn(aboutKind, due.kind)) throw new Over('ended')
    const given: GivenSubscription = JSON.parse(
      await sealing.open(pushAddress, due.subscription, due.subscription_sealed),
    )
    const { publicKey, privateKey } = await findKey()
    const { headers, body } = webPush.generateRequestDetails(given, await wordsOf(due), {
      vapidDetails: { subject: contactOf(origin), publicKey, privateKey },
      TTL: Math.max(0, Math.round((due.expires_at.getTime() - clock().getTime()) / secondMs)),
      urgency: aboutKind[due.kind].isUrgent ? 'high' : 'normal',
    })
    const texts = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
    judge(await callbacks.post(given.endpoint, { headers: texts, body, timeoutMs: patienceMs, mostBytes: answerBytes }))
  }

  const note = (id: string, at: Date, failure: string | null, isOver: boolean) =>
    db.query(
      `update notifications.push_delivery
          set delivered_at = case when $3::text is null then $2::timestamptz end,
              given_up_at = case when $4::boolean then $2::timestamptz end, failure = $3
        where id = $1 and delivered_at is null and given_up_at is null`,
      [id, at, failure, isOver],
    )

  const hand = async (due: Due): Promise<number> => {
    try {
      await send(due)
    } catch (error) {
      // Whatever became of this one, the next has its turn; it is tried again, or over.
      const isOver =
        error instanceof Over || (error instanceof CallbackFailed && error.failure === 'address-not-allowed')
      const failure = error instanceof Error && error.message.length <= 60 ? error.message : 'unknown'
      await note(due.id, clock(), failure, isOver)
      if (isGone(error)) await endSubscription(db, due.subscription, clock())
      return 0
    }
    await note(due.id, clock(), null, false)
    return 1
  }

  /** Answers how many messages a push service took. */
  return async (): Promise<number> => {
    await db.query(
      `update notifications.push_delivery set given_up_at = $1, failure = coalesce(failure, 'too late')
        where expires_at <= $1 and delivered_at is null and given_up_at is null`,
      [clock()],
    )
    let delivered = 0
    while (true) {
      const due = await db.query<Due>(takeStatement, [clock()])
      for (const count of await Promise.all(due.map(hand))) delivered += count
      if (due.length < atOnce) return delivered
    }
  }
}
