/** The kiosk before a lock, without the bank between them. The lock alone decides; the page carries what two passkeys have signed. */
import {
  type LockRefusal,
  lockNonce,
  lockRefusal,
  type OfflineUnlock,
  type Permit,
  type PermitRole,
  permitChallenge,
} from '#wire/locker'
import { base64url } from '../../api/base64url.ts'
import { signWithPasskey } from '../../api/passkeys.ts'

export type PermittedBox = Permit['boxes'][number]

/** Why a lock did not open: its own no, or that it did not answer. */
export class LockProblem extends Error {
  override readonly name = 'LockProblem'
  readonly code: LockRefusal | 'no-answer'

  constructor(code: LockRefusal | 'no-answer') {
    super(code)
    this.code = code
  }
}

const WAIT_MS = 8_000

const post = async (lock: string, path: string, body: object): Promise<unknown> => {
  const answer = await fetch(`${lock.replace(/\/$/, '')}/offline/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    credentials: 'omit',
    redirect: 'error',
    signal: AbortSignal.timeout(WAIT_MS),
  }).catch(() => {
    throw new LockProblem('no-answer')
  })
  const said: unknown = await answer.json().catch(() => undefined)
  if (answer.ok) return said
  const code = lockRefusal.safeParse((said as { code?: unknown } | undefined)?.code)
  throw new LockProblem(code.success ? code.data : 'no-answer')
}

/** Throws LockProblem. */
export const askNonce = async ({ lock }: PermittedBox): Promise<string> => {
  const read = lockNonce.safeParse(await post(lock, 'nonce', {}))
  if (!read.success) throw new LockProblem('no-answer')
  return read.data.nonce
}

/** Throws LockProblem. Without an answer the lock may have opened all the same. */
export const unlock = async ({ lock }: PermittedBox, given: OfflineUnlock): Promise<void> => {
  await post(lock, 'unlock', given)
}

/** What one of the two signs: this permit, this box, this nonce of the lock, in this role. */
export const signFor = async (
  role: PermitRole,
  permit: Permit,
  box: PermittedBox,
  nonce: string,
): Promise<OfflineUnlock['owner']> => {
  const words = permitChallenge(role, { permit: permit.id, box: box.box, nonce })
  const challenge = base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(words))))
  const keys = role === 'owner' ? box.keys : permit.witnesses
  const allowCredentials = keys.map(({ id, transports }) => ({ id, type: 'public-key' as const, transports }))
  const used = await signWithPasskey({
    challenge,
    rpId: permit.site.id,
    allowCredentials: allowCredentials as never,
    userVerification: 'required',
    timeout: 60_000,
  })
  const { id, rawId, type, response } = used
  const { clientDataJSON, authenticatorData, signature } = response
  return { id, rawId, type, clientExtensionResults: {}, response: { clientDataJSON, authenticatorData, signature } }
}
