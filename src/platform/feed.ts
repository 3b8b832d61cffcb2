/** Follows a table while anybody reads, and tells each reader what is theirs. Every server does so for itself. */
import type { Query } from '#platform/database'
import type { Follow, Reader, StreamEvent } from '#platform/event-stream'
import {
  type FeedRow,
  type FeedTable,
  haveEnded,
  type Place,
  pastAtOnce,
  readEnd,
  readOn,
  readPast,
} from './feed/read-feed.ts'

export { numberedFirst } from './feed/read-feed.ts'

/** Where a feed comes from, and what its rows say. */
export interface FeedSource<Row extends FeedRow> extends FeedTable {
  /** The events of rows, one each and in their order; called for all that anybody here is told at once. */
  readonly eventsOf: (rows: readonly Row[]) => Promise<readonly StreamEvent[]>
}

/** How often the table is looked at while somebody follows. */
const lookMs = 250

interface Follower {
  readonly reader: Reader
  /** The person who is told; null is whoever no row names. */
  readonly audience: string | null
  /** Up to where the past has been told; null for one that begins now, or has caught up. */
  after: bigint | null
}

/** Where reading is; what is before it is whole once every transaction before `since` has ended. */
interface Reading {
  place: Place
  readonly since: bigint
  isWhole: boolean
}

/** Makes the feed of a table. */
export const createFeed = <Row extends FeedRow>(db: Query, source: FeedSource<Row>) => {
  const followers = new Set<Follower>()
  let reading: Promise<Reading> | null = null
  let timer: NodeJS.Timeout | undefined

  const begin = async (): Promise<Reading> => {
    const { seq, next } = await readEnd(db, source)
    return { place: { seq, hole: null }, since: next, isWhole: false }
  }

  /** Tells a reader that comes back some of what it missed; it has caught up when there is no more up to the place. */
  const catchUp = async (follower: Follower, upTo: bigint) => {
    const { after, audience, reader } = follower
    if (after === null) return
    const rows = after < upTo ? await readPast<Row>(db, source, audience, after, upTo) : []
    if (rows.length > 0) reader.tell(await source.eventsOf(rows))
    follower.after = rows.length === pastAtOnce ? rows[pastAtOnce - 1].seq : null
  }

  const tellNew = async (told: readonly Row[]) => {
    const up = [...followers].filter(({ after }) => after === null)
    const heard = new Set(up.map(({ audience }) => audience))
    const rows = told.filter(({ person }) => heard.has(person))
    if (rows.length === 0) return
    const events = await source.eventsOf(rows)
    for (const { reader, audience } of up) {
      const own = events.filter((_, index) => rows[index].person === audience)
      if (own.length > 0) reader.tell(own)
    }
  }

  const look = async (at: Reading) => {
    at.isWhole ||= await haveEnded(db, at.since)
    const { told, place } = await readOn<Row>(db, source, at.place)
    at.place = place
    await tellNew(told)
    if (at.isWhole) for (const follower of followers) await catchUp(follower, place.seq)
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

  /** Follows what one audience is told: a person by their id, everybody else by null; undefined is told nothing. */
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
