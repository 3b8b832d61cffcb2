/**
 * A lock behind HTTP, such as a bolt on a GPIO pin with a small server before it; `npm run lock` is one. `POST {url}/unlock` with
 * `{ box, order, until, signature }`, and `POST {url}/state` with `{ box, nonce, at }`, which is answered by
 * `{ nonce, state, lastOrder, power, offline }`. Both sides sign the body with the box's key: the header x-locker-mac is HMAC-SHA-256 in
 * base64url. The order is signed by the bank besides (`orders.ts`), so that whoever reads the box's key can give none.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Clock } from '#platform/time'
import { lockState } from '../wire.ts'
import { type Lock, LockFault, type Said, type SignedOrder } from './lock.ts'

export interface HttpLockOptions {
  readonly box: string
  readonly url: string
  readonly key: Uint8Array
  readonly makeNonce: () => string
  readonly clock: Clock
  readonly timeoutMs?: number
}

export const macHeader = 'x-locker-mac'

export const macOf = (key: Uint8Array, body: string): string =>
  createHmac('sha256', key).update(body).digest('base64url')

/** Compared in the same time, wherever they differ. */
export const isMacOf = (key: Uint8Array, body: string, mac: string | null): boolean => {
  const [given, right] = [Buffer.from(mac ?? ''), Buffer.from(macOf(key, body))]
  return given.length === right.length && timingSafeEqual(given, right)
}

/** A lock tells so many of its last openings without the bank. */
export const mostTold = 4

const said = z.object({
  nonce: z.string(),
  state: lockState,
  lastOrder: z.string().nullable(),
  power: z.enum(['mains', 'battery']),
  offline: z
    .array(
      z.object({
        order: z.uuid(),
        at: z.iso.datetime().transform((text) => new Date(text)),
        owner: z.string().max(1400),
        witness: z.string().max(1400),
      }),
    )
    .max(mostTold)
    .default([]),
})

const mostCharacters = 16_000

/** The body of an answer, as far as one may be long. */
const readBody = async (answer: Response): Promise<string> => {
  const text = await answer.text()
  if (text.length > mostCharacters) throw new LockFault('The lock says more than a lock has to say.')
  return text
}

export const createHttpLock = ({ box, url, key, makeNonce, clock, timeoutMs = 3000 }: HttpLockOptions): Lock => {
  const ask = async (path: string, content: object): Promise<Response> => {
    const body = JSON.stringify({ box, ...content })
    const answer = await fetch(`${url.replace(/\/$/, '')}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [macHeader]: macOf(key, body) },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    if (!answer.ok) throw new LockFault(`The lock answered ${answer.status}.`)
    return answer
  }

  return {
    unlock: async ({ id, until, signature }: SignedOrder) => {
      await readBody(await ask('unlock', { order: id, until: until.toISOString(), signature }))
    },
    read: async (): Promise<Said> => {
      const nonce = makeNonce()
      const answer = await ask('state', { nonce, at: clock().toISOString() })
      const body = await readBody(answer)
      if (!isMacOf(key, body, answer.headers.get(macHeader)))
        throw new LockFault('The answer is not signed by the lock.')
      const read = said.safeParse(JSON.parse(body))
      // An answer of before, played again, would say that a door is shut which stands open.
      if (!read.success || read.data.nonce !== nonce) throw new LockFault('The answer is none to this question.')
      const { state, lastOrder, power, offline } = read.data
      return { state, lastOrder, power, offline }
    },
  }
}
