/** Writing messages, in the transaction of what they tell of. */
import type { Query } from '#platform/database'
import type { Channel } from '#platform/delivery'
import { type RandomBytes, uuidv7 } from '#platform/id'
import type { Sealing } from '#platform/sealing'
import type { Clock } from '#platform/time'
import { messageContent } from '../sealed-fields.ts'
import type { Language } from '../wire.ts'
import { type MessageKind, render } from './words/index.ts'
import type { Parameters } from './words/text.ts'

export interface Message {
  readonly person: string | null
  readonly channel: Channel
  readonly address: string
  /** 'nobody' goes nowhere: it makes the same work where there is nobody to be told. */
  readonly kind: MessageKind | 'nobody'
  readonly language: Language
  readonly parameters: Parameters
  /** When it may leave; at once where it is not said. */
  readonly dueAt?: Date
  /** Given up if not delivered by then. */
  readonly expiresAt: Date
}

export type Write = (tx: Query, messages: readonly Message[]) => Promise<void>

const statement = `
  insert into identity.message (id, person, channel, kind, language, content_sealed, written_at, due_at, expires_at)
  select id, person, channel, kind, language, content, $1, due_at, expires_at
    from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::bytea[], $8::timestamptz[], $9::timestamptz[])
      as given (id, person, channel, kind, language, content, due_at, expires_at)`

interface Needs {
  readonly clock: Clock
  readonly random: RandomBytes
  readonly sealing: Sealing
}

/** Writes messages for the job that delivers; all in one statement, which is the same for none and for many. */
export const createWrite =
  ({ clock, random, sealing }: Needs): Write =>
  async (tx, messages) => {
    const at = clock()
    const seal = async ({ kind, language, address, parameters }: Message) => {
      if (kind !== 'nobody') render(kind, language, parameters)
      const id = uuidv7(at.getTime(), random(10))
      return { id, content: await sealing.seal(messageContent, id, JSON.stringify({ address, parameters })) }
    }
    const sealed = await Promise.all(messages.map(seal))
    const column = <Value>(of: (message: Message) => Value) => messages.map(of)
    await tx.query(statement, [
      at,
      sealed.map(({ id }) => id),
      column(({ person }) => person),
      column(({ channel }) => channel),
      column(({ kind }) => kind),
      column(({ language }) => language),
      sealed.map(({ content }) => content),
      column(({ dueAt }) => dueAt ?? at),
      column(({ expiresAt }) => expiresAt),
    ])
  }

/** What a message is made of, as it is sealed. */
export interface Content {
  readonly address: string
  readonly parameters: Parameters
}

/** Opens the content of a row. */
export const openContent = async (sealing: Sealing, id: string, sealed: Uint8Array): Promise<Content> =>
  JSON.parse(await sealing.open(messageContent, id, sealed))
