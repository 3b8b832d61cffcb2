/** A door for a program that answers HTTP by itself, such as a library of a standard. What it says goes out as our own answer. */
import type { FastifyInstance, FastifyRequest } from 'fastify'

/** A request as it is handed on: the path below the door, and the body as text. */
export interface ForeignRequest {
  readonly method: string
  /** Below the prefix, with its query. */
  readonly url: string
  readonly headers: FastifyRequest['headers']
  readonly body: string
  readonly address: string
}

export interface ForeignAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | number | readonly string[] | undefined>>
  readonly body: string | Buffer | undefined
}

/** Answers every request below a prefix. */
export type AnswerForeign = (request: ForeignRequest) => Promise<ForeignAnswer>

const formType = 'application/x-www-form-urlencoded'
const bodyLimitBytes = 32 * 1024

// What a browser may do with an answer is said by the house, even where the program is less strict about it.
const policyHeader = 'content-security-policy'

const handOn = ({ method, url, headers, body, ip }: FastifyRequest, prefix: string): ForeignRequest => ({
  method,
  url: url.slice(prefix.length),
  headers,
  body: typeof body === 'string' ? body : '',
  address: ip,
})

/**
 * Hands every GET and POST below the prefix on. Bodies are forms, and small. The answer passes the same hooks as any other,
 * so that headers such as the content security policy are the house's.
 */
export const openDoor = (
  server: FastifyInstance,
  prefix: string,
  identify: (request: FastifyRequest) => Promise<unknown>,
  answer: AnswerForeign,
): void => {
  server.register(async (door) => {
    door.removeAllContentTypeParsers()
    door.addContentTypeParser(formType, { parseAs: 'string', bodyLimit: bodyLimitBytes }, (_request, body, done) =>
      done(null, body),
    )
    door.route({
      method: ['GET', 'POST'],
      url: `${prefix}/*`,
      bodyLimit: bodyLimitBytes,
      handler: async (request, reply) => {
        await identify(request)
        const { status, headers, body } = await answer(handOn(request, prefix))
        for (const [name, value] of Object.entries(headers))
          if (value !== undefined && name.toLowerCase() !== policyHeader) reply.header(name, value)
        return reply.status(status).send(body)
      },
    })
  })
}
