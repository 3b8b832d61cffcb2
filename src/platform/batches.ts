/** Batch endpoints: a list of items as JSON, answered at once, or as lines of any number, answered while they come. */
import { Readable } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { allowLongBody } from '#platform/body-time'
import { type BatchEndpoint, linesType, type Problem } from '#platform/endpoint'
import { gather } from '#platform/gather'
import { parse } from '#platform/invalid-input'
import { AtLine, readLines } from '#platform/lines'
import { problemOf, refusalOf } from '#platform/problem'
import { Refusal } from '#platform/refusal'

/** What a batch endpoint does for one request. */
export interface BatchWork<Item, Result> {
  /** Called for each batch in turn; answers one result an item, in order. What it has answered is durable. */
  write(items: readonly Item[]): Promise<readonly Result[]>
  /** Called once, however the request ended. */
  end(): void
}

/** What the work of an endpoint is; written out, since TypeScript cannot infer it from the endpoint's own type. */
export type WorkOf<E extends BatchEndpoint> = BatchWork<z.output<E['batch']['item']>, z.input<E['batch']['result']>>

export interface BatchOptions<Item> {
  /** Bytes of a JSON body. */
  readonly bodyLimit: number
  /** True for an item that must be in one batch with the next. */
  readonly isLinked: (item: Item) => boolean
}

/** What bounds a stream. Silence is the client's; at the end of the whole time the stream is ended between two batches. */
export interface StreamLimits {
  readonly streams: number
  readonly itemsInBatch: number
  readonly silenceMs: number
  readonly wholeMs: number
  /** How long what a client still sends after the end is read and thrown away, so that it comes to read the answer. */
  readonly lingerMs: number
}

export const streamLimits: StreamLimits = {
  streams: 8,
  itemsInBatch: 1000,
  silenceMs: 30_000,
  wholeMs: 30 * 60_000,
  lingerMs: 5000,
}

const itemsInTurn = 100

/** The items of a JSON body. They are parsed some at a time, and others have their turn in between. */
const readList = async <E extends BatchEndpoint>(
  { batch }: E,
  body: unknown,
): Promise<z.output<E['batch']['item']>[]> => {
  const envelope = z.strictObject({ [batch.name]: z.array(z.unknown()).min(1).max(batch.most) })
  const list = parse(envelope, body ?? undefined, 'body')[batch.name]
  const items: z.output<E['batch']['item']>[] = []
  for (const [index, value] of list.entries()) {
    items.push(parse(batch.item, value, `body.${batch.name}.${index}`) as z.output<E['batch']['item']>)
    if (index % itemsInTurn === itemsInTurn - 1) await nextTurn()
  }
  return items
}

/** Answers a JSON body: all items in one batch. */
export const answerList = async <E extends BatchEndpoint>(
  endpoint: E,
  body: unknown,
  work: WorkOf<E>,
): Promise<{ results: readonly z.input<E['batch']['result']>[] }> => {
  try {
    return { results: await work.write(await readList(endpoint, body)) }
  } finally {
    work.end()
  }
}

/** True where the request brings lines. */
export const bringsLines = ({ headers }: FastifyRequest): boolean =>
  headers['content-type']?.split(';', 1)[0].trim().toLowerCase() === linesType

/** What is still coming is read and thrown away for a while: a client that writes first and reads then would never see the answer. */
const drain = (body: FastifyRequest['raw'], lingerMs: number) => {
  if (body.readableEnded || body.destroyed) return
  setImmediate(() => body.resume())
  const timer = setTimeout(() => body.destroy(), lingerMs)
  for (const event of ['end', 'close']) body.once(event, () => clearTimeout(timer))
}

const textOf = (lines: readonly object[]) => lines.map((line) => `${JSON.stringify(line)}\n`).join('')

type LinkOf<E extends BatchEndpoint> = BatchOptions<z.output<E['batch']['item']>>['isLinked']

/** One stream: whose it is, what is done with it, and what bounds it. */
interface Stream<E extends BatchEndpoint> {
  readonly endpoint: E
  readonly request: FastifyRequest
  readonly work: WorkOf<E>
  readonly isLinked: LinkOf<E>
  readonly limits: StreamLimits
  readonly checksAnswers: boolean
}

