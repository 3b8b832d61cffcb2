/**
 * Server-sent events (the HTML standard, 9.2): a request is answered by a stream that goes on while its reader does. Knows nothing
 * of what is told. Bounded: streams of a person and of the server, what waits for a slow reader, and silence, which a
 * heartbeat breaks; at each one it is asked again whether the reader may still read.
 */
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify'
import type { Endpoint } from '#platform/endpoint'
import type { Caller, Permission } from '#platform/http'
import { parse } from '#platform/invalid-input'
import { Refusal } from '#platform/refusal'

export const eventStreamType = 'text/event-stream'

/** One event: its id is what a reader that comes back names as the last it has heard. */
export interface StreamEvent {
  readonly id: bigint
  readonly name: string
  readonly data: object
}

/** A reader of events. */
export interface Reader {
  readonly caller: Caller
  /** The last event it has heard; null for one that begins now. */
  readonly after: bigint | null
  /** Tells events, in the order of their ids. */
  tell(events: readonly StreamEvent[]): void
  /** Ends the stream; the reader comes again and names what it has heard. */
  end(): void
}

/** Where events come from: called for each reader. What is written after it has answered is told until its answer is called. */
export type Follow = (reader: Reader) => Promise<() => void>

export interface EventStreamLimits {
  readonly ofPerson: number
  readonly inAll: number
  readonly heartbeatMs: number
  /** Bytes that may wait for a reader; one that is further behind is dropped, and comes back when it can. */
  readonly waitingBytes: number
}

export const eventStreamLimits: EventStreamLimits = {
  ofPerson: 6,
  inAll: 4000,
  heartbeatMs: 10_000,
  waitingBytes: 256 * 1024,
}

const stopping = () => new Refusal('stopping', 503, 'The bank is stopping.', 5)
const tooManyOfPerson = () =>
  new Refusal('too-many-streams', 429, 'You follow the bank in too many pages at once. Close some of them.', 30)
const tooMany = () => new Refusal('too-busy', 503, 'Too many follow the bank at once. Try again.', 30)

/** After this long a browser whose stream has ended comes again. */
const retryMs = 2000

const textOf = ({ id, name, data }: StreamEvent) => `id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`

const lastHeard = ({ headers }: FastifyRequest): bigint | null => {
  const id = headers['last-event-id']
  return typeof id === 'string' && /^\d{1,18}$/.test(id) ? BigInt(id) : null
}

interface Stream {
  readonly request: FastifyRequest
  readonly person: string
  readonly write: (text: string) => void
  readonly end: () => void
}

interface Needs {
  readonly server: FastifyInstance
  readonly enlist: (endpoint: Endpoint, may: Permission) => Pick<RouteOptions, 'method' | 'url'>
  /** Who calls; throws where they may not. */
  readonly identify: (request: FastifyRequest, may: Permission) => Promise<Caller | null>
  readonly limits: EventStreamLimits
}

/** Makes `routeEvents` for a server. Its streams end as soon as the server begins to close. */
export const createEventRoute = ({ server, enlist, identify, limits }: Needs) => {
  const streams = new Set<Stream>()
  let isStopping = false

  const enter = (person: string) => {
    if (isStopping) throw stopping()
    if (streams.size >= limits.inAll) throw tooMany()
    let own = 0
    for (const stream of streams) if (stream.person === person) own++
    if (own >= limits.ofPerson) throw tooManyOfPerson()
  }

  const open = async (request: FastifyRequest, caller: Caller, follow: Follow): Promise<Readable> => {
    enter(caller.id)
    const body = new Readable({ read: () => {} })
    const write = (text: string) => {
      if (body.destroyed || isEnded) return
      body.push(text)
      if (body.readableLength > limits.waitingBytes) body.destroy()
    }
    let isEnded = false
    const end = () => {
      if (!isEnded) body.push(null)
      isEnded = true
    }
    const stream: Stream = { request, person: caller.id, write, end }
    streams.add(stream)
    body.once('close', () => streams.delete(stream))
    const tell = (events: readonly StreamEvent[]) => {
      for (const event of events) write(textOf(event))
    }
    try {
      const leave = await follow({ caller, after: lastHeard(request), tell, end })
      if (body.destroyed) leave()
      else body.once('close', leave)
      write(`retry: ${retryMs}\n\n`)
      return body
    } catch (error) {
      body.destroy()
      throw error
    }
  }

  return (endpoint: Endpoint, may: Permission, follow: Follow): void => {
    const beat = async (stream: Stream) => {
      // A session that has ended hears no more.
      if (!(await identify(stream.request, may).catch(() => null))) return stream.end()
      stream.write(':\n\n')
    }
    const timer = setInterval(() => {
      for (const stream of streams) void beat(stream)
    }, limits.heartbeatMs)
    timer.unref()
    server.addHook('preClose', async () => {
      isStopping = true
      clearInterval(timer)
      for (const stream of streams) stream.end()
    })
    server.route({
      ...enlist(endpoint, may),
      handler: async (request, reply) => {
        const caller = (await identify(request, may)) as Caller
        parse(endpoint.query, request.query, 'query')
        const body = await open(request, caller, follow)
        reply.type(eventStreamType).header('x-accel-buffering', 'no')
        return reply.send(body)
      },
    })
  }
}
