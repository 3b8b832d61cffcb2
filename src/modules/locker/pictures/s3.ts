/** Pictures in object storage that speaks S3: every request is a signed link that expires within a minute, and none is ever public. */
import type { Clock } from '#platform/time'
import { type S3Keys, signUrl, type ToSign } from './sigv4.ts'
import { checkName, type PictureStore } from './store.ts'

export interface S3Options extends S3Keys {
  /** Such as https://s3.ap-south-1.amazonaws.com; the bucket is the first part of the path. */
  readonly endpoint: string
  readonly bucket: string
  readonly clock: Clock
  readonly timeoutMs?: number
}

const linkSeconds = 60
const mostBytes = 8_000_000

export const picturesInBucket = ({ endpoint, bucket, clock, timeoutMs = 10_000, ...keys }: S3Options): PictureStore => {
  const ask = (method: ToSign['method'], name: string, body?: Uint8Array): Promise<Response> => {
    const url = new URL(`/${bucket}/${checkName(name)}.sealed`, endpoint)
    const signed = signUrl(keys, { method, url, at: clock(), expiresSeconds: linkSeconds })
    const sent =
      body === undefined ? {} : { body: Uint8Array.from(body), headers: { 'content-type': 'application/octet-stream' } }
    return fetch(signed, { method, ...sent, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) })
  }

  const refused = async (what: string, answer: Response): Promise<never> => {
    await answer.body?.cancel()
    throw new Error(`The store of pictures answered ${answer.status} when it was asked to ${what}.`)
  }

  return {
    put: async (name, bytes) => {
      const answer = await ask('PUT', name, bytes)
      if (!answer.ok) return refused('keep one', answer)
      await answer.body?.cancel()
    },
    get: async (name) => {
      const answer = await ask('GET', name)
      if (answer.status === 404) {
        await answer.body?.cancel()
        return undefined
      }
      const isTooLarge = Number(answer.headers.get('content-length') ?? 0) > mostBytes
      if (!answer.ok || isTooLarge) return refused('give one back', answer)
      return new Uint8Array(await answer.arrayBuffer())
    },
    remove: async (name) => {
      const answer = await ask('DELETE', name)
      if (!answer.ok && answer.status !== 404) return refused('remove one', answer)
      await answer.body?.cancel()
    },
  }
}
