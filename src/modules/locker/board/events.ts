/** What the live board is told, written in the transaction of what it tells of. */
import type { Query } from '#platform/database'
import type { StreamEvent } from '#platform/event-stream'
import { createFeed, numberedFirst } from '#platform/feed'
import { type BoardEvent, mostEvents } from '../wire/board.ts'

export interface BoardNews {
  readonly kind: BoardEvent['kind']
  readonly at: Date
  readonly branch: string
  readonly box?: string | null
  readonly kiosk?: string | null
  readonly attempt?: string | null
  readonly what?: string
}

export const tellBoard = async (tx: Query, news: BoardNews): Promise<void> => {
  await tx.query(
    `insert into locker.event (at, kind, branch, box, kiosk, attempt, what)
     select $1::timestamptz, $2, $3, $4::uuid, $5::uuid, $6::uuid, $7 from ${numberedFirst} where mine.id is not null`,
    [news.at, news.kind, news.branch, news.box ?? null, news.kiosk ?? null, news.attempt ?? null, news.what ?? ''],
  )
}

interface Told {
  readonly at: Date
  readonly kind: BoardEvent['kind']
  readonly box: string | null
  readonly kiosk: string | null
  readonly attempt: string | null
  readonly what: string
}

interface EventRow extends Told {
  readonly seq: bigint
  readonly person: string | null
}

const viewOf = ({ kind, at, box, kiosk, attempt, what }: Told): BoardEvent => ({
  kind,
  at: at.toISOString(),
  box,
  kiosk,
  attempt,
  what,
})

/** What happened last, newest first: whoever opens the board has missed none of it. */
export const lastEvents = async (db: Query): Promise<BoardEvent[]> =>
  (
    await db.query<Told>('select at, kind, box, kiosk, attempt, what from locker.event order by seq desc limit $1', [
      mostEvents,
    ])
  ).map(viewOf)

const eventOf = (row: EventRow): StreamEvent => ({ id: row.seq, name: 'locker', data: viewOf(row) })

export const createBoardFeed = (db: Query) =>
  createFeed<EventRow>(db, {
    table: 'locker.event',
    columns: 'seq, person, at, kind, box, kiosk, attempt, what',
    eventsOf: async (rows) => rows.map(eventOf),
  })
