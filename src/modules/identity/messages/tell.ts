/** Telling a person something on every channel that reaches them. */
import type { Query } from '#platform/database'
import type { Sealing } from '#platform/sealing'
import { type Clock, dayMs } from '#platform/time'
import { type KeptEmail, openEmail } from '../emails.ts'
import { type KeptPhone, openPhone } from '../phone.ts'
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

interface Reach extends KeptEmail {
  readonly name: string
  readonly language: Language
}

const reachStatement = 'select id, name, email, email_sealed, language from identity.person where id = $1'

const phonesStatement = `
  select seq, number, number_sealed from (
    select seq, number, number_sealed, set_at, lead(set_at) over (order by seq) as left_at
      from identity.phone where person = $1
  ) held where (left_at is null or left_at > $2)`

/** The numbers that hear, each once. */
const findNumbers = async (tx: Query, sealing: Sealing, person: string, since: Date): Promise<string[]> => {
  const rows = await tx.query<KeptPhone>(phonesStatement, [person, since])
  const numbers = await Promise.all(rows.map((row) => openPhone(sealing, row)))
  return [...new Set(numbers.filter((number) => number !== null))].sort()
}

/** An instant in words; people of the bank live in one zone or know theirs, so the zone stands beside it. */
export const inWords = (at: Date, language: Language): string =>
  `${new Intl.DateTimeFormat(`${language}-IN`, { dateStyle: 'long', timeStyle: 'short', timeZone: 'Asia/Kolkata' }).format(at)} (IST)`

interface Needs {
  readonly clock: Clock
  readonly sealing: Sealing
  readonly write: Write
  readonly link: string
}

/** Writes a notice for the person's email and their phone, also for a phone that they gave up in the last thirty days. */
export const createTell =
  ({ clock, sealing, write, link }: Needs): Tell =>
  async (tx, { person, kind, parameters = {} }) => {
    const at = clock()
    const [reach] = await tx.query<Reach>(reachStatement, [person])
    if (!reach) return
    const { name, language } = reach
    const shared = {
      person,
      kind,
      language,
      parameters: { name, time: inWords(at, language), link, ...parameters },
      expiresAt: new Date(at.getTime() + noticeLastsMs),
    }
    const email = await openEmail(sealing, reach)
    const mails = email === null ? [] : [email]
    const numbers = await findNumbers(tx, sealing, person, new Date(at.getTime() - formerPhoneMs))
    await write(tx, [
      ...mails.map((address): Message => ({ ...shared, channel: 'mail', address })),
      ...numbers.map((address): Message => ({ ...shared, channel: 'sms', address })),
    ])
  }
