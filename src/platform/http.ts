/** The one place where HTTP meets the house: endpoints become routes, refusals become problem documents (RFC 9457). */

import type { Readable } from 'node:stream'
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
  type RouteOptions,
} from 'fastify'
import type { Logger } from 'pino'
import type { z } from 'zod'
import { createBatchRoute } from '#platform/batch-route'
import { type BatchOptions, type StreamLimits, streamLimits, type WorkOf } from '#platform/batches'
import { limitBodyTime } from '#platform/body-time'
import { limitConnections } from '#platform/connections'
import { assertOpen, type Level, type Standing, usualDemand } from '#platform/demand'
import { type BatchEndpoint, type Endpoint, linesType } from '#platform/endpoint'
import { createEventRoute, type EventStreamLimits, eventStreamLimits, type Follow } from '#platform/event-stream'
import {
  createFileRoutes,
  type FileAnswer,
  type FileLimits,
  fileLimits,
  type UploadOptions,
} from '#platform/file-route'
import { parse } from '#platform/invalid-input'
import { type AnswerForeign, openDoor } from '#platform/mount'
import { isPageToken, pageTokenHeader } from '#platform/page-token'
import { answerProblem, refusalOf, sendProblem } from '#platform/problem'
import { Refusal } from '#platform/refusal'
import { addSecurityHeaders, setSecurityHeaders } from '#platform/security-headers'
import { type TlsPair, tlsOptions } from '#platform/tls'

/** Who asks. `permissions` is what the caller may do; nothing else about the caller decides. */
export interface Caller {
  readonly kind: 'customer' | 'staff' | 'service'
  readonly id: string
  readonly name: string
  readonly roles: readonly string[]
  readonly permissions: ReadonlySet<string>
  /** The server-side session, absent for whoever comes with a key or a token. */
  readonly session?: string
  /** The OAuth client that acts for the caller with a token. */
  readonly client?: string
  /** What is unusual about the session; absent where nothing is. */
  readonly standing?: Standing
  /** Where that client is a third party: what of the caller's own it may reach, by id. */
  readonly reach?: Reach
}

/** 'all' is what was allowed before single things could be chosen. */
export type Reach = 'all' | ReadonlySet<string>

/** Whether whoever asks may reach what has this id, if it is the caller's own. Only third parties are held to a choice. */
export const reaches = ({ reach }: Pick<Caller, 'reach'>, id: string): boolean =>
  reach === undefined || reach === 'all' || reach.has(id)

/** What stands next to a path: a permission that the caller must have, or one of the two words for "no permission". */
export type Permission = string
/** For paths that anyone may call, signed in or not. */
export const anyone: Permission = 'anyone'
/** For paths that every signed-in person may call about themselves, in their own session and not by a program. */
export const signedIn: Permission = 'signed-in'

/** Identity implements it: who sent this request? null when nobody is signed in. Throws a Refusal on a bad credential. */
export type Authenticate = (request: FastifyRequest) => Promise<Caller | null>

