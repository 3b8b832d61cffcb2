/** What a browser of a test sends with a change, as the bank's own page does. */
import { pageTokenFor, pageTokenHeader } from '#platform/page-token'

/** The headers of whoever has this cookie header. */
export const browserHeaders = (cookie: string): { readonly cookie: string; readonly [pageTokenHeader]: string } => {
  const [, session] = /(?:^|; *)(?:__Host-)?bank=([\w-]{43})/.exec(cookie) ?? []
  return { cookie, [pageTokenHeader]: session === undefined ? 'none' : pageTokenFor(session) }
}
