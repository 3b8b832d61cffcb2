/** The key by which a bound device signs: on P-256, kept in this browser's database and never given out, not even to this page. */
import { base64url, bytesOf } from './base64url.ts'
import { browserStore } from './browser-store.ts'

const KEY = 'key'
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const

const inStore = browserStore('bankserver', ['device'])

/** A pair that signs and is not given out, and its public half (SPKI, base64url). */
export const makeSigningKey = async (): Promise<{ readonly pair: CryptoKeyPair; readonly publicKey: string }> => {
  const pair = await crypto.subtle.generateKey(ALGORITHM, false, ['sign', 'verify'])
  return { pair, publicKey: base64url(await crypto.subtle.exportKey('spki', pair.publicKey)) }
}

/** The signature over the bytes: r and s one after the other, base64url. */
export const signWithKey = async ({ privateKey }: CryptoKeyPair, bytes: Uint8Array<ArrayBuffer>): Promise<string> =>
  base64url(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, bytes))

/** Makes a key in place of the one that is there; answers its public half (SPKI, base64url). */
export const makeDeviceKey = async (): Promise<string> => {
  const { pair, publicKey } = await makeSigningKey()
  await inStore('device', 'readwrite', (store) => store.put(pair, KEY))
  return publicKey
}

/** Signs what a step-up asks; undefined where this browser has lost its key. */
export const signWithDevice = async (challenge: string): Promise<string | undefined> => {
  const pair = await inStore<CryptoKeyPair | undefined>('device', 'readonly', (store) => store.get(KEY))
  return pair && signWithKey(pair, bytesOf(challenge))
}
