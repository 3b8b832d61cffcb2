/** Tells administrators at once. Every server looks at the table while anybody follows. */
import type { Query } from '#platform/database'
import type { Follow, Reader, StreamEvent } from '#platform/event-stream'

const lookMs = 250
/** Looked back at each time: an alarm whose transaction committed after a later one's is not missed. */
const holesKept = 64n
const rowsAtOnce = 200

interface AlarmRow {
  readonly seq: bigint
  readonly at: Date
  readonly kind: string
  readonly data: Readonly<Record<string, unknown>>
}

const eventOf = ({ seq, at, kind, data }: AlarmRow): StreamEvent => ({
  id: seq,
  name: kind,
  data: { kind, at: at.toISOString(), ...data },
})

const readAfter = (db: Query, seq: bigint): Promise<AlarmRow[]> =>
  db.query(`select seq, at, kind, data from identity.alarm where seq > $1 order by seq limit ${rowsAtOnce}`, [seq])

const lastSeq = async (db: Query): Promise<bigint> => {
  const [{ seq }] = await db.query<{ seq: bigint }>('select coalesce(max(seq), 0)::bigint as seq from identity.alarm')
  return seq
}

/** Makes the feed; alarms are seldom, so each reader keeps which of the last ones it has heard. */
export const createAlarms = (db: Query): Follow => {
  const readers = new Map<Reader, { from: bigint; heard: Set<bigint> }>()
  let timer: NodeJS.Timeout | undefined

  const look = async () => {
    const oldest = [...readers.values()].reduce<bigint | null>(
      (least, { from }) => (least === null || from < least ? from : least),
      null,
    )
    if (oldest === null) return
    const rows = await readAfter(db, oldest)
    for (const [reader, place] of readers) {
      const news = rows.filter(({ seq }) => seq > place.from && !place.heard.has(seq))
      if (news.length === 0) continue
      reader.tell(news.map(eventOf))
      for (const { seq } of news) place.heard.add(seq)
      const last = news[news.length - 1].seq
      if (last - holesKept > place.from) place.from = last - holesKept
    }
  }

  const lookAgain = () => {
    timer = setTimeout(async () => {
      try {
        await look()
      } catch {
        // Readers come again with what they have heard; that the database is away is told by all who need it.
        for (const reader of readers.keys()) reader.end()
      }
      if (readers.size > 0) return lookAgain()
      timer = undefined
    }, lookMs)
  }

  return async (reader) => {
    const from = reader.after ?? (await lastSeq(db))
    readers.set(reader, { from, heard: new Set() })
    if (!timer) lookAgain()
    return () => void readers.delete(reader)
  }
}
