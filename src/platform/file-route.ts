/**
 * Files over HTTP: written to whoever asked while they are made, and read from whoever sends them while they come. Neither is ever whole in
 * memory. Bounded: files of a person and of the server, how long a reader may take nothing, and how long a file may take.
 */
import { Readable, Transform } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import { allowLongBody } from '#platform/body-time'
import { type Level, usualDemand } from '#platform/demand'
import type { Endpoint } from '#platform/endpoint'
import type { Asked, Caller, Http, Permission } from '#platform/http'
import { parse } from '#platform/invalid-input'
import { Refusal } from '#platform/refusal'

/** A file that is answered. Its body is asked for piece by piece, and told by `return` when its reader has gone. */
export interface FileAnswer {
  readonly type: string
  /** Letters, digits, dots and hyphens. */
  readonly name: string
  readonly body: AsyncIterable<Uint8Array | string>
}

export interface FileLimits {
  readonly inAll: number
  readonly ofPerson: number
  /** For so long a reader may take nothing, or a sender send nothing. */
  readonly silenceMs: number
  readonly wholeMs: number
}

export const fileLimits: FileLimits = { inAll: 6, ofPerson: 2, silenceMs: 30_000, wholeMs: 30 * 60_000 }

export interface UploadOptions {
  /** Media types that are taken, without parameters. */
  readonly types: readonly string[]
  readonly mostBytes: number
}

interface Needs {
  readonly server: FastifyInstance
  readonly enlist: (endpoint: Endpoint, may: Permission) => Pick<RouteOptions, 'method' | 'url'>
  /** Who calls; throws where they may not. */
  readonly identify: (request: FastifyRequest, may: Permission, openUpTo: Level) => Promise<Caller | null>
  readonly limits: FileLimits
  readonly checksAnswers: boolean
}

const tooManyOfPerson = () =>
  new Refusal('too-many-files', 429, 'Some of your files are still on their way. Wait until one of them is there.', 10)
const tooMany = () => new Refusal('too-busy', 503, 'Too many files are on their way. Try again.', 10)
const wrongType = (types: readonly string[]) => new Refusal('media-type', 415, `This path takes ${types.join(' or ')}.`)
const tooLarge = (mostBytes: number) =>
  new Refusal('body-too-large', 413, `The file is larger than ${Math.floor(mostBytes / 1024)} KiB.`)
const tooSlow = () => new Refusal('too-slow', 408, 'The file took too long to arrive. Send it again.')

/** Counts what is under way; answers the function that ends it, once. */
const createDesk = ({ inAll, ofPerson }: FileLimits) => {
  const open = new Map<string, number>()
  let all = 0
  return (person: string): (() => void) => {
    if ((open.get(person) ?? 0) >= ofPerson) throw tooManyOfPerson()
    if (all >= inAll) throw tooMany()
    all++
    open.set(person, (open.get(person) ?? 0) + 1)
    let isOver = false
    return () => {
      if (isOver) return
      isOver = true
      all--
      const left = (open.get(person) ?? 1) - 1
      if (left === 0) open.delete(person)
      else open.set(person, left)
    }
  }
}

/** Destroys a stream that nothing passes through for a while, and one that takes too long as a whole. */
const limitTime = (stream: Readable, { silenceMs, wholeMs }: FileLimits, why: () => Error) => {
  const end = () => stream.destroy(why())
  const whole = setTimeout(end, wholeMs)
  let silence = setTimeout(end, silenceMs)
  stream.once('close', () => {
    clearTimeout(whole)
    clearTimeout(silence)
  })
  return () => {
    clearTimeout(silence)
    if (!stream.destroyed) silence = setTimeout(end, silenceMs)
  }
}

const stalled = () => new Error('the reader of a file has stopped reading')

async function* told(body: FileAnswer['body'], pass: () => void) {
  for await (const piece of body) {
    pass()
    yield typeof piece === 'string' ? Buffer.from(piece) : piece
  }
}

/** Sends the file. A failure after its beginning cuts the connection, so that nobody takes half a file for the whole. */
const send = (request: FastifyRequest, reply: FastifyReply, file: FileAnswer, limits: FileLimits): Readable => {
  let pass = () => {}
  const body = Readable.from(
    told(file.body, () => pass()),
    { objectMode: false },
  )
  pass = limitTime(body, limits, stalled)
  body.on('error', (error) => {
    if (!request.raw.destroyed) request.log.error({ err: error }, 'a file broke')
  })
  reply.type(file.type).header('content-disposition', `attachment; filename="${file.name}"`)
  // A proxy that gathers the whole file first would show no progress.
  reply.header('x-accel-buffering', 'no')
  return body
}

