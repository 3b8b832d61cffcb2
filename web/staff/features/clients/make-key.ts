import { serviceKeyPrefix } from '#wire/identity'

const BYTES = 32

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

/** A new key, made here: the bank gets its SHA-256 alone, and both people sign that. */
export const makeKey = async (): Promise<{ key: string; keyHash: string }> => {
  const key = serviceKeyPrefix + base64url(crypto.getRandomValues(new Uint8Array(BYTES)))
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key)))
  return { key, keyHash: [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('') }
}
