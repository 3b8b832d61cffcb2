/** What the bank tells whoever keeps it running: numbers for Prometheus, and whether it is alive and ready. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { z } from 'zod'
import { endpoint } from '#platform/endpoint'
import type { Http } from '#platform/http'
import { isLocal } from '#platform/local'
import { Refusal } from '#platform/refusal'
import { secondMs } from '#platform/time'

/** Where modules register what they count. */
export interface Metrics {
  /** A number that is read whenever Prometheus asks. `name` is in snake case with its unit last, `help` one sentence. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void
}

const secondBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

const digest = (text: string) => createHash('sha256').update(text).digest()

const hasToken = (request: FastifyRequest, token: string): boolean =>
  timingSafeEqual(digest(request.headers.authorization ?? ''), digest(`Bearer ${token}`))

const addHistogram = (http: Http, registry: Registry) => {
  const requests = new Histogram({
    name: 'bank_http_request_duration_seconds',
    help: 'Time to answer a request, by method, route and status.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: secondBuckets,
    registers: [registry],
  })
  http.server.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    requests.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
  })
}

/**
 * Serves `/metrics`. With a token (the setting METRICS_TOKEN) it asks for `Authorization: Bearer …` from everyone; without
 * one it answers this machine alone, in demo and in production.
 */
export const addMetrics = (http: Http, { token }: { token?: string } = {}): Metrics => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  addHistogram(http, registry)
  http.server.get('/metrics', async (request, reply) => {
    const may = token === undefined ? isLocal(request) : hasToken(request, token)
    if (!may) throw new Refusal('not-allowed', 403, 'Metrics are for the operator of this bank.')
    return reply.type(registry.contentType).send(await registry.metrics())
  })
  return {
    gauge: (name, help, read) => {
      new Gauge({
        name,
        help,
        registers: [registry],
        async collect() {
          this.set(await read())
        },
      })
    },
  }
}

const live = endpoint({
  method: 'GET',
  path: '/health/live',
  tag: 'Health',
  summary: 'Whether the process answers at all; if not, restart it',
  answer: z.strictObject({ status: z.literal('live') }),
})

const ready = endpoint({
  method: 'GET',
  path: '/health/ready',
  tag: 'Health',
  summary: 'Whether requests may be sent here: the database answers and the bank is not stopping',
  answer: z.strictObject({ status: z.literal('ready') }),
  refusals: ['not-ready'],
})

const patienceMs = 2 * secondMs

/** False as well when the question fails or takes too long: an unreachable database is one that is not ready. */
const answersInTime = async (isReady: () => Promise<boolean>): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, patienceMs, false)
  })
  try {
    return await Promise.race([isReady().catch(() => false), late])
  } finally {
    clearTimeout(timer)
  }
}

/** Serves `/health/live` and `/health/ready`. `isReady` asks the database and knows whether the bank is draining. */
export const addHealth = (http: Http, isReady: () => Promise<boolean>): void => {
  http.routeForAnyone(live, async () => ({ status: 'live' as const }))
  http.routeForAnyone(ready, async () => {
    if (!(await answersInTime(isReady))) throw new Refusal('not-ready', 503, 'The bank is not ready for requests.', 1)
    return { status: 'ready' as const }
  })
}
