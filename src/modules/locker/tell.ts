/** Telling the people of a box: a notice in the inbox, and where it cannot wait a letter by mail and text message. */
import type { Letter } from '#modules/identity'
import type { NotificationKind } from '#modules/notifications'
import type { Query } from '#platform/database'
import type { LockerNeeds } from './needs.ts'
import { inWords, type LetterKind, writeLetter } from './words.ts'

type Needs = Pick<LockerNeeds, 'identity' | 'notifications'>

const page = '/lockers'

interface Told {
  readonly kind: Extract<NotificationKind, `locker-${string}`>
  readonly at: Date
  readonly other?: string | null
}

export const tell = (
  { notifications }: Needs,
  tx: Query,
  people: readonly string[],
  { kind, at, other = null }: Told,
): Promise<void> =>
  notifications.tell(
    tx,
    people.map((person) => ({ person, kind, at, other, link: page })),
  )

interface Written {
  readonly kind: LetterKind
  readonly at: Date
  /** What the words are filled with, beside {time}. */
  readonly values: Readonly<Record<string, string>>
  readonly channels?: readonly ('mail' | 'sms')[]
}

/** Writes to one person, in their language. */
export const write = async (
  { identity }: Needs,
  tx: Query,
  person: string,
  { kind, at, values, channels = ['mail', 'sms'] }: Written,
): Promise<void> => {
  const language = (await identity.spoken(tx, [person])).get(person)?.language ?? 'en'
  const words = writeLetter(kind, language, { ...values, time: inWords(at, language) })
  await identity.post(
    tx,
    channels.map((channel): Letter => ({ person, channel, language, ...words, dueAt: at })),
  )
}

/** Where a code goes: the phone where there is one, else the mail. `shown` hides most of it. */
export const findDevice = async (
  { identity }: Needs,
  person: string,
): Promise<{ readonly channel: 'mail' | 'sms'; readonly shown: string } | undefined> => {
  const contacts = await identity.contacts.of(person)
  const phone = contacts.find(({ kind }) => kind === 'phone')
  if (phone) return { channel: 'sms', shown: `••• ${phone.value.slice(-3)}` }
  const mail = contacts.find(({ kind }) => kind === 'email')
  const [name = '', host = ''] = mail?.value.split('@') ?? []
  return mail && { channel: 'mail', shown: `${name.slice(0, 1)}•••@${host}` }
}
