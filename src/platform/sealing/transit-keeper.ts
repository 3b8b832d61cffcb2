/** A key that a service keeps and never gives away, by the HTTP interface of Vault's transit engine. */
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { PlainError } from '#platform/plain-errors'
import type { KeyKeeper } from './key-keeper.ts'

export interface TransitOptions {
  /** Where the service is, such as https://vault.example:8200. */
  readonly url: string
  /** Name of the key there. */
  readonly key: string
  readonly token: string
}

const patienceMs = 5000
const tries = 3
const pauseMs = 200

const encrypted = z.object({ data: z.object({ ciphertext: z.string().min(1).max(4096) }) })
const decrypted = z.object({ data: z.object({ plaintext: z.base64() }) })

/** Throws PlainError where the service refuses; an answer of 5xx, or none, is asked for again. */
const post = async ({ url, key, token }: TransitOptions, act: 'encrypt' | 'decrypt', body: object) => {
  const target = new URL(`/v1/transit/${act}/${encodeURIComponent(key)}`, url)
  let problem = ''
  for (let left = tries; left > 0; left--) {
    const answer = await fetch(target, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-vault-token': token },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    }).catch((error: Error) => error)
    if (answer instanceof Response && answer.ok) return answer.json()
    problem = answer instanceof Response ? `it answered ${answer.status}` : 'it could not be reached'
    if (answer instanceof Response && answer.status < 500) break
    await sleep(pauseMs)
  }
  throw new PlainError(`The key service at ${new URL(url).host} did not ${act}: ${problem}.`)
}

/** Wraps by POST /v1/transit/encrypt/{key}, and unwraps by …/decrypt/{key}. What the key is for goes along as associated data. */
export const transitKeeper = (options: TransitOptions): KeyKeeper => {
  const associated = (about: string) => Buffer.from(about).toString('base64')
  return {
    name: 'transit',
    wrap: async (key, about) => {
      const body = { plaintext: Buffer.from(key).toString('base64'), associated_data: associated(about) }
      return `transit:${encrypted.parse(await post(options, 'encrypt', body)).data.ciphertext}`
    },
    unwrap: async (wrapped, about) => {
      const body = { ciphertext: wrapped.slice('transit:'.length), associated_data: associated(about) }
      return Buffer.from(decrypted.parse(await post(options, 'decrypt', body)).data.plaintext, 'base64')
    },
  }
}
