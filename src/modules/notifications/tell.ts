/** Telling people, in the transaction of what it tells of. */
import type { Query } from '#platform/database'
import { numberedFirst } from '#platform/feed'
import type { Money } from '#platform/money'
import { type Clock, dayMs } from '#platform/time'
import type { NotificationKind } from './wire.ts'

/** What one person is told: a kind and values, never words. */
export interface Notice {
  readonly person: string
  readonly kind: NotificationKind
  /** When it happened. */
  readonly at: Date
  readonly amount?: Money | null
  /** The person whose name stands in the words. */
  readonly other?: string | null
  /** What the other one wrote; one that is longer than 140 characters is cut. */
  readonly note?: string | null
  /** A path of the customer app. */
  readonly link?: string | null
}

/** What happened so long ago is history: it stands in the inbox as read, and nobody is called for it. */
const historyMs = dayMs
const longestNote = 140

/** Takes what columnsOfNotices answers. */
export const noticesStatement = `
  insert into notifications.notification (at, person, kind, currency, minor, other, note, link, read_at, spread_at)
  select told.at, told.person, told.kind, told.currency, told.minor, told.other, told.note, told.link, past.at, past.at
  from ${numberedFirst},
    unnest($1::timestamptz[], $2::uuid[], $3::text[], $4::text[], $5::bigint[], $6::uuid[], $7::text[], $8::text[])
      with ordinality as told (at, person, kind, currency, minor, other, note, link, place)
    left join lateral (select told.at where told.at < $9) as past on true
  where mine.id is not null
  order by told.place`

const cut = (note: string | null | undefined) => [...(note ?? '')].slice(0, longestNote).join('') || null

/** The nine arguments of the statement. */
export const columnsOfNotices = (notices: readonly Notice[], now: Date): unknown[] => [
  notices.map(({ at }) => at),
  notices.map(({ person }) => person),
  notices.map(({ kind }) => kind),
  notices.map(({ amount }) => amount?.currency ?? null),
  notices.map(({ amount }) => amount?.minor ?? null),
  notices.map(({ other }) => other ?? null),
  notices.map(({ note }) => cut(note)),
  notices.map(({ link }) => link ?? null),
  new Date(now.getTime() - historyMs),
]

export type Tell = (tx: Query, notices: readonly Notice[]) => Promise<void>

/** Writes any number of notices in one statement; whoever follows hears of them after the commit. */
export const createTell =
  (clock: Clock): Tell =>
  async (tx, notices) => {
    if (notices.length > 0) await tx.query(noticesStatement, columnsOfNotices(notices, clock()))
  }
