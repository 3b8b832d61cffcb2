/** What this kiosk keeps in its browser: who it is with its key, what may be done offline, and what waits to be delivered. */
import type { z } from 'zod'
import type { SignedPermit, signInKiosk } from '#wire/locker'
import { browserStore } from '../../api/browser-store.ts'
import type { QueueStore, WaitingEntry } from '../queue/queue.ts'

export type Offline = z.infer<(typeof signInKiosk)['answer']>['offline']

/** This kiosk, as the bank knows it. `pair` signs, and is not given out. `offline` is what the bank last said of it. */
export type Kept = {
  readonly id: string
  readonly name: string
  readonly branch: string
  readonly pair: CryptoKeyPair
  readonly offline: Offline
}

const inStore = browserStore('bankserver-kiosk', ['kiosk', 'entries'])

/** Who this kiosk is; undefined until staff have set it up. */
export const readKept = (): Promise<Kept | undefined> =>
  inStore<Kept | undefined>('kiosk', 'readonly', (store) => store.get('self'))

export const keep = (kept: Kept): Promise<unknown> => inStore('kiosk', 'readwrite', (store) => store.put(kept, 'self'))

/** What the bank signed for the time without it; undefined where it gave nothing. */
export const readPermit = (): Promise<SignedPermit | undefined> =>
  inStore<SignedPermit | undefined>('kiosk', 'readonly', (store) => store.get('permit'))

export const keepPermit = async (permit: SignedPermit | undefined): Promise<void> => {
  if (permit === undefined)
    await inStore('kiosk', 'readwrite', (store) => store.delete('permit') as IDBRequest<unknown>)
  else await inStore('kiosk', 'readwrite', (store) => store.put(permit, 'permit'))
}

/** The queue's place in the database: entries by their number, and the last number that was given. */
export const queueStore: QueueStore = {
  last: async () => (await inStore<number | undefined>('kiosk', 'readonly', (store) => store.get('last'))) ?? 0,
  put: async (entry) => {
    // The number first: one that is lost is noticed by the bank, one that is given twice would not be.
    await inStore('kiosk', 'readwrite', (store) => store.put(entry.number, 'last'))
    await inStore('entries', 'readwrite', (store) => store.put(entry, entry.number))
  },
  oldest: (count) => inStore<WaitingEntry[]>('entries', 'readonly', (store) => store.getAll(undefined, count)),
  removeUpTo: async (number) => {
    await inStore('entries', 'readwrite', (store) => store.delete(IDBKeyRange.upperBound(number)))
  },
  count: () => inStore<number>('entries', 'readonly', (store) => store.count()),
}

/** A kiosk that gets another key begins to count anew, as the bank does. */
export const forgetEntries = async (): Promise<void> => {
  await inStore('entries', 'readwrite', (store) => store.clear() as IDBRequest<unknown>)
  await inStore('kiosk', 'readwrite', (store) => store.delete('last') as IDBRequest<unknown>)
}
