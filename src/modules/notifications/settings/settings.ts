/** What people chose: channels by topic, and quiet hours. */
import type { Database, Query } from '#platform/database'
import { atFirst, isFixed } from '../kinds.ts'
import { channel, type NotificationChannel, type NotificationSettings, type Topic, topic } from '../wire.ts'
import { type Quiet, toMinute, toTimeOfDay } from './quiet.ts'

/** What holds for one person. */
export interface Chosen {
  readonly wants: (topic: Topic, channel: NotificationChannel) => boolean
  readonly quiet: Quiet | null
}

interface PreferenceRow {
  readonly person: string
  readonly topic: string
  readonly channel: string
  readonly is_on: boolean
}

interface QuietRow {
  readonly person: string
  readonly from_minute: number
  readonly to_minute: number
  readonly zone: string
}

const keyOf = (person: string, topicName: string, channelName: string) => `${person} ${topicName} ${channelName}`

/** What these people chose, or what holds for who chose nothing. */
export const findChosen = async (db: Query, people: readonly string[]): Promise<(person: string) => Chosen> => {
  const preferences = await db.query<PreferenceRow>(
    'select person, topic, channel, is_on from notifications.preference where person = any ($1::uuid[])',
    [people],
  )
  const hours = await db.query<QuietRow>(
    'select person, from_minute, to_minute, zone from notifications.quiet where person = any ($1::uuid[])',
    [people],
  )
  const isOn = new Map(preferences.map((row) => [keyOf(row.person, row.topic, row.channel), row.is_on]))
  const quiet = new Map(
    hours.map((row) => [row.person, { fromMinute: row.from_minute, toMinute: row.to_minute, zone: row.zone }]),
  )
  return (person) => ({
    wants: (about, by) =>
      isFixed(about, by) ? atFirst[about][by] : (isOn.get(keyOf(person, about, by)) ?? atFirst[about][by]),
    quiet: quiet.get(person) ?? null,
  })
}

const toSettings = ({ wants, quiet }: Chosen): NotificationSettings => {
  const channelsOf = (about: Topic) => ({
    mail: wants(about, 'mail'),
    sms: wants(about, 'sms'),
    push: wants(about, 'push'),
  })
  return {
    money: channelsOf('money'),
    payments: channelsOf('payments'),
    requests: channelsOf('requests'),
    security: channelsOf('security'),
    quiet: quiet && { from: toTimeOfDay(quiet.fromMinute), to: toTimeOfDay(quiet.toMinute), zone: quiet.zone },
  }
}

const writePreferences = async (tx: Query, person: string, settings: NotificationSettings) => {
  const given = topic.options.flatMap((about) =>
    channel.options.map((by) => ({ about, by, isOn: settings[about][by] })),
  )
  await tx.query(
    `insert into notifications.preference as known (person, topic, channel, is_on)
     select $1, * from unnest($2::text[], $3::text[], $4::boolean[])
     on conflict (person, topic, channel) do update set is_on = excluded.is_on where known.is_on <> excluded.is_on`,
    [person, given.map(({ about }) => about), given.map(({ by }) => by), given.map(({ isOn }) => isOn)],
  )
}

const writeQuiet = async (tx: Query, person: string, quiet: NotificationSettings['quiet']) => {
  if (quiet === null) return tx.query('delete from notifications.quiet where person = $1', [person])
  return tx.query(
    `insert into notifications.quiet (person, from_minute, to_minute, zone) values ($1, $2, $3, $4)
     on conflict (person) do update set from_minute = excluded.from_minute, to_minute = excluded.to_minute, zone = excluded.zone`,
    [person, toMinute(quiet.from), toMinute(quiet.to), quiet.zone],
  )
}

export const createSettings = (db: Database) => {
  const find = async (person: string) => toSettings((await findChosen(db, [person]))(person))
  return {
    find,
    /** Takes the settings as a whole; what cannot be turned off stays on. */
    set: async (person: string, settings: NotificationSettings) => {
      await db.transaction(async (tx) => {
        await writePreferences(tx, person, settings)
        await writeQuiet(tx, person, settings.quiet)
      })
      return find(person)
    },
  }
}

export type Settings = ReturnType<typeof createSettings>
