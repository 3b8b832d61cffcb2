/** Fetches reference rates from where the bank was told: a file, or an address that is called over TLS and in the open internet alone. */
import { open } from 'node:fs/promises'
import { CallbackFailed, type Callbacks } from '#platform/callback'
import { Refusal } from '#platform/refusal'
import { secondMs } from '#platform/time'
import type { createTakeRates } from './take.ts'

const mostBytes = 256 * 1024

export interface FetchNeeds {
  /** A path or an https address; undefined where rates are only brought by staff. */
  readonly from: string | undefined
  readonly callbacks: Pick<Callbacks, 'get'>
  readonly take: ReturnType<typeof createTakeRates>
}

const readFile = async (path: string): Promise<string> => {
  await using file = await open(path)
  const { bytesRead, buffer } = await file.read(Buffer.alloc(mostBytes + 1), 0, mostBytes + 1, 0)
  return buffer.subarray(0, bytesRead).toString('utf8')
}

const notFetched = (why: string) =>
  new Refusal('rates-not-fetched', 502, `The reference rates could not be fetched: ${why}.`)

const call = async (callbacks: FetchNeeds['callbacks'], url: string): Promise<string> => {
  const { status, body } = await callbacks
    .get(url, { headers: { accept: 'application/xml, text/xml' }, timeoutMs: 20 * secondMs, mostBytes: mostBytes + 1 })
    .catch((error: unknown) => {
      // Why a call failed is all that there is to say of it.
      throw error instanceof CallbackFailed ? notFetched(error.failure) : error
    })
  if (status !== 200) throw notFetched(`the answer was ${status}`)
  return body.toString('utf8')
}

/** Answers what was taken, or null where nothing is fetched. Throws rates-not-fetched, and what taking rates throws. */
export const createFetchRates =
  ({ from, callbacks, take }: FetchNeeds) =>
  async () => {
    if (from === undefined) return null
    const text = /^https?:/.test(from) ? await call(callbacks, from) : await readFile(from)
    return take(text, from)
  }
