/** How a kiosk speaks with the bank: it signs in with its key, and again before its token ends. */
import type { z } from 'zod'
import type { Endpoint } from '#platform/endpoint'
import { askKioskNonce, signInKiosk } from '#wire/locker'
import { type CallOf, call } from '../../api/call.ts'
import { signWithKey } from '../../api/device-key.ts'
import { Problem } from '../../api/problem.ts'
import type { Kept } from './kept.ts'

export type Session = z.infer<(typeof signInKiosk)['answer']>
export type AskBank = <E extends Endpoint>(endpoint: E, request: CallOf<E>) => Promise<z.output<E['answer']>>

/** So long before its end a token is not used any more. */
const EARLY_MS = 60_000

/** `monotonic` counts milliseconds and is not turned back where somebody sets the clock. */
export const createConnection = (kept: Kept, monotonic: () => number, onSession: (session: Session) => void) => {
  let current: { readonly session: Session; readonly until: number } | undefined
  let coming: Promise<Session> | undefined

  const signIn = async (): Promise<Session> => {
    const asked = await call(askKioskNonce, { body: { kiosk: kept.id } })
    const words = new TextEncoder().encode(`locker kiosk 1\n${kept.id}\n${asked.nonce}`)
    const signature = await signWithKey(kept.pair, words)
    const session = await call(signInKiosk, { body: { kiosk: kept.id, nonce: asked.nonce, signature } })
    // By the bank's clock alone: this kiosk's may be wrong.
    const lasts = Date.parse(session.expiresAt) - Date.parse(session.now)
    current = { session, until: monotonic() + lasts - EARLY_MS }
    onSession(session)
    return session
  }

  const session = (): Promise<Session> => {
    if (current && monotonic() < current.until) return Promise.resolve(current.session)
    coming ??= signIn().finally(() => {
      coming = undefined
    })
    return coming
  }

  const ask: AskBank = async (endpoint, request) => {
    const once = async () => {
      const { token } = await session()
      return call(endpoint, { ...request, headers: { authorization: `Kiosk ${token}` } })
    }
    try {
      return await once()
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 401) throw error
      // The bank has forgotten the token; it still knows the key.
      current = undefined
      return once()
    }
  }
  return { ask, session }
}

export type Connection = ReturnType<typeof createConnection>
