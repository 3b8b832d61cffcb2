/** A message of another bank is taken once: the same again is answered as before, another one under its id is refused. */
import { createHash } from 'node:crypto'
import type { Database } from '#platform/database'
import { uuidv8 } from '#platform/id'
import type { Clock } from '#platform/time'
import type { ReceivedLine } from '../../wire.ts'
import { type MessageForm, type ReadMessage, readMessage, senderOf } from './read.ts'
import { messageDiffers } from './refusals.ts'
import { findReceived, insertReceived, type ReceivedRow } from './rows.ts'

export interface BroughtBy {
  /** Where the header does not say who sent it. */
  readonly sender: string
  /** The person or program that brought it. */
  readonly person: string | null
}

export interface Receiving {
  readonly kind: ReceivedRow['kind']
  readonly form: MessageForm
  /** Does what the lines say, each once however often it is called; throws where the message as a whole is refused. */
  readonly take: (message: ReadMessage, sender: string, by: BroughtBy) => Promise<readonly ReceivedLine[]>
  readonly originalOf: (message: ReadMessage) => string
}

const idOf = (kind: string, sender: string, message: string): string =>
  uuidv8(
    createHash('sha256')
      .update(JSON.stringify(['received', kind, sender, message]))
      .digest(),
  )

/** Throws message-broken, message-differs, file-too-long, and what `take` throws. */
export const createReceive =
  ({ db, clock }: { readonly db: Database; readonly clock: Clock }, { kind, form, take, originalOf }: Receiving) =>
  async (file: AsyncIterable<Uint8Array>, by: BroughtBy): Promise<ReceivedRow> => {
    const message = await readMessage(file, form)
    const sender = senderOf(message.header, by.sender)
    const id = idOf(kind, sender, message.id)
    const known = await findReceived(db, id)
    if (known && !known.hash.equals(message.hash)) throw messageDiffers()
    if (known) return known
    const lines = await take(message, sender, by)
    const { hash, id: name } = message
    const original = originalOf(message)
    await insertReceived(db, {
      id,
      kind,
      sender,
      message: name,
      original,
      hash,
      at: clock(),
      taken_by: by.person,
      lines,
    })
    const kept = await findReceived(db, id)
    if (!kept?.hash.equals(hash)) throw messageDiffers()
    return kept
  }
