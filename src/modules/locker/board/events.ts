/** What the live board is told, written in the transaction of what it tells of. */
import type { Query } from '#platform/database'
import type { StreamEvent } from '#platform/event-stream'
import { createFeed, numberedFirst } from '#platform/feed'
import type { BoardEvent } from '../wire.ts'

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

interface EventRow {
  readonly seq: bigint
  readonly person: string | null
  readonly at: Date
  readonly kind: BoardEvent['kind']
  readonly box: string | null
  readonly kiosk: string | null
  readonly attempt: string | null
  readonly what: string
}

const eventOf = ({ seq, at, kind, box, kiosk, attempt, what }: EventRow): StreamEvent => ({
  id: seq,
  name: 'locker',
  data: { kind, at: at.toISOString(), box, kiosk, attempt, what } satisfies BoardEvent,
})

export const createBoardFeed = (db: Query) =>
  createFeed<EventRow>(db, {
    table: 'locker.event',
    columns: 'seq, person, at, kind, box, kiosk, attempt, what',
    eventsOf: async (rows) => rows.map(eventOf),
  })
