/** The key by which a bound device signs: on P-256, kept in this browser's database and never given out, not even to this page. */

const DATABASE = 'bankserver'
const STORE = 'device'
const KEY = 'key'
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const

const done = <Answer>(request: IDBRequest<Answer>): Promise<Answer> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

const open = (): Promise<IDBDatabase> => {
  const request = indexedDB.open(DATABASE, 1)
  request.onupgradeneeded = () => request.result.createObjectStore(STORE)
  return done(request)
}

const inStore = async <Answer>(
  mode: IDBTransactionMode,
  use: (store: IDBObjectStore) => IDBRequest<Answer>,
): Promise<Answer> => {
  const database = await open()
  try {
    return await done(use(database.transaction(STORE, mode).objectStore(STORE)))
  } finally {
    database.close()
  }
}

const base64url = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))

/** Makes a key in place of the one that is there; answers its public half (SPKI, base64url). */
export const makeDeviceKey = async (): Promise<string> => {
  const pair = await crypto.subtle.generateKey(ALGORITHM, false, ['sign', 'verify'])
  await inStore('readwrite', (store) => store.put(pair, KEY))
  return base64url(await crypto.subtle.exportKey('spki', pair.publicKey))
}

/** Signs what a step-up asks; undefined where this browser has lost its key. */
export const signWithDevice = async (challenge: string): Promise<string | undefined> => {
  const pair = await inStore<CryptoKeyPair | undefined>('readonly', (store) => store.get(KEY))
  if (!pair) return undefined
  return base64url(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, bytesOf(challenge)))
}
