/** What happened while the bank was not reached: numbered, signed, kept, and delivered when it is reached again. */
import type { QueuedEntry } from '#wire/locker'
import { base64url } from '../../api/base64url.ts'

export type WaitingEntry = QueuedEntry
export type NewEntry = {
  readonly kind: QueuedEntry['kind']
  readonly box: string
  readonly note: string
  readonly picture?: Uint8Array<ArrayBuffer>
}

/** Where entries are kept. Numbers rise by one, also over those that were delivered. */
export type QueueStore = {
  last(): Promise<number>
  put(entry: WaitingEntry): Promise<void>
  oldest(count: number): Promise<WaitingEntry[]>
  removeUpTo(number: number): Promise<void>
  count(): Promise<number>
}

type QueueNeeds = {
  readonly kiosk: string
  readonly store: QueueStore
  readonly sign: (bytes: Uint8Array<ArrayBuffer>) => Promise<string>
  readonly now: () => Date
}

/** At most so many are sent at once, as the bank takes no more. */
const BATCH = 20

const hexOf = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')

const hashOf = async (picture: Uint8Array<ArrayBuffer> | undefined): Promise<string> =>
  picture === undefined ? '-' : hexOf(await crypto.subtle.digest('SHA-256', picture))

/** The words that are signed for an entry. */
export const signedText = (
  kiosk: string,
  { number, at, kind, box, note }: Omit<QueuedEntry, 'picture' | 'signature'>,
  pictureHash: string,
): string => ['locker entry 1', kiosk, number, at, kind, box, note, pictureHash].join('\n')

export const createQueue = ({ kiosk, store, sign, now }: QueueNeeds) => {
  // One after the other: two at once would take the same number, or deliver the same entry twice.
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
    const turn = last.then(work, work)
    last = turn.catch(() => undefined)
    return turn
  }

  const add = async ({ kind, box, note, picture }: NewEntry): Promise<WaitingEntry> => {
    const entry = { number: (await store.last()) + 1, at: now().toISOString(), kind, box, note }
    const text = signedText(kiosk, entry, await hashOf(picture))
    const signature = await sign(new TextEncoder().encode(text))
    const waiting = { ...entry, picture: picture === undefined ? null : base64url(picture), signature }
    await store.put(waiting)
    return waiting
  }

  /** An entry is forgotten only when the bank says that it has it. */
  const deliver = async (send: (entries: WaitingEntry[]) => Promise<number>): Promise<void> => {
    for (;;) {
      const entries = await store.oldest(BATCH)
      if (entries.length === 0) return
      const upTo = await send(entries)
      if (upTo < entries[0].number) return
      await store.removeUpTo(upTo)
    }
  }

  return {
    /** Signs an entry and keeps it; it waits from here on. */
    add: (entry: NewEntry) => inTurn(() => add(entry)),
    /** Sends what waits, oldest first; `send` answers up to which number the bank has them, and throws where it is not reached. */
    deliver: (send: (entries: WaitingEntry[]) => Promise<number>) => inTurn(() => deliver(send)),
    count: () => store.count(),
  }
}

export type Queue = ReturnType<typeof createQueue>
