/**
 * Calling addresses that somebody outside has given: over TLS, and only to the open internet. The address is judged after the name
 * was resolved, and the very address that was judged is connected to, so a name that changes its mind in between gains nothing.
 * Redirects are answers like others and are not followed.
 */
import { lookup as resolveName } from 'node:dns/promises'
import { type ClientRequest, type IncomingMessage, request as requestPlain } from 'node:http'
import { request as requestTls } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { performance } from 'node:perf_hooks'
import { isPublic } from './callback/addresses.ts'

/** Why a call was not answered. Short, without the address. */
export type CallbackFailure =
  | 'address-not-allowed'
  | 'no-such-host'
  | 'certificate'
  | 'too-slow'
  | 'no-connection'
  | 'broken-off'

export class CallbackFailed extends Error {
  override readonly name = 'CallbackFailed'
  readonly failure: CallbackFailure
  constructor(failure: CallbackFailure) {
    super(failure)
    this.failure = failure
  }
}

export interface CallbackAnswer {
  readonly status: number
  /** The beginning of the body, up to what was asked for. */
  readonly body: Buffer
}

export interface CallbackGet {
  readonly headers: Readonly<Record<string, string>>
  /** For all of it: resolving, connecting, sending, and reading the answer. */
  readonly timeoutMs: number
  /** Bytes of the answer that are read; the rest is cut off. */
  readonly mostBytes: number
}

export interface CallbackCall extends CallbackGet {
  readonly body: Uint8Array | string
}

type Sent = CallbackGet & { readonly body?: CallbackCall['body'] }

export interface Address {
  readonly address: string
  readonly family: number
}

export interface CallbackOptions {
  /** Lets calls go to this machine and its networks, and without TLS to this machine: for tests and demos alone. */
  readonly allowsPrivate?: boolean
  /** The addresses of a name; the system's own resolver where it is not given. */
  readonly resolve?: (host: string) => Promise<readonly Address[]>
  /** Certificate authorities in PEM that are believed besides the system's. */
  readonly ca?: string
}

export interface Callbacks {
  /** Throws CallbackFailed where there was no answer; any answer is one, whatever its status. */
  post(url: string, call: CallbackCall): Promise<CallbackAnswer & { readonly ms: number }>
  /** The same without a body: what is read there. */
  get(url: string, call: CallbackGet): Promise<CallbackAnswer & { readonly ms: number }>
  /** Says early what `post` would refuse: throws CallbackFailed. What it finds may change until then, so `post` looks again. */
  check(url: string): Promise<void>
}

const loopback = new Set(['127.0.0.1', '::1'])
const lowestPort = 1024

/** The parts of an address that may be called at all. */
const targetOf = (text: string, allowsPrivate: boolean) => {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isTls = url?.protocol === 'https:'
  if (!url || !(isTls || (allowsPrivate && url.protocol === 'http:'))) throw new CallbackFailed('address-not-allowed')
  if (url.username !== '' || url.password !== '') throw new CallbackFailed('address-not-allowed')
  const port = Number(url.port || (isTls ? 443 : 80))
  // Below are the services of old protocols, mail among them, which could be made to read a request as one of theirs.
  if (port !== 443 && port < lowestPort && !allowsPrivate) throw new CallbackFailed('address-not-allowed')
  return { isTls, host: url.hostname.replace(/^\[|\]$/g, ''), port, path: `${url.pathname}${url.search}` }
}

type Target = ReturnType<typeof targetOf>

const failureOf = (error: unknown): CallbackFailed => {
  if (error instanceof CallbackFailed) return error
  const { code = '', name } = error as { code?: string; name?: string }
  if (name === 'AbortError' || name === 'TimeoutError') return new CallbackFailed('too-slow')
  if (/^(ENOTFOUND|EAI_|ENODATA)/.test(code)) return new CallbackFailed('no-such-host')
  if (/CERT|SIGNATURE|ALTNAME|^ERR_TLS|^ERR_SSL|^EPROTO/.test(code)) return new CallbackFailed('certificate')
  return new CallbackFailed(/^(ECONNRESET|EPIPE|HPE_)/.test(code) ? 'broken-off' : 'no-connection')
}

type MayConnect = (target: Pick<Target, 'isTls'>, address: string) => boolean
type AddressesOf = (host: string) => Promise<readonly Address[]>

