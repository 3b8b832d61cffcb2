/** The session cookie. The token in it is known to the browser alone; the database has its SHA-256. */
import { pageTokenFor } from '#platform/page-token'

/** With the prefix, a browser takes the cookie only over TLS, for this host and the whole of it (RFC 6265bis, 4.1.3.2). */
const nameFor = (isSecure: boolean): string => (isSecure ? '__Host-bank' : 'bank')

/**
 * Strict, because every request that needs the session is made by our own pages: someone who arrives by a link loads the
 * page without the cookie, and the page then asks with it. It ends with the browser, and on the server before that.
 */
const attributesFor = (isSecure: boolean): string => `; Path=/; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`

const pageNameFor = (isSecure: boolean): string => `${nameFor(isSecure)}-page`
const pageAttributesFor = (isSecure: boolean): string => attributesFor(isSecure).replace('; HttpOnly', '')

/** The value of a Set-Cookie header that gives the bank's own page what it sends back with changes of this session. */
export const pageCookie = (token: string, isSecure: boolean): string =>
  `${pageNameFor(isSecure)}=${pageTokenFor(token)}${pageAttributesFor(isSecure)}`

/** The values of Set-Cookie headers that sign the browser in. */
export const sessionCookies = (token: string, isSecure: boolean): readonly [string, string] => [
  `${nameFor(isSecure)}=${token}${attributesFor(isSecure)}`,
  pageCookie(token, isSecure),
]

/** The values of Set-Cookie headers that make the browser forget the session. */
export const endedCookies = (isSecure: boolean): readonly string[] => [
  `${nameFor(isSecure)}=${attributesFor(isSecure)}; Max-Age=0`,
  `${pageNameFor(isSecure)}=${pageAttributesFor(isSecure)}; Max-Age=0`,
]

/** What gives the page its cookie where a browser that is signed in has another one or none; undefined where it has the right one. */
export const missingPageCookie = (header: string | undefined, isSecure: boolean): string | undefined => {
  const token = tokenIn(header, isSecure)
  if (token === null || find(header, pageNameFor(isSecure)) === pageTokenFor(token)) return undefined
  return pageCookie(token, isSecure)
}

/** Of a sign-in that still needs its second factor; no path but that one looks at it. */
const halfNameFor = (isSecure: boolean): string => `${nameFor(isSecure)}-half`

/** The value of a Set-Cookie header that lets the browser go on to the second factor. */
export const halfCookie = (token: string, isSecure: boolean): string =>
  `${halfNameFor(isSecure)}=${token}${attributesFor(isSecure)}`

/** The value of a Set-Cookie header that makes the browser forget the half of a sign-in. */
export const endedHalfCookie = (isSecure: boolean): string => `${halfCookie('', isSecure)}; Max-Age=0`

/** The token of the half of a sign-in in a Cookie header, or null. */
export const halfTokenIn = (header: string | undefined, isSecure: boolean): string | null =>
  find(header, halfNameFor(isSecure))

/** The token in a Cookie header, or null where there is none of its form. */
export const tokenIn = (header: string | undefined, isSecure: boolean): string | null => find(header, nameFor(isSecure))

const find = (header: string | undefined, name: string): string | null => {
  const prefix = `${name}=`
  const found = (header ?? '').split(/; */).find((pair) => pair.startsWith(prefix))
  const token = found?.slice(prefix.length) ?? ''
  return /^[\w-]{43}$/.test(token) ? token : null
}
