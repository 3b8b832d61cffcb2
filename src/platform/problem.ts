/** Problem documents (RFC 9457): the one place where an error becomes an answer. */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isOutOfRoom, isUnreachable } from '#platform/database'
import type { Problem } from '#platform/endpoint'
import { Refusal } from '#platform/refusal'

const titleOf = (code: string): string => {
  const words = code.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The problem document of a refusal. */
export const problemOf = (request: FastifyRequest, refusal: Refusal): Problem => ({
  type: `/problems/${refusal.code}`,
  title: titleOf(refusal.code),
  status: refusal.status,
  code: refusal.code,
  detail: refusal.message,
  request_id: request.id,
  ...('fields' in refusal ? { fields: refusal.fields as Problem['fields'] } : {}),
  ...('proof' in refusal ? { proof: refusal.proof as Problem['proof'] } : {}),
})

/** Sends a problem document with its status. */
export const sendProblem = (request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply => {
  if (refusal.retryAfter !== undefined) reply.header('retry-after', String(refusal.retryAfter))
  for (const [name, value] of Object.entries(refusal.headers)) reply.header(name, value)
  return reply
    .status(refusal.status)
    .type('application/problem+json')
    .send(JSON.stringify(problemOf(request, refusal)))
}

/** What Fastify itself refuses, in the house's words. */
const ofFastify: Readonly<Record<string, [code: string, status: number, detail: string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ['body-too-large', 413, 'The body is larger than this path takes.'],
  FST_ERR_CTP_INVALID_JSON_BODY: ['broken-json', 400, 'The body is not valid JSON.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['broken-json', 400, 'The body is empty, and this path wants JSON.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['media-type', 415, 'This path takes application/json.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['content-length', 400, 'The body is not as long as its header says.'],
  FST_ERR_BAD_URL: ['bad-path', 400, 'The path is not a valid URL path.'],
  FST_ERR_MAX_PARAM_LENGTH: ['bad-path', 414, 'The path is too long.'],
}

/** The refusal that an error becomes: its own, the framework's in our words, or a bug that shows nothing. */
export const refusalOf = (error: FastifyError | Error): Refusal => {
  if (error instanceof Refusal) return error
  if (isUnreachable(error))
    return new Refusal(
      'books-unreachable',
      503,
      'The books cannot be reached. A payment that you send again under its own id happens once.',
      2,
    )
  if (isOutOfRoom(error))
    return new Refusal(
      'no-room',
      503,
      'The bank has no room left to write to. Nothing of this was written; send it again later under the same id.',
      30,
    )
  const known = 'code' in error ? ofFastify[error.code] : undefined
  if (known) return new Refusal(...known)
  const status = 'statusCode' in error ? error.statusCode : undefined
  if (status !== undefined && status >= 400 && status < 500)
    return new Refusal('bad-request', status, 'The request cannot be read.')
  return new Refusal('internal', 500, 'Something broke on our side. Use the request id when you report it.')
}

/** Turns every thrown thing into a problem document; a bug shows nothing but its request id. */
export const answerProblem = (
  server: FastifyInstance,
  methodsAt: (path: string) => readonly string[],
  answerWithPage: (request: FastifyRequest, reply: FastifyReply) => boolean,
): void => {
  server.setErrorHandler((error: FastifyError | Error, request, reply) => {
    const refusal = refusalOf(error)
    if (refusal.status >= 500 && !(error instanceof Refusal)) request.log.error({ err: error }, refusal.code)
    return sendProblem(request, reply, refusal)
  })
  server.setNotFoundHandler((request, reply) => {
    const methods = methodsAt(request.url.split('?', 1)[0])
    if (methods.length === 0 && answerWithPage(request, reply)) return reply
    if (methods.length === 0)
      return sendProblem(request, reply, new Refusal('no-such-path', 404, 'There is nothing at this path.'))
    reply.header('allow', methods.join(', '))
    return sendProblem(request, reply, new Refusal('wrong-method', 405, `This path takes ${methods.join(' and ')}.`))
  })
}
