/** The library looks access tokens up by their id and takes no signed ones. Here a signed one becomes its id, if it is ours. */
import type { ForeignRequest } from '#platform/mount'
import { Refusal } from '#platform/refusal'
import type { ReadToken } from './read.ts'

const pathsOfTokens = /^\/(introspect|revoke)$/
const isSigned = (token: string) => token.split('.').length === 3

/** A request about a signed access token as one about the id in it; a token that is not ours becomes one that nobody has. */
export const nameTokenById = async (request: ForeignRequest, readToken: ReadToken): Promise<ForeignRequest> => {
  const form = new URLSearchParams(request.body)
  const token = form.get('token')
  if (!pathsOfTokens.test(request.url) || token === null || !isSigned(token)) return request
  const jti = await readToken(token).then(
    ({ jti }) => jti,
    (error: unknown) => {
      // Of a token that does not hold, RFC 7662 (2.2) and RFC 7009 (2.2) say no more than that it is not active.
      if (error instanceof Refusal) return 'none'
      throw error
    },
  )
  form.set('token', jti)
  return { ...request, body: form.toString() }
}
