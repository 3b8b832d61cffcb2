/** Answers the standard's own paths. */
import type { AnswerForeign, ForeignAnswer, ForeignRequest } from '#platform/mount'
import type { CurrentProvider } from './provider/current.ts'
import { narrowDiscovery } from './provider/discovery.ts'
import { askProvider } from './provider/koa.ts'
import { nameTokenById } from './tokens/by-id.ts'
import type { ReadToken } from './tokens/read.ts'

const discoveryPath = /^\/\.well-known\/(openid-configuration|oauth-authorization-server)$/

const narrow = (answer: ForeignAnswer): ForeignAnswer => {
  if (answer.status !== 200 || typeof answer.body !== 'string') return answer
  return { ...answer, body: JSON.stringify(narrowDiscovery(JSON.parse(answer.body) as Record<string, unknown>)) }
}

// No parameter of the standard may hold one, and the database keeps none.
const control = /%(0\d|1\d|[01][a-f]|7f)/i

const malformed: ForeignAnswer = {
  status: 400,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  body: JSON.stringify({ error: 'invalid_request', error_description: 'control characters are not taken' }),
}

const isMalformed = ({ url, body }: ForeignRequest): boolean => [url, body].some((text) => control.test(text))

/** Pages of other origins read nothing here, so where a request comes from does not matter to the library. */
const withoutOrigin = (request: ForeignRequest): ForeignRequest => ({
  ...request,
  headers: { ...request.headers, origin: undefined },
})

export const createAnswer =
  (provider: CurrentProvider, readToken: ReadToken): AnswerForeign =>
  async (request) => {
    if (isMalformed(request)) return malformed
    const named = await nameTokenById(withoutOrigin(request), readToken)
    const answer = await askProvider(await provider(), named)
    return discoveryPath.test(request.url.split('?', 1)[0]) ? narrow(answer) : answer
  }
