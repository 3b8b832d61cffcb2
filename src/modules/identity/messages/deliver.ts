/** Delivering messages: by any number of processes, at least once, and not for ever. */
import type { Database } from '#platform/database'
import { type Channel, type Send, Undeliverable, type Ways } from '#platform/delivery'
import type { Sealing } from '#platform/sealing'
import { type Clock, dayMs } from '#platform/time'
import type { Language } from '../wire.ts'
import { isKind, render } from './words/index.ts'
import { openContent } from './write.ts'

interface Due {
  readonly id: string
  readonly kind: string
  readonly language: Language
  readonly content_sealed: Buffer
}

const atOnce = 20
/** How long it can still be looked up what was sent to whom. */
const keptMs = 90 * dayMs

/**
 * Takes what is due and sets the next try ahead, in one short transaction: 30 s, then twice as long each time, an hour at
 * most. Nothing is locked while a gateway is spoken to, and what a crash leaves half done is tried again by itself.
 */
const takeStatement = `
  with due as (
    select id from identity.message
     where channel = $1 and delivered_at is null and given_up_at is null and due_at <= $2 and expires_at > $2
     order by due_at, id limit ${atOnce} for update skip locked
  )
  update identity.message as message
     set attempts = attempts + 1,
         due_at = $2::timestamptz + least(interval '30 seconds' * power(2, least(attempts, 10)), interval '1 hour')
    from due where message.id = due.id
  returning message.id, kind, language, content_sealed`

const deliveredStatement = `
  update identity.message set delivered_at = $2, given_up_at = null, failure = null, content_sealed = null
   where id = $1 and delivered_at is null`

const failedStatement = `
  update identity.message
     set failure = $2, given_up_at = $3, content_sealed = case when $3::timestamptz is null then content_sealed end
   where id = $1 and delivered_at is null and given_up_at is null`

const expireStatement = `
  update identity.message
     set given_up_at = $1, content_sealed = null, failure = coalesce(failure, case when attempts = 0 then 'no way out' end)
   where expires_at <= $1 and delivered_at is null and given_up_at is null`

interface Needs {
  readonly db: Database
  readonly clock: Clock
  readonly sealing: Sealing
  readonly ways: Ways
  readonly onUndelivered: (error: unknown) => void
}

/** Answers how many messages of this channel left the house. Several at once, here or elsewhere, take different ones. */
export const createDeliver = ({ db, clock, sealing, ways, onUndelivered }: Needs) => {
  const fail = async ({ id, kind }: Due, error: unknown) => {
    const failure = (error instanceof Error ? error.message : 'unknown').slice(0, 200)
    const isOver = error instanceof Undeliverable
    await db.query(failedStatement, [id, failure, isOver ? clock() : null])
    onUndelivered(new Error(`a message (${kind}) was not delivered: ${failure}`))
    return 0
  }

  const forgetNobody = async ({ id }: Due) => {
    await db.query('delete from identity.message where id = $1', [id])
    return 0
  }

  const hand = async (send: Send, due: Due): Promise<number> => {
    try {
      if (due.kind === 'nobody') return await forgetNobody(due)
      if (!isKind(due.kind)) throw new Undeliverable('unknown kind')
      const { address, parameters } = await openContent(sealing, due.id, due.content_sealed)
      await send({ id: due.id, to: address, ...render(due.kind, due.language, parameters) })
    } catch (error) {
      // Whatever a gateway says, the next message has its turn; this one is tried again or given up.
      return fail(due, error)
    }
    await db.query(deliveredStatement, [due.id, clock()])
    return 1
  }

  return async (channel: Channel): Promise<number> => {
    await db.query(expireStatement, [clock()])
    const send = ways[channel]
    let delivered = 0
    while (send !== null) {
      const due = await db.query<Due>(takeStatement, [channel, clock()])
      for (const count of await Promise.all(due.map((message) => hand(send, message)))) delivered += count
      if (due.length < atOnce) break
    }
    return delivered
  }
}

/** Forgets messages of long ago. */
export const tidyMessages = async (db: Database, now: Date): Promise<void> => {
  await db.query('delete from identity.message where expires_at < $1', [new Date(now.getTime() - keptMs)])
}

/** How many messages wait to leave. */
export const countWaiting = async (db: Database): Promise<number> => {
  const [row] = await db.query<{ count: bigint }>(
    'select count(*) as count from identity.message where delivered_at is null and given_up_at is null',
  )
  return Number(row.count)
}