/** What is still coming after the answer is read and thrown away for a while: who writes first and reads then would never see it. */
const lingerMs = 5000

const drain = (raw: FastifyRequest['raw']) => {
  if (raw.readableEnded || raw.destroyed) return
  raw.resume()
  const timer = setTimeout(() => raw.destroy(), lingerMs)
  for (const event of ['end', 'close']) raw.once(event, () => clearTimeout(timer))
}

/** The body of a request, with its limits. */
const receive = ({ raw, headers }: FastifyRequest, { mostBytes }: UploadOptions, limits: FileLimits): Readable => {
  if (Number(headers['content-length'] ?? 0) > mostBytes) throw tooLarge(mostBytes)
  allowLongBody(raw)
  let bytes = 0
  let pass = () => {}
  const file = new Transform({
    transform: (piece: Buffer, _encoding, done) => {
      bytes += piece.length
      pass()
      done(bytes > mostBytes ? tooLarge(mostBytes) : null, piece)
    },
  })
  pass = limitTime(file, limits, tooSlow)
  raw.pipe(file)
  raw.once('close', () => {
    if (!raw.complete) file.destroy(new Error('the sender of a file has gone'))
  })
  // Whoever reads the file hears of it; where nobody reads any more, nobody need.
  file.on('error', () => {})
  file.once('close', () => {
    raw.unpipe(file)
    drain(raw)
  })
  return file
}

const typeOf = ({ headers }: FastifyRequest): string =>
  headers['content-type']?.split(';', 1)[0].trim().toLowerCase() ?? ''

type Handle = (asked: Asked<Endpoint>) => Promise<FileAnswer>
type Take = (asked: Omit<Asked<Endpoint>, 'body'> & { readonly file: Readable }) => Promise<unknown>

/** Makes `routeFile` and `routeUpload` for a server. */
export const createFileRoutes = (needs: Needs): Pick<Http, 'routeFile' | 'routeUpload'> => {
  const { server, enlist, identify, limits, checksAnswers } = needs
  const enter = createDesk(limits)
  const answers = new Set<Readable>()
  server.addHook('preClose', async () => {
    for (const body of answers) body.destroy()
  })

  const addFile = (endpoint: Endpoint, may: Permission, handle: Handle) =>
    server.route({
      ...enlist(endpoint, may),
      handler: async (request, reply) => {
        const caller = (await identify(request, may, usualDemand(endpoint.method))) as Caller
        const params = parse(endpoint.params, request.params, 'path')
        const query = parse(endpoint.query, request.query, 'query')
        const body = parse(endpoint.body, request.body ?? undefined, 'body')
        const leave = enter(caller.id)
        try {
          const file = send(request, reply, await handle({ params, query, body, caller, request, reply }), limits)
          answers.add(file)
          file.once('close', () => {
            answers.delete(file)
            leave()
          })
          return file
        } catch (error) {
          leave()
          throw error
        }
      },
    })

  const takeOne = async (endpoint: Endpoint, may: Permission, options: UploadOptions, handle: Take, by: By) => {
    const caller = (await identify(by.request, may, usualDemand(endpoint.method))) as Caller
    const params = parse(endpoint.params, by.request.params, 'path')
    const query = parse(endpoint.query, by.request.query, 'query')
    if (!options.types.includes(typeOf(by.request))) throw wrongType(options.types)
    const leave = enter(caller.id)
    const file = receive(by.request, options, limits)
    try {
      return await handle({ params, query, file, caller, ...by })
    } finally {
      file.destroy()
      leave()
    }
  }

  const addUpload = (endpoint: Endpoint, may: Permission, options: UploadOptions, handle: Take) => {
    const place = enlist(endpoint, may)
    // In a room of its own, in which a body is left for the path to read.
    server.register(async (room) => {
      room.removeAllContentTypeParsers()
      room.addContentTypeParser('*', async () => undefined)
      room.route({
        ...place,
        handler: async (request, reply) => {
          const answer = await takeOne(endpoint, may, options, handle, { request, reply })
          if (checksAnswers) endpoint.answer.parse(answer)
          reply.status(endpoint.status)
          return answer
        },
      })
    })
  }

  return {
    routeFile: (endpoint, may, handle) => void addFile(endpoint, may, handle as never),
    routeUpload: (endpoint, may, options, handle) => void addUpload(endpoint, may, options, handle as never),
  }
}

interface By {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}
