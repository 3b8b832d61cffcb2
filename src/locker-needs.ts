/** What the locker is given from outside: eyes, and where its pictures lie. */
import { join } from 'node:path'
import { canSeeFaces, type LockerParts, type PictureStore, picturesInBucket, picturesInFolder } from '#modules/locker'
import { createEyes } from '#perception/eyes'
import type { Config } from '#platform/config'
import { PlainError } from '#platform/plain-errors'
import type { Secrets } from '#platform/secrets'
import type { Clock } from '#platform/time'

/** `https://KEY:SECRET@host/bucket?region=…`, as PICTURES_URL has it. Throws PlainError, which never shows it. */
const storeAt = (address: string, clock: Clock): PictureStore => {
  const url = new URL(address)
  const [bucket = '', ...more] = url.pathname.slice(1).split('/')
  const region = url.searchParams.get('region')
  if (bucket === '' || more.length > 0 || region === null || url.username === '' || url.password === '')
    throw new PlainError('PICTURES_URL must be https://KEY:SECRET@host/bucket?region=REGION.')
  return picturesInBucket({
    endpoint: url.origin,
    bucket,
    region,
    accessKey: decodeURIComponent(url.username),
    secretKey: decodeURIComponent(url.password),
    clock,
  })
}

/** Nothing is loaded and no folder made before the locker is used. */
export const openLockerParts = (
  { modelsFolder, dataFolder, kioskLocks }: Pick<Config, 'modelsFolder' | 'dataFolder' | 'kioskLocks'>,
  { picturesUrl }: Pick<Secrets, 'picturesUrl'>,
  clock: Clock,
): LockerParts => ({
  eyes: createEyes({ modelsFolder }),
  canSee: canSeeFaces,
  hasPassiveModel: modelsFolder !== undefined,
  kioskLocks,
  pictures: picturesUrl === undefined ? picturesInFolder(join(dataFolder, 'pictures')) : storeAt(picturesUrl, clock),
})

const noStore = () => Promise.reject(new PlainError('There is no place for pictures.'))

/** For a bank that nobody's face is seen by; the passkey stays a way in. */
export const blindLocker: LockerParts = {
  eyes: { look: () => Promise.reject(new PlainError('There are no eyes here.')), close: async () => {} },
  canSee: () => false,
  hasPassiveModel: false,
  kioskLocks: [],
  pictures: { put: noStore, get: noStore, remove: noStore },
}
