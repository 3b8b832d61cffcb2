/** Sending a code, or telling whoever is known already, with one and the same work. */
import type { Database, Tx } from '#platform/database'
import type { Channel, Ways } from '#platform/delivery'
import { Refusal } from '#platform/refusal'
import type { Sealing } from '#platform/sealing'
import type { Attempts } from '../attempts.ts'
import type { MessageKind } from '../messages/words/index.ts'
import type { Parameters } from '../messages/words/text.ts'
import type { Write } from '../messages/write.ts'
import type { Language } from '../wire.ts'
import type { Codes } from './codes.ts'

export interface CodeNeeds {
  readonly db: Database
  readonly sealing: Sealing
  readonly attempts: Attempts
  readonly codes: Codes
  readonly write: Write
  readonly ways: Ways
}

export interface Sending {
  /** The registration or recovery. */
  readonly subject: string
  readonly channel: Channel
  readonly address: string
  readonly language: Language
  /** The text, into which {code} is put; or another one that tells why none is sent. */
  readonly kind: MessageKind | 'nobody'
  readonly parameters: Parameters
}

export const noWay = () =>
  new Refusal('no-way-to-reach', 503, 'This bank cannot send messages at present. Please try later.')

/** Counts a code to an address before it is made. Throws 'code-too-soon', 'too-many-attempts' (429) and, without a gateway, 'no-way-to-reach' (503). */
export const createCountSending =
  ({ db, attempts, codes, ways }: CodeNeeds) =>
  async (subject: string, channel: Channel, addressHash: Buffer, network: string): Promise<void> => {
    if (ways[channel] === null) throw noWay()
    await codes.assertRipe(db, subject, channel, addressHash)
    const target = addressHash.toString('hex')
    await attempts.count([
      ['code-send-target', target],
      ['code-send-target-day', target],
      ['code-send-address', network],
    ])
  }

/** Counts a try at a code. Throws 'too-many-attempts' (429). */
export const createCountTrying =
  ({ attempts }: Pick<CodeNeeds, 'attempts'>) =>
  (addressHash: Buffer, network: string): Promise<void> =>
    attempts.count([
      ['code-try-target-day', addressHash.toString('hex')],
      ['code-try-address', network],
    ])

/** Makes a code and writes its message. A code that is told to nobody is made all the same: no answer and no time differs. */
export const createSendCode =
  ({ codes, write }: Pick<CodeNeeds, 'codes' | 'write'>) =>
  async (tx: Tx, sending: Sending, addressHash: Buffer): Promise<void> => {
    const { subject, channel, address, language, kind, parameters } = sending
    const { code, expiresAt } = await codes.issue(tx, subject, channel, addressHash)
    const isTold = kind.endsWith('-code')
    await write(tx, [
      {
        person: null,
        channel,
        address,
        kind,
        language,
        parameters: isTold ? { ...parameters, code } : parameters,
        expiresAt,
      },
    ])
  }
