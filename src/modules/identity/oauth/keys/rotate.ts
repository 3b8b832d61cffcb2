/** Signing keys follow one another: published, then signing, then published a while longer. */
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose'
import type { Database } from '#platform/database'
import type { Sealing } from '#platform/sealing'
import type { Clock } from '#platform/time'
import { leadMs, type SigningKey, signingAlgorithm, signsMs, trailMs } from './key.ts'
import { dropOldKeys, findKeys, insertKey } from './store.ts'

/** Two processes must not both make the next key; the number is "sign" in ASCII. */
const rotationLock = 0x7369676e

const later = (instant: Date, ms: number) => new Date(instant.getTime() + ms)

/** From when on the next key signs, or null where it exists already or is not due yet. */
const nextIsDue = (keys: readonly SigningKey[], now: Date): Date | null => {
  const last = keys.at(-1)
  if (!last || last.signsUntil <= now) return now
  return later(last.signsUntil, -leadMs) <= now ? last.signsUntil : null
}

const makeKey = async (): Promise<Pick<SigningKey, 'kid' | 'algorithm' | 'publicKey' | 'privateKey'>> => {
  const pair = await generateKeyPair(signingAlgorithm, { extractable: true })
  const [publicKey, privateKey] = await Promise.all([exportJWK(pair.publicKey), exportJWK(pair.privateKey)])
  return { kid: await calculateJwkThumbprint(publicKey), algorithm: signingAlgorithm, publicKey, privateKey }
}

/** Makes the next key when it is due, and forgets the old ones. However many processes do so, there is one key for each time. */
export const createRotate =
  ({ db, clock, sealing }: { readonly db: Database; readonly clock: Clock; readonly sealing: Sealing }) =>
  async (): Promise<void> => {
    const now = clock()
    await dropOldKeys(db, now)
    if (nextIsDue(await findKeys(db, sealing, now), now) === null) return
    const made = await makeKey()
    await db.transaction(async (tx) => {
      await tx.query(`select pg_advisory_xact_lock(${rotationLock})`)
      const signsFrom = nextIsDue(await findKeys(tx, sealing, now), now)
      if (signsFrom === null) return
      const signsUntil = later(signsFrom, signsMs)
      await insertKey(tx, sealing, { ...made, signsFrom, signsUntil, publishedUntil: later(signsUntil, trailMs) })
    })
  }
