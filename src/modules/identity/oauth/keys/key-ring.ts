/** The signing keys as this process knows them. */
import type { Database } from '#platform/database'
import type { Sealing } from '#platform/sealing'
import { type Clock, minuteMs } from '#platform/time'
import type { SigningKey } from './key.ts'
import { createRotate } from './rotate.ts'
import { findKeys } from './store.ts'

/** Much shorter than a key is published before it signs. */
const freshMs = minuteMs
/** A key that nobody knows is looked for this seldom, or strangers could make the bank ask its database at will. */
const missMs = 1_000

export interface KeyRing {
  /** Every published key, the one that signs now first. */
  keys(): Promise<readonly SigningKey[]>
  /** The published key with this id, or undefined. */
  find(kid: string): Promise<SigningKey | undefined>
  /** Makes the next key when it is due. */
  rotate(): Promise<void>
}

const signerFirst = (keys: readonly SigningKey[], now: Date): SigningKey[] => {
  const signs = ({ signsFrom, signsUntil }: SigningKey) => signsFrom <= now && now < signsUntil
  return [...keys.filter(signs), ...keys.filter((key) => !signs(key))]
}

export const createKeyRing = ({
  db,
  clock,
  sealing,
}: {
  readonly db: Database
  readonly clock: Clock
  readonly sealing: Sealing
}): KeyRing => {
  const rotateNow = createRotate({ db, clock, sealing })
  let known: { readonly keys: Promise<readonly SigningKey[]>; readonly atMs: number } | undefined

  const read = async (now: Date): Promise<readonly SigningKey[]> => {
    const found = await findKeys(db, sealing, now)
    if (found.some(({ signsFrom, signsUntil }) => signsFrom <= now && now < signsUntil)) return found
    await rotateNow()
    return findKeys(db, sealing, now)
  }
  const readOften = (ms: number) => {
    const now = clock()
    if (known && Math.abs(now.getTime() - known.atMs) < ms) return known.keys
    const keys = read(now)
    const entry = { keys, atMs: now.getTime() }
    known = entry
    keys.catch(() => {
      // A failed reading answers those who wait for it and nobody after them.
      if (known === entry) known = undefined
    })
    return keys
  }
  const published = async (ms: number) => {
    const now = clock()
    const keys = await readOften(ms)
    const isStale = !keys.some(({ signsFrom, signsUntil }) => signsFrom <= now && now < signsUntil)
    const current = isStale ? await readOften(missMs) : keys
    return signerFirst(
      current.filter(({ publishedUntil }) => publishedUntil > now),
      now,
    )
  }

  return {
    keys: () => published(freshMs),
    find: async (kid) => {
      const isIt = (key: SigningKey) => key.kid === kid
      return (await published(freshMs)).find(isIt) ?? (await published(missMs)).find(isIt)
    },
    rotate: async () => {
      await rotateNow()
      known = undefined
    },
  }
}