export interface Asked<E extends Endpoint> {
  readonly params: z.output<E['params']>
  readonly query: z.output<E['query']>
  readonly body: z.output<E['body']>
  readonly caller: Caller
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** Like Asked, for paths that anyone may call. */
export type AskedByAnyone<E extends Endpoint> = Omit<Asked<E>, 'caller'> & { readonly caller: Caller | null }

export interface Http {
  readonly server: FastifyInstance
  /** Every route, for OpenAPI and for tests of permissions. */
  readonly routes: readonly { endpoint: Endpoint; may: Permission; openUpTo: Level }[]
  /**
   * Adds a path. The handler's answer is checked by the types, parsed input by zod, the caller by the permission, and the
   * session by the level up to which the path is open without proof.
   */
  route<E extends Endpoint>(
    endpoint: E,
    may: Permission,
    handle: (asked: Asked<E>) => Promise<z.input<E['answer']>>,
    options?: RouteDemands,
  ): void
  routeForAnyone<E extends Endpoint>(
    endpoint: E,
    handle: (asked: AskedByAnyone<E>) => Promise<z.input<E['answer']>>,
  ): void
  /** Adds a path that takes items as JSON or as a stream of lines; `begin` is called for each request. */
  routeBatch<E extends BatchEndpoint>(
    endpoint: E,
    may: Permission,
    begin: (asked: Pick<Asked<E>, 'caller' | 'request'>) => WorkOf<E>,
    options: BatchOptions<z.output<E['batch']['item']>>,
  ): void
  /** Adds a path that answers with a file, written while it is read; `handle` refuses, or says what the file is. */
  routeFile<E extends Endpoint>(endpoint: E, may: Permission, handle: (asked: Asked<E>) => Promise<FileAnswer>): void
  /** Adds a path whose body is a file, read while it comes. */
  routeUpload<E extends Endpoint>(
    endpoint: E,
    may: Permission,
    options: UploadOptions,
    handle: (asked: Omit<Asked<E>, 'body'> & { readonly file: Readable }) => Promise<z.input<E['answer']>>,
  ): void
  /** Adds a path that answers with server-sent events; `follow` is called for each reader. */
  routeEvents(endpoint: Endpoint, may: Permission, follow: Follow): void
  /** Hands everything below a prefix to a program that answers HTTP by itself. */
  mount(prefix: string, may: Permission, answer: AnswerForeign): void
  /** Every mount, for tests of permissions. */
  readonly mounts: readonly { prefix: string; may: Permission }[]
  addPages(answer: AnswerWithPage): void
}

export interface RouteDemands {
  readonly bodyLimit?: number
  /** Unless said, 'raised' for what is read and 'usual' for changes. */
  readonly openUpTo?: Level
}

/** Answers a path that no route knows with a page of the web; false leaves it to the problem document. */
export type AnswerWithPage = (request: FastifyRequest, reply: FastifyReply) => boolean

export interface HttpOptions {
  readonly log: Logger | false
  readonly authenticate: Authenticate
  readonly makeRequestId: () => string
  /** Origins that a browser may send changes from; the request's own host is always one. */
  readonly origins: readonly string[]
  /** Proxies whose X-Forwarded-For is believed; nobody else's is. */
  readonly trustedProxies?: readonly string[]
  readonly isSecure: boolean
  /** Holds each answer against its schema, as tests want it. */
  readonly checksAnswers?: boolean
  /** Time for the body of a request that is no stream. */
  readonly bodyTimeMs?: number
  /** Time for the headers of a request. */
  readonly headersTimeMs?: number
  /** How many connections one address may hold open; proxies in front are let off. */
  readonly connectionsFromAddress?: number
  /** Speaks TLS with this certificate. */
  readonly tls?: TlsPair
  readonly streams?: Partial<StreamLimits>
  readonly eventStreams?: Partial<EventStreamLimits>
  readonly files?: Partial<FileLimits>
}

const bodyLimitBytes = 64 * 1024
const bodyTimeMs = 30_000
const headerLimitBytes = 16 * 1024
const headerTimeMs = 10_000
const mostConnections = 8192
const mostConnectionsFromAddress = 512
const longestRequestMs = 60 * 60_000

const mustBeSignedIn = () => new Refusal('sign-in-required', 401, 'Please sign in first.')
const mayNot = () => new Refusal('not-allowed', 403, 'You may not do this.')

const authorize = (caller: Caller | null, may: Permission): Caller => {
  if (!caller) throw mustBeSignedIn()
  if (may === signedIn ? caller.session === undefined : !caller.permissions.has(may)) throw mayNot()
  return caller
}

const changes = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

const crossSite = () => new Refusal('cross-site', 403, 'This change did not come from the bank’s own page.')

/** For identity: a change in the session with this secret needs the token of its page. Throws 'cross-site' (403). */
export const assertFromOwnPage = ({ method, headers }: FastifyRequest, secret: string): void => {
  if (changes.has(method) && !isPageToken(headers[pageTokenHeader], secret)) throw crossSite()
}

/**
 * Refuses a change that another site's page could have sent with the browser's cookies: the origin must be ours, and the
 * header `x-bankserver` (which a foreign form cannot set) must be there; in a session it must have the right token, too.
 * Clients with a key send no cookie and need neither.
 */
const addCrossSiteProtection = (server: FastifyInstance, origins: readonly string[]) => {
  server.addHook('onRequest', async (request) => {
    if (!changes.has(request.method) || request.headers.cookie === undefined) return
    const { origin, host } = request.headers
    const isOurs = origin === undefined || origins.includes(origin) || hostOf(origin) === host
    if (!isOurs || request.headers[pageTokenHeader] === undefined) throw crossSite()
  })
}

const hostOf = (origin: string): string | null => (URL.canParse(origin) ? new URL(origin).host : null)

const patternOf = (path: string) => new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`)

/** Lines are read by the path that asked for them; no other path takes them. */
const takeLines = async (request: FastifyRequest): Promise<undefined> => {
  const { takesLines } = request.routeOptions.config as { takesLines?: boolean }
  if (!takesLines) throw new Refusal('media-type', 415, 'This path takes application/json.')
}

const openServer = (options: HttpOptions): FastifyInstance => {
  const { headersTimeMs = headerTimeMs, connectionsFromAddress = mostConnectionsFromAddress } = options
  const connection = {
    maxHeaderSize: headerLimitBytes,
    headersTimeout: headersTimeMs,
    connectionsCheckingInterval: 1000,
  }
  const server = Fastify({
    ...(options.tls ? { https: { ...connection, ...tlsOptions(options.tls) } } : { http: connection }),
    ...(options.log ? { loggerInstance: options.log } : {}),
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request_id' }),
    bodyLimit: bodyLimitBytes,
    // Of a stream of lines; every other body has less (limitBodyTime).
    requestTimeout: longestRequestMs,
    connectionTimeout: 60_000,
    keepAliveTimeout: 10_000,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: false },
    trustProxy: options.trustedProxies?.length ? [...options.trustedProxies] : false,
    genReqId: options.makeRequestId,
    // Of requests that reach no hook: an address that cannot be read.
    frameworkErrors: (error, request, reply) => {
      setSecurityHeaders(request, reply, options.isSecure)
      return sendProblem(request, reply, refusalOf(error))
    },
  }) as unknown as FastifyInstance
  // Every body is JSON; text would only be refused later, and less clearly.
  server.removeContentTypeParser('text/plain')
  server.addContentTypeParser(linesType, takeLines)
  limitBodyTime(server, options.bodyTimeMs ?? bodyTimeMs)
  limitConnections(
    server.server,
    { inAll: mostConnections, fromAddress: connectionsFromAddress },
    options.trustedProxies ?? [],
  )
  return server
}

/** One line for each request. */
const logAnswers = (server: FastifyInstance) => {
  server.addHook('onResponse', async (request, reply) => {
    const { statusCode, elapsedTime } = reply
    request.log.info(
      { method: request.method, path: request.routeOptions.url, status: statusCode, ms: Math.round(elapsedTime) },
      'answered',
    )
  })
}

/** Builds the server; modules then add their routes. A path without a permission does not compile and does not start. */
export const createHttp = (options: HttpOptions): Http => {
  const server = openServer(options)
  const routes: { endpoint: Endpoint; may: Permission; openUpTo: Level; pattern: RegExp }[] = []
  const mounts: { prefix: string; may: Permission }[] = []

  let pages: AnswerWithPage | undefined
  addSecurityHeaders(server, options.isSecure)
  addCrossSiteProtection(server, options.origins)
  answerProblem(
    server,
    (path) => routes.filter(({ pattern }) => pattern.test(path)).map(({ endpoint }) => endpoint.method),
    (request, reply) => pages?.(request, reply) ?? false,
  )
  logAnswers(server)

  const identify = async (
    request: FastifyRequest,
    may: Permission,
    openUpTo: Level = 'usual',
  ): Promise<Caller | null> => {
    const known = await options.authenticate(request)
    if (may === anyone) return known
    const caller = authorize(known, may)
    assertOpen(caller.standing, openUpTo)
    return caller
  }

  const enlist = (
    endpoint: Endpoint,
    may: Permission,
    openUpTo: Level = usualDemand(endpoint.method),
  ): Pick<RouteOptions, 'method' | 'url'> => {
    if (!may) throw new Error(`${endpoint.method} ${endpoint.path} states no permission`)
    routes.push({ endpoint, may, openUpTo, pattern: patternOf(endpoint.path) })
    return { method: endpoint.method, url: endpoint.path.replaceAll(/\{(\w+)\}/g, ':$1') }
  }

  const add = (
    endpoint: Endpoint,
    may: Permission,
    handle: (asked: AskedByAnyone<Endpoint>) => Promise<unknown>,
    { bodyLimit = bodyLimitBytes, openUpTo = usualDemand(endpoint.method) }: RouteDemands = {},
  ) =>
    server.route({
      ...enlist(endpoint, may, openUpTo),
      bodyLimit,
      handler: async (request, reply) => {
        const caller = await identify(request, may, openUpTo)
        const params = parse(endpoint.params, request.params, 'path')
        const query = parse(endpoint.query, request.query, 'query')
        const body = parse(endpoint.body, request.body ?? undefined, 'body')
        const answer = await handle({ params, query, body, caller, request, reply })
        // A wrong answer of ours is a bug, which tests shall see; in service the customer is better off with it than without.
        if (options.checksAnswers) endpoint.answer.parse(answer)
        reply.status(endpoint.status)
        return endpoint.status === 204 ? reply.send() : answer
      },
    })

  const limits = { ...streamLimits, ...options.streams }
  const routeBatch = createBatchRoute({
    server,
    enlist,
    identify,
    limits,
    checksAnswers: options.checksAnswers ?? false,
  })

  const { routeFile, routeUpload } = createFileRoutes({
    server,
    enlist,
    identify,
    limits: { ...fileLimits, ...options.files },
    checksAnswers: options.checksAnswers ?? false,
  })

  return {
    server,
    routes,
    routeFile,
    routeUpload,
    route: (endpoint, may, handle, more) => void add(endpoint, may, handle as never, more),
    addPages: (answer) => {
      pages = answer
    },
    mounts,
    mount: (prefix, may, answer) => {
      if (!may) throw new Error(`${prefix} states no permission`)
      mounts.push({ prefix, may })
      openDoor(server, prefix, (request) => identify(request, may), answer)
    },
    routeForAnyone: (endpoint, handle) => void add(endpoint, anyone, handle as never),
    routeBatch,
    routeEvents: createEventRoute({
      server,
      enlist,
      identify: (request, may) => identify(request, may, usualDemand('GET')),
      limits: { ...eventStreamLimits, ...options.eventStreams },
    }),
  }
}
