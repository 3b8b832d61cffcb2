/** Hands what was told to the channels that each person wants: in the transaction that marks it, so that each is handed over once. */
import type { Identity, Letter } from '#modules/identity'
import type { Database, Tx } from '#platform/database'
import { type Clock, dayMs } from '#platform/time'
import { aboutKind, isFixed } from '../kinds.ts'
import { endOfQuiet } from '../settings/quiet.ts'
import { type Chosen, findChosen } from '../settings/settings.ts'
import { type NotificationRow, notificationColumns } from '../tables.ts'
import type { NotificationChannel } from '../wire.ts'
import { say } from './words.ts'

const atOnce = 200
/** What could not be handed on for so long is no news any more; it stands in the inbox. */
const newsMs = dayMs

/** A push that is to go to every browser of its person. */
export interface Push {
  readonly notification: bigint
  readonly person: string
  readonly dueAt: Date
}

interface Needs {
  readonly db: Database
  readonly clock: Clock
  readonly identity: Identity
  readonly push: (tx: Tx, pushes: readonly Push[], at: Date) => Promise<void>
}

const take = (tx: Tx): Promise<NotificationRow[]> =>
  tx.query(
    `select ${notificationColumns} from notifications.notification where spread_at is null
      order by seq limit ${atOnce} for update skip locked`,
  )

/** The channels of one notification, and when it may leave by them. */
const channelsOf = ({ kind, person }: NotificationRow, { wants, quiet }: Chosen, now: Date) => {
  const { topic, isUrgent } = aboutKind[kind]
  const dueAt = quiet && !isUrgent ? endOfQuiet(quiet, now) : now
  const isWanted = (channel: NotificationChannel) => wants(topic, channel) && !isFixed(topic, channel)
  return { person, dueAt, isWanted }
}

const letterChannels = ['mail', 'sms'] as const

const spreadSome = async (tx: Tx, { clock, identity, push }: Needs): Promise<number> => {
  const rows = await take(tx)
  if (rows.length === 0) return 0
  const now = clock()
  const news = rows.filter(({ at, kind }) => now.getTime() - at.getTime() < newsMs && Object.hasOwn(aboutKind, kind))
  const spoken = await identity.spoken(tx, [...new Set(news.flatMap(({ person, other }) => [person, other ?? person]))])
  const chosenBy = await findChosen(tx, [...new Set(news.map(({ person }) => person))])
  const letters: Letter[] = []
  const pushes: Push[] = []
  for (const row of news) {
    const language = spoken.get(row.person)?.language
    if (!language) continue
    const { person, dueAt, isWanted } = channelsOf(row, chosenBy(row.person), now)
    const { title: subject, text } = say(row.kind, language, {
      ...row,
      other: spoken.get(row.other ?? '')?.name ?? null,
    })
    for (const channel of letterChannels)
      if (isWanted(channel)) letters.push({ person, channel, language, subject, text, dueAt })
    if (isWanted('push')) pushes.push({ notification: row.seq, person, dueAt })
  }
  await identity.post(tx, letters)
  await push(tx, pushes, now)
  await tx.query('update notifications.notification set spread_at = $2 where seq = any ($1::bigint[])', [
    rows.map(({ seq }) => seq),
    now,
  ])
  return rows.length
}

/** Answers how many notifications were handed on. Any number of processes share the work. */
export const createSpread = (needs: Needs) => async (): Promise<number> => {
  let spread = 0
  while (true) {
    const some = await needs.db.transaction((tx) => spreadSome(tx, needs))
    spread += some
    if (some < atOnce) return spread
  }
}
