/** A program that takes webhooks on this machine, and checks signatures by the standard alone. */
import { createHmac, createPublicKey, timingSafeEqual, verify } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { certificates } from '#testing/certificates'

export interface Taken {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface Behavior {
  status: number
  headers: Record<string, string>
  /** Answers wait for it. */
  gate: Promise<void>
}

export const openReceiver = async (pair = certificates.one) => {
  const taken: Taken[] = []
  const behavior: Behavior = { status: 204, headers: {}, gate: Promise.resolve() }
  const server = createServer(pair, async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    taken.push({ path: request.url ?? '', headers: request.headers, body })
    const { status, headers, gate } = behavior
    await gate
    response.writeHead(status, headers).end()
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const origin = `https://localhost:${(server.address() as AddressInfo).port}`
  const close = async () => {
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  }
  return { taken, behavior, origin, close, [Symbol.asyncDispose]: close }
}

const signaturesOf = ({ headers }: Taken) => String(headers['webhook-signature']).split(' ')
const contentOf = ({ headers, body }: Taken) =>
  Buffer.from(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`)

/** Whether one of the signatures is by this secret (whsec_…). */
export const isSignedBy = (taken: Taken, secret: string): boolean => {
  const right = createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64'))
    .update(contentOf(taken))
    .digest()
  return signaturesOf(taken).some((signature) => {
    const given = Buffer.from(signature.replace(/^v1,/, ''), 'base64')
    return signature.startsWith('v1,') && given.length === right.length && timingSafeEqual(given, right)
  })
}

/** Whether one of the signatures is by this key (whpk_…). */
export const isSignedByKey = (taken: Taken, key: string): boolean => {
  const x = Buffer.from(key.replace('whpk_', ''), 'base64').toString('base64url')
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  return signaturesOf(taken).some(
    (signature) =>
      signature.startsWith('v1a,') &&
      verify(null, contentOf(taken), publicKey, Buffer.from(signature.slice(4), 'base64')),
  )
}
