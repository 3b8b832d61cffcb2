import { z } from 'zod'
import type { Endpoint } from '#platform/endpoint'
import { pageToken } from './page-token.ts'
import { notUnderstood, Problem, problemOf, unreachable } from './problem.ts'
import { proveFirst } from './proof-first.ts'
import { reasonHeader } from './reason.ts'

// Compiling validators would need eval, which the content security policy forbids.
z.config({ jitless: true })

type Parts<E extends Endpoint> = {
  readonly params: z.input<E['params']>
  readonly query: z.input<E['query']>
  readonly body: z.input<E['body']>
}

type Nothing = Record<string, never>

// A part that takes nothing, or nothing that must be given, may be left out of a call.
type Needed<P> = {
  readonly [Key in keyof P as Nothing extends P[Key] ? never : undefined extends P[Key] ? never : Key]: P[Key]
}

/** What a call of an endpoint takes: its path parameters, query and body, as far as it has them. */
export type CallOf<E extends Endpoint> = Needed<Parts<E>> & Partial<Parts<E>> & More

/** `headers` beyond those that every call has; `file` is sent as the body, with its type. */
type More = { readonly signal?: AbortSignal; readonly file?: Blob; readonly headers?: Readonly<Record<string, string>> }

const textOf = (value: unknown): Readonly<Record<string, string>> => (value ?? {}) as Record<string, string>

const urlOf = (endpoint: Endpoint, params: unknown, query: unknown): string => {
  const given = textOf(params)
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(given[name] ?? ''))
  const search = new URLSearchParams(Object.entries(textOf(query)).filter(([, value]) => value !== undefined))
  return search.size === 0 ? path : `${path}?${search}`
}

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone

/** Sends the request; answers whatever the bank says, or throws that it could not be reached. */
export const ask = async (endpoint: Endpoint, request: Partial<Parts<Endpoint>> & More): Promise<Response> => {
  const { params, query, body, file, signal } = request
  const headers: Record<string, string> = { accept: 'application/json', 'x-time-zone': zone, ...request.headers }
  if (endpoint.method !== 'GET') headers['x-bankserver'] = pageToken()
  if (body !== undefined) headers['content-type'] = 'application/json'
  if (file) headers['content-type'] = file.type
  const reason = reasonHeader()
  if (reason !== undefined) headers['x-reason'] = reason
  const text = file ?? (body === undefined ? undefined : JSON.stringify(body))
  return fetch(urlOf(endpoint, params, query), {
    method: endpoint.method,
    headers,
    body: text,
    credentials: 'same-origin',
    signal,
  }).catch((error: unknown) => {
    // A call that was given up is not a failure of the network.
    if (signal?.aborted) throw error
    throw unreachable()
  })
}

// An answer without a JSON body (a proxy's page, nothing at all) is told from its status alone.
export const bodyOf = (response: Response): Promise<unknown> => response.json().catch(() => undefined)

const callOnce = async <E extends Endpoint>(endpoint: E, request: CallOf<E>): Promise<z.output<E['answer']>> => {
  const response = await ask(endpoint, request)
  if (!response.ok) throw problemOf(response.status, await bodyOf(response))
  const answer = endpoint.answer.safeParse(response.status === 204 ? undefined : await bodyOf(response))
  if (!answer.success) throw notUnderstood(response.status)
  return answer.data as z.output<E['answer']>
}

/**
 * Calls an endpoint of the bank. Answers its typed answer, or throws a {@link Problem}. Where the bank wants the session proved
 * first, the person is asked, and then the same call goes on.
 */
export const call = async <E extends Endpoint>(endpoint: E, request: CallOf<E>): Promise<z.output<E['answer']>> => {
  try {
    return await callOnce(endpoint, request)
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'proof-required') throw error
    if (!(await proveFirst(error, endpoint.method === 'GET'))) throw error
    return callOnce(endpoint, request)
  }
}
