/**
 * A lock behind HTTP, such as a bolt on a GPIO pin with a small server before it. `POST {url}/unlock` with `{ box, order, until }`, and
 * `POST {url}/state` with `{ box, nonce }`, which is answered by `{ nonce, state, lastOrder, power }`. Both sides sign the body with the box's
 * key: the header x-locker-mac is HMAC-SHA-256 in base64url.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { lockState } from '../wire.ts'
import { type Lock, LockFault, type Order, type Said } from './lock.ts'

export interface HttpLockOptions {
  readonly box: string
  readonly url: string
  readonly key: Uint8Array
  readonly makeNonce: () => string
  readonly timeoutMs?: number
}

export const macHeader = 'x-locker-mac'

export const macOf = (key: Uint8Array, body: string): string =>
  createHmac('sha256', key).update(body).digest('base64url')

const isSigned = (key: Uint8Array, body: string, mac: string | null): boolean => {
  const [given, right] = [Buffer.from(mac ?? ''), Buffer.from(macOf(key, body))]
  return given.length === right.length && timingSafeEqual(given, right)
}

const said = z.object({
  nonce: z.string(),
  state: lockState,
  lastOrder: z.string().nullable(),
  power: z.enum(['mains', 'battery']),
})

const mostCharacters = 2000

/** The body of an answer, as far as one may be long. */
const readBody = async (answer: Response): Promise<string> => {
  const text = await answer.text()
  if (text.length > mostCharacters) throw new LockFault('The lock says more than a lock has to say.')
  return text
}

export const createHttpLock = ({ box, url, key, makeNonce, timeoutMs = 3000 }: HttpLockOptions): Lock => {
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
    unlock: async ({ id, until }: Order) => {
      await readBody(await ask('unlock', { order: id, until: until.toISOString() }))
    },
    read: async (): Promise<Said> => {
      const nonce = makeNonce()
      const answer = await ask('state', { nonce })
      const body = await readBody(answer)
      if (!isSigned(key, body, answer.headers.get(macHeader)))
        throw new LockFault('The answer is not signed by the lock.')
      const read = said.safeParse(JSON.parse(body))
      // An answer of before, played again, would say that a door is shut which stands open.
      if (!read.success || read.data.nonce !== nonce) throw new LockFault('The answer is none to this question.')
      const { state, lastOrder, power } = read.data
      return { state, lastOrder, power }
    },
  }
}
