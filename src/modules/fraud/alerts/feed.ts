/** What of the table of alerts is followed, and how an alert travels. */
import type { FeedSource } from '#platform/feed'

interface AlertRow {
  readonly seq: bigint
  readonly at: Date
  readonly person: string | null
  readonly kind: string
  readonly payment: string | null
  readonly data: object
}

export const alertFeed: FeedSource<AlertRow> = {
  table: 'fraud.alert',
  columns: 'seq, at, person, kind, payment, data',
  eventsOf: async (rows) =>
    rows.map(({ seq, at, kind, payment, data }) => ({
      id: seq,
      name: kind,
      data: { kind, at: at.toISOString(), payment, ...data },
    })),
}
