/** oidc-provider speaks Koa, which speaks Node's HTTP. Here a request becomes that, and what comes of it an answer of ours. */
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type Provider from 'oidc-provider'
import type { ForeignAnswer, ForeignRequest } from '#platform/mount'
import { Refusal } from '#platform/refusal'

/** The request as Node would have it, from the outside name of the bank whatever it calls itself. */
const toNode = ({ method, url, headers, body, address }: ForeignRequest, issuer: URL): IncomingMessage => {
  const { 'transfer-encoding': _encoding, ...given } = headers
  const request = new IncomingMessage(new Socket())
  request.method = method
  request.url = url
  request.headers = {
    ...given,
    'content-length': String(Buffer.byteLength(body)),
    host: issuer.host,
    'x-forwarded-host': issuer.host,
    'x-forwarded-proto': issuer.protocol.slice(0, -1),
    'x-forwarded-for': address,
  }
  // The library finds the place where it is mounted from the difference of the two.
  Object.assign(request, { originalUrl: issuer.pathname + url })
  request.push(body)
  request.push(null)
  return request
}

const cookieThatOpensNothing = /^(__Secure-)?bank-nothing(\.sig)?=/

const headersOf = (response: ServerResponse): ForeignAnswer['headers'] => {
  const { 'content-length': _length, 'set-cookie': set = [], ...headers } = response.getHeaders()
  const cookies = [set].flat().map(String)
  const kept = cookies.filter((cookie) => !cookieThatOpensNothing.test(cookie))
  return { ...headers, ...(kept.length === 0 ? {} : { 'set-cookie': kept }) }
}

/** What broke on our side while a request was answered. */
const failures = new WeakMap<IncomingMessage, Error>()

/** Has failures of the library's told to whoever asked, who makes the same problem document of them as of any other. */
export const watchFailures = (provider: Provider): void => {
  provider.proxy = true
  provider.on('server_error', (ctx, error) => failures.set(ctx.req, error))
}

/** Lets the library answer a request. Throws what broke on our side, and 'no-such-path' (404). */
export const askProvider = async (provider: Provider, request: ForeignRequest): Promise<ForeignAnswer> => {
  const incoming = toNode(request, new URL(provider.issuer))
  const outgoing = new ServerResponse(incoming)
  let body: string | Buffer | undefined
  // Nothing is written to a connection: the answer goes out through the bank's own server.
  outgoing.end = ((chunk?: string | Buffer) => {
    body = typeof chunk === 'string' || Buffer.isBuffer(chunk) ? chunk : undefined
    return outgoing
  }) as typeof outgoing.end
  await provider.callback()(incoming, outgoing)
  const failure = failures.get(incoming)
  if (failure) throw failure
  if (outgoing.statusCode === 404) throw new Refusal('no-such-path', 404, 'There is nothing at this path.')
  return { status: outgoing.statusCode, headers: headersOf(outgoing), body }
}
