/** The route of a batch endpoint: who may call it is asked before its body is read, and again before each batch. */
import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify'
import { answerList, bringsLines, createStreams, type StreamLimits, type WorkOf } from '#platform/batches'
import type { BatchEndpoint, Endpoint } from '#platform/endpoint'
import type { Caller, Http, Permission } from '#platform/http'
import { parse } from '#platform/invalid-input'

interface Needs {
  readonly server: FastifyInstance
  /** Adds the endpoint to the list of routes; answers method and path. */
  readonly enlist: (endpoint: Endpoint, may: Permission) => Pick<RouteOptions, 'method' | 'url'>
  /** Who calls; throws where they may not. */
  readonly identify: (request: FastifyRequest, may: Permission) => Promise<Caller | null>
  readonly limits: StreamLimits
  readonly checksAnswers: boolean
}

/** A stream may last for half an hour: a key that is revoked meanwhile writes no further batch. */
const guarded = <E extends BatchEndpoint>(work: WorkOf<E>, check: () => Promise<unknown>): WorkOf<E> => ({
  write: async (items) => {
    await check()
    return work.write(items)
  },
  end: () => work.end(),
})

/** Makes `routeBatch` for a server. Its streams end when the server begins to close. */
export const createBatchRoute = ({ server, enlist, identify, limits, checksAnswers }: Needs): Http['routeBatch'] => {
  const stopping = new AbortController()
  server.addHook('preClose', async () => stopping.abort())
  const streams = createStreams(limits, stopping.signal, checksAnswers)

  return (endpoint, may, begin, { bodyLimit, isLinked }) => {
    server.route({
      ...enlist(endpoint, may),
      bodyLimit,
      config: { takesLines: true },
      // Before a body of megabytes is read.
      onRequest: async (request) => {
        await identify(request, may)
      },
      handler: async (request, reply) => {
        const caller = (await identify(request, may)) as Caller
        parse(endpoint.query, request.query, 'query')
        const work = () => guarded(begin({ caller, request }), () => identify(request, may))
        if (bringsLines(request)) return streams.answerLines(endpoint, request, reply, work, isLinked)
        const answer = await answerList(endpoint, request.body, work())
        if (checksAnswers) endpoint.answer.parse(answer)
        return answer
      },
    })
  }
}
