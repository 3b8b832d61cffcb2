/** Telling a person something on every channel that reaches them. */
import type { Query } from '#platform/database'
import { type Clock, dayMs } from '#platform/time'
import type { Language } from '../wire.ts'
import type { MessageKind } from './words/index.ts'
import type { Parameters } from './words/text.ts'
import type { Message, Write } from './write.ts'

export interface Notice {
  readonly person: string
  readonly kind: MessageKind
  /** What its text is filled with; {name}, {time} and {link} (the bank's own page) are known. */
  readonly parameters?: Parameters
}

export type Tell = (tx: Query, notice: Notice) => Promise<void>

/** For so long a number that was given up still hears: whoever changed it may not have been its owner. */
const formerPhoneMs = 30 * dayMs
const noticeLastsMs = 3 * dayMs

interface Reach {
  readonly name: string
  readonly email: string | null
  readonly language: Language
  readonly phones: string[]
}

const reachStatement = `
  select name, email, language, array(
    select distinct number from (
      select number, set_at, lead(set_at) over (order by seq) as left_at from identity.phone where person = $1
    ) held where number is not null and (left_at is null or left_at > $2) order by number
  ) as phones
    from identity.person where id = $1`

/** An instant in words; people of the bank live in one zone or know theirs, so the zone stands beside it. */
const inWords = (at: Date, language: Language): string =>
  `${new Intl.DateTimeFormat(`${language}-IN`, { dateStyle: 'long', timeStyle: 'short', timeZone: 'Asia/Kolkata' }).format(at)} (IST)`

/** Writes a notice for the person's email and their phone, also for a phone that they gave up in the last thirty days. */
export const createTell =
  ({ clock, write, link }: { readonly clock: Clock; readonly write: Write; readonly link: string }): Tell =>
  async (tx, { person, kind, parameters = {} }) => {
    const at = clock()
    const [reach] = await tx.query<Reach>(reachStatement, [person, new Date(at.getTime() - formerPhoneMs)])
    if (!reach) return
    const { name, language } = reach
    const shared = {
      person,
      kind,
      language,
      parameters: { name, time: inWords(at, language), link, ...parameters },
      expiresAt: new Date(at.getTime() + noticeLastsMs),
    }
    const mails = reach.email === null ? [] : [reach.email]
    await write(tx, [
      ...mails.map((address): Message => ({ ...shared, channel: 'mail', address })),
      ...reach.phones.map((address): Message => ({ ...shared, channel: 'sms', address })),
    ])
  }
