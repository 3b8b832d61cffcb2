/** Letters of others: words that a higher module has, carried to whatever address a person has now. */
import type { Query } from '#platform/database'
import type { Channel } from '#platform/delivery'
import type { Sealing } from '#platform/sealing'
import { dayMs } from '#platform/time'
import { type KeptEmail, openEmail } from '../emails.ts'
import { type KeptPhone, openPhone } from '../phone.ts'
import type { Language } from '../wire.ts'
import type { Message, Write } from './write.ts'

/** Words for one person on one channel; `dueAt` is when they may leave. */
export interface Letter {
  readonly person: string
  readonly channel: Channel
  readonly language: Language
  readonly subject: string
  readonly text: string
  readonly dueAt: Date
}

export type Post = (tx: Query, letters: readonly Letter[]) => Promise<void>

/** A letter that could not leave by then is no news any more. */
const lastsMs = 3 * dayMs

const emailsStatement = 'select id, email, email_sealed from identity.person where id = any ($1::uuid[])'
const phonesStatement = `
  select distinct on (person) person, seq, number, number_sealed from identity.phone
   where person = any ($1::uuid[]) order by person, seq desc`

interface Needs {
  readonly sealing: Sealing
  readonly write: Write
}

const findAddresses = async (tx: Query, sealing: Sealing, people: readonly string[]) => {
  const emails = await tx.query<KeptEmail>(emailsStatement, [people])
  const phones = await tx.query<KeptPhone & { person: string }>(phonesStatement, [people])
  const mail = new Map(await Promise.all(emails.map(async (row) => [row.id, await openEmail(sealing, row)] as const)))
  const sms = new Map(
    await Promise.all(phones.map(async (row) => [row.person, await openPhone(sealing, row)] as const)),
  )
  return { mail, sms }
}

/** Writes letters in the transaction of whatever they tell of. Who has no address on a channel gets none there. */
export const createPost =
  ({ sealing, write }: Needs): Post =>
  async (tx, letters) => {
    if (letters.length === 0) return
    const addresses = await findAddresses(tx, sealing, [...new Set(letters.map(({ person }) => person))])
    const messages = letters.flatMap(({ person, channel, language, subject, text, dueAt }): Message[] => {
      const address = addresses[channel].get(person)
      const expiresAt = new Date(dueAt.getTime() + lastsMs)
      return address
        ? [{ person, channel, address, kind: 'told', language, parameters: { subject, text }, dueAt, expiresAt }]
        : []
    })
    await write(tx, messages)
  }
