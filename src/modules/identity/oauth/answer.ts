/** Answers the standard's own paths. */
import type { AnswerForeign, ForeignAnswer } from '#platform/mount'
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

export const createAnswer =
  (provider: CurrentProvider, readToken: ReadToken): AnswerForeign =>
  async (request) => {
    const answer = await askProvider(await provider(), await nameTokenById(request, readToken))
    return discoveryPath.test(request.url.split('?', 1)[0]) ? narrow(answer) : answer
  }
