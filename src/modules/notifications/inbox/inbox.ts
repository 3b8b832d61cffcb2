/** What a person was told: read, marked, and followed. */
import type { Identity } from '#modules/identity'
import type { Database, Query } from '#platform/database'
import type { FeedSource } from '#platform/feed'
import { Refusal } from '#platform/refusal'
import { type Clock, dayMs } from '#platform/time'
import { type NotificationRow, notificationColumns } from '../tables.ts'
import { mostCounted, type NoteWarning, type NotificationKind, type NotificationView } from '../wire.ts'

const keptMs = 730 * dayMs
const usualPage = 25

const noSuchNotification = () => new Refusal('no-such-notification', 404, 'You were not told this.')

type NamesOf = Identity['names']

/** Looks at what somebody wrote, and at the name they go by; null where nothing stands out. */
export type CheckNote = (note: string, name: string) => NoteWarning | null

/** Whose note is the reader's own is not looked at: they know what they wrote. */
const isOwnNote = (kind: NotificationKind): boolean =>
  kind.startsWith('order-') || /^request-(paid|declined|expired)$/.test(kind)

export interface Viewing {
  readonly namesOf: NamesOf
  readonly checkNote: CheckNote
}

const toView = (row: NotificationRow, name: string | null, checkNote: CheckNote): NotificationView => ({
  id: row.seq.toString(),
  kind: row.kind,
  at: row.at.toISOString(),
  amount: row.currency && row.minor !== null ? { currency: row.currency, minor: row.minor.toString() } : null,
  other: name,
  note: row.note,
  warning: row.note === null || isOwnNote(row.kind) ? null : checkNote(row.note, name ?? ''),
  link: row.link,
  readAt: row.read_at?.toISOString() ?? null,
})

/** Notifications as they travel, with one look-up of names for all of them. */
const viewAll = async (
  { namesOf, checkNote }: Viewing,
  rows: readonly NotificationRow[],
): Promise<NotificationView[]> => {
  const names = await namesOf([...new Set(rows.flatMap(({ other }) => other ?? []))])
  return rows.map((row) => toView(row, (row.other && names.get(row.other)?.name) || null, checkNote))
}

/** The table of notifications, followed. */
export const feedOf = (viewing: Viewing): FeedSource<NotificationRow> => ({
  table: 'notifications.notification',
  columns: notificationColumns,
  eventsOf: async (rows) => {
    const views = await viewAll(viewing, rows)
    return views.map((data) => ({ id: BigInt(data.id), name: 'notification', data }))
  },
})

const countUnread = async (db: Query, person: string): Promise<number> => {
  const [{ count }] = await db.query<{ count: bigint }>(
    `select count(*) as count from (
       select 1 from notifications.notification where person = $1 and read_at is null limit ${mostCounted}) as unread`,
    [person],
  )
  return Number(count)
}

interface Needs extends Viewing {
  readonly db: Database
  readonly clock: Clock
}

interface Page {
  readonly before?: bigint
  readonly limit?: number
}

export const createInbox = ({ db, clock, ...viewing }: Needs) => {
  const mark = async (person: string, id: bigint, at: Date | null) => {
    const rows = await db.query(
      `update notifications.notification set read_at = case when $3::timestamptz is null then null else coalesce(read_at, $3) end
        where seq = $2 and person = $1 returning seq`,
      [person, id, at],
    )
    if (rows.length === 0) throw noSuchNotification()
  }
  return {
    /** Newest first; `next` is the cursor of what is older. */
    list: async (person: string, { before, limit = usualPage }: Page) => {
      const rows = await db.query<NotificationRow>(
        `select ${notificationColumns} from notifications.notification
          where person = $1 and ($2::bigint is null or seq < $2) order by seq desc limit $3`,
        [person, before ?? null, limit + 1],
      )
      const shown = rows.slice(0, limit)
      return {
        items: await viewAll(viewing, shown),
        next: rows.length > limit ? (shown.at(-1)?.seq.toString() ?? null) : null,
        unread: await countUnread(db, person),
      }
    },
    /** Throws no-such-notification for one of somebody else too. */
    read: (person: string, id: bigint) => mark(person, id, clock()),
    unread: (person: string, id: bigint) => mark(person, id, null),
    readUpTo: async (person: string, upTo: bigint): Promise<void> => {
      await db.query(
        'update notifications.notification set read_at = $3 where person = $1 and seq <= $2 and read_at is null',
        [person, upTo, clock()],
      )
    },
    /** Forgets what is older than two years. */
    tidy: async (): Promise<void> => {
      await db.query('delete from notifications.notification where at < $1', [new Date(clock().getTime() - keptMs)])
    },
  }
}

export type Inbox = ReturnType<typeof createInbox>
