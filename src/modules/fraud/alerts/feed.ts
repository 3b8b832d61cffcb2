/** Follows the table of alerts while anybody reads, and tells each reader what is theirs. Every server does so for itself. */
import type { Query } from '#platform/database'
import type { Follow, Reader, StreamEvent } from '#platform/event-stream'
import { type AlertRow, haveEnded, type Place, pastAtOnce, readEnd, readOn, readPast } from './read-feed.ts'

/** How often the table is looked at while somebody follows. */
const lookMs = 250

interface Follower {
  readonly reader: Reader
  /** The person who is told; null is staff. */
  readonly audience: string | null
  /** Up to where the past has been told; null for one that begins now, or has caught up. */
  after: bigint | null
}

const eventOf = ({ seq, at, kind, payment, data }: AlertRow): StreamEvent => ({
  id: seq,
  name: kind,
  data: { kind, at: at.toISOString(), payment, ...data },
})

/** Where reading is; what is before it is whole once every transaction before `since` has ended. */
interface Reading {
  place: Place
  readonly since: bigint
  isWhole: boolean
}

/** Tells a reader that comes back some of what it missed; it has caught up when there is no more up to the place. */
const catchUp = async (db: Query, follower: Follower, upTo: bigint) => {
  if (follower.after === null) return
  const rows = follower.after < upTo ? await readPast(db, follower.audience, follower.after, upTo) : []
  if (rows.length > 0) follower.reader.tell(rows.map(eventOf))
  follower.after = rows.length === pastAtOnce ? rows[pastAtOnce - 1].seq : null
}

/** Makes the feed. */
export const createFeed = (db: Query) => {
  const followers = new Set<Follower>()
  let reading: Promise<Reading> | null = null
  let timer: NodeJS.Timeout | undefined

  const begin = async (): Promise<Reading> => {
    const { seq, next } = await readEnd(db)
    return { place: { seq, hole: null }, since: next, isWhole: false }
  }

  const look = async (at: Reading) => {
    at.isWhole ||= await haveEnded(db, at.since)
    const { told, place } = await readOn(db, at.place)
    at.place = place
    for (const { reader, audience, after } of followers) {
      const own = told.filter(({ person }) => person === audience)
      if (after === null && own.length > 0) reader.tell(own.map(eventOf))
    }
    if (at.isWhole) for (const follower of followers) await catchUp(db, follower, place.seq)
  }

  const lookAgain = (at: Reading) => {
    timer = setTimeout(async () => {
      try {
        await look(at)
      } catch {
        // Readers are sent away and come again with what they have heard; that the database is away is told by all who need it.
        for (const { reader } of followers) reader.end()
      }
      if (followers.size > 0) return lookAgain(at)
      timer = undefined
      reading = null
    }, lookMs)
  }

  /** Follows what one audience is told: a customer by their id, staff by null. */
  const follow =
    (audienceOf: (reader: Reader) => string | null | undefined): Follow =>
    async (reader) => {
      const audience = audienceOf(reader)
      if (audience === undefined) return () => {}
      // Whoever has been let in is told all that is written from now on.
      reading ??= begin()
      const at = await reading.catch((error: unknown) => {
        reading = null
        throw error
      })
      const follower: Follower = { reader, audience, after: reader.after }
      followers.add(follower)
      if (!timer) lookAgain(at)
      return () => void followers.delete(follower)
    }

  return { follow }
}