/** All addresses of the host; one that is not allowed among them spoils the others, for which of them is tried is chance. */
const judge = async (target: Target, addressesOf: AddressesOf, mayConnect: MayConnect): Promise<readonly Address[]> => {
  const family = isIP(target.host)
  const found = family ? [{ address: target.host, family }] : await addressesOf(target.host)
  if (found.length === 0) throw new CallbackFailed('no-such-host')
  if (!found.every(({ address }) => mayConnect(target, address))) throw new CallbackFailed('address-not-allowed')
  return found
}

/** Answers with what was judged, whatever the name leads to by now. */
const lookupIn =
  (addresses: readonly Address[]): LookupFunction =>
  (_host, { all }, answer) => {
    const list = addresses.map(({ address, family }) => ({ address, family }))
    if (all) answer(null, list)
    else answer(null, list[0].address, list[0].family)
  }

interface Opening {
  readonly addresses: readonly Address[]
  readonly ca: string | undefined
  readonly signal: AbortSignal
}

const open = (target: Target, call: Sent, { addresses, ca, signal }: Opening): ClientRequest => {
  const { host, port, path, isTls } = target
  const request = isTls ? requestTls : requestPlain
  return request({
    host,
    port,
    path,
    method: call.body === undefined ? 'GET' : 'POST',
    headers: {
      ...call.headers,
      ...(call.body === undefined ? {} : { 'content-length': Buffer.byteLength(call.body) }),
      connection: 'close',
    },
    lookup: lookupIn(addresses),
    agent: false,
    signal,
    ...(isTls && !isIP(host) ? { servername: host } : {}),
    ...(ca ? { ca } : {}),
  })
}

const read = async (answer: IncomingMessage, mostBytes: number): Promise<CallbackAnswer> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    size += chunk.length
    if (size >= mostBytes) break
  }
  return { status: answer.statusCode ?? 0, body: Buffer.concat(chunks).subarray(0, mostBytes) }
}

const send = (
  request: ClientRequest,
  { body, mostBytes }: Sent,
  mayReach: (address: string) => boolean,
): Promise<CallbackAnswer> =>
  new Promise((settle, fail) => {
    request.once('error', fail)
    request.once('response', (answer) => read(answer, mostBytes).then(settle, fail))
    // Before a byte has left: the socket itself says where it leads.
    request.once('socket', (socket) =>
      socket.once('connect', () => {
        if (!mayReach(socket.remoteAddress ?? '')) request.destroy(new CallbackFailed('address-not-allowed'))
      }),
    )
    request.end(body)
  })

const within = async <Answer>(timeoutMs: number, work: (signal: AbortSignal) => Promise<Answer>): Promise<Answer> => {
  const signal = AbortSignal.timeout(timeoutMs)
  const late = new Promise<never>((_, fail) =>
    signal.addEventListener('abort', () => fail(new CallbackFailed('too-slow')), { once: true }),
  )
  try {
    return await Promise.race([work(signal), late])
  } catch (error) {
    throw signal.aborted ? new CallbackFailed('too-slow') : failureOf(error)
  } finally {
    late.catch(() => {})
  }
}

/** Calls outside; without options only the open internet, over TLS. */
export const createCallbacks = ({ allowsPrivate = false, resolve, ca }: CallbackOptions = {}): Callbacks => {
  const addressesOf: AddressesOf = resolve ?? ((host) => resolveName(host, { all: true }))
  const mayConnect: MayConnect = ({ isTls }, address) =>
    allowsPrivate ? isTls || loopback.has(address) : isPublic(address)

  const callUp = async (url: string, call: Sent) => {
    const began = performance.now()
    const target = targetOf(url, allowsPrivate)
    const answer = await within(call.timeoutMs, async (signal) => {
      const addresses = await judge(target, addressesOf, mayConnect)
      const request = open(target, call, { addresses, ca, signal })
      return send(request, call, (address) => mayConnect(target, address)).finally(() => request.destroy())
    })
    return { ...answer, ms: Math.round(performance.now() - began) }
  }

  return {
    post: callUp,
    get: callUp,
    check: async (url) => {
      const target = targetOf(url, allowsPrivate)
      await within(5000, () => judge(target, addressesOf, mayConnect))
    },
  }
}
