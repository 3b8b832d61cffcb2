/** Writing messages, in the transaction of what they tell of. */
import type { Query } from '#platform/database'
import type { Channel } from '#platform/delivery'
import { type RandomBytes, uuidv7 } from '#platform/id'
import type { Clock } from '#platform/time'
import type { Language } from '../wire.ts'
import { type MessageKind, render } from './words/index.ts'
import type { Parameters } from './words/text.ts'

export interface Message {
  readonly person: string | null
  readonly channel: Channel
  readonly address: string
  readonly kind: MessageKind
  readonly language: Language
  readonly parameters: Parameters
  /** Given up if not delivered by then. */
  readonly expiresAt: Date
}

export type Write = (tx: Query, messages: readonly Message[]) => Promise<void>

const statement = `
  insert into identity.message (id, person, channel, address, kind, language, parameters, written_at, due_at, expires_at)
  select id, person, channel, address, kind, language, parameters, $1, $1, expires_at
    from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::jsonb[], $9::timestamptz[])
      as given (id, person, channel, address, kind, language, parameters, expires_at)`

/** Writes messages for the job that delivers; all in one statement, which is the same for none and for many. */
export const createWrite =
  ({ clock, random }: { readonly clock: Clock; readonly random: RandomBytes }): Write =>
  async (tx, messages) => {
    const at = clock()
    for (const { kind, language, parameters } of messages) render(kind, language, parameters)
    const column = <Value>(of: (message: Message) => Value) => messages.map(of)
    await tx.query(statement, [
      at,
      column(() => uuidv7(at.getTime(), random(10))),
      column(({ person }) => person),
      column(({ channel }) => channel),
      column(({ address }) => address),
      column(({ kind }) => kind),
      column(({ language }) => language),
      column(({ parameters }) => JSON.stringify(parameters)),
      column(({ expiresAt }) => expiresAt),
    ])
  }