/** Raised when a stream has to end: the server stops, its time is over, or it is done. */
const endOf = (wholeMs: number, stopping: AbortSignal) => {
  const end = new AbortController()
  const stop = () => end.abort(new Refusal('stopping', 503, 'The bank is stopping; send the rest again.', 5))
  const over = () => end.abort(new Refusal('too-slow', 408, 'The stream was open for too long; send the rest again.'))
  const timer = setTimeout(over, wholeMs)
  stopping.addEventListener('abort', stop)
  const leave = () => {
    clearTimeout(timer)
    stopping.removeEventListener('abort', stop)
    end.abort(new Error('the stream is done'))
  }
  return { signal: end.signal, leave }
}

async function* resultsOf<E extends BatchEndpoint>(stream: Stream<E>, end: AbortSignal): AsyncGenerator<string> {
  const { request, work, isLinked, limits } = stream
  const { batch }: E = stream.endpoint
  const source = readLines(request.raw, batch.item as E['batch']['item'], limits.silenceMs, end)
  for await (const items of gather(source, { usual: limits.itemsInBatch, most: batch.most, isLinked })) {
    const results = await work.write(items.map(({ item }) => item)).catch((error: unknown) => {
      throw new AtLine(items[0].line, error)
    })
    if (stream.checksAnswers) for (const result of results) batch.result.parse(result)
    yield textOf(results as readonly object[])
  }
}

const problemAt = (request: FastifyRequest, error: unknown): { problem: Problem } => {
  const cause = error instanceof AtLine ? error.cause : error
  const refusal = refusalOf(cause instanceof Error ? cause : new Error('thrown without an error', { cause }))
  if (refusal.code === 'internal' && !request.raw.destroyed) request.log.error({ err: cause }, 'a stream broke')
  return { problem: { ...problemOf(request, refusal), ...(error instanceof AtLine ? { line: error.line } : {}) } }
}

async function* linesOf<E extends BatchEndpoint>(stream: Stream<E>, stopping: AbortSignal): AsyncGenerator<string> {
  const { signal, leave } = endOf(stream.limits.wholeMs, stopping)
  try {
    yield* resultsOf(stream, signal)
  } catch (error) {
    // The status has been sent; what is wrong is told in the last line.
    yield textOf([problemAt(stream.request, error)])
  } finally {
    leave()
  }
}

/** Streams of lines of one server. They end between two batches when `stopping` is raised. */
export const createStreams = (limits: StreamLimits, stopping: AbortSignal, checksAnswers: boolean) => {
  let open = 0

  const enter = () => {
    if (stopping.aborted) throw new Refusal('stopping', 503, 'The bank is stopping. Nothing was written.', 5)
    if (open >= limits.streams)
      throw new Refusal('too-busy', 503, 'Too many streams are open. Nothing was written; try again.', 5)
    open++
  }

  /** Answers a body of lines with a line of its result for each; a problem is the last line. */
  const answerLines = <E extends BatchEndpoint>(
    endpoint: E,
    request: FastifyRequest,
    reply: FastifyReply,
    begin: () => WorkOf<E>,
    isLinked: LinkOf<E>,
  ): Readable => {
    enter()
    allowLongBody(request.raw)
    const work = begin()
    const stream = { endpoint, request, work, isLinked, limits, checksAnswers }
    const answer = Readable.from(linesOf(stream, stopping), { objectMode: false })
    // A client that does not read its answer must not keep a server from stopping.
    const cutOff = () => setTimeout(() => reply.raw.destroy(), 2 * limits.lingerMs).unref()
    stopping.addEventListener('abort', cutOff)
    // Not where the lines end: a client may have gone before the first of them was asked for.
    answer.once('close', () => {
      stopping.removeEventListener('abort', cutOff)
      open--
      work.end()
      drain(request.raw, stopping.aborted ? Math.min(limits.lingerMs, 1000) : limits.lingerMs)
    })
    reply.type(linesType)
    return answer
  }

  return { answerLines }
}
