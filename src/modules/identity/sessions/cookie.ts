/** The session cookie. The token in it is known to the browser alone; the database has its SHA-256. */

/** With the prefix, a browser takes the cookie only over TLS, for this host and the whole of it (RFC 6265bis, 4.1.3.2). */
const nameFor = (isSecure: boolean): string => (isSecure ? '__Host-bank' : 'bank')

/**
 * Strict, because every request that needs the session is made by our own pages: someone who arrives by a link loads the
 * page without the cookie, and the page then asks with it. It ends with the browser, and on the server before that.
 */
const attributesFor = (isSecure: boolean): string => `; Path=/; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`

/** The value of a Set-Cookie header that signs the browser in. */
export const sessionCookie = (token: string, isSecure: boolean): string =>
  `${nameFor(isSecure)}=${token}${attributesFor(isSecure)}`

/** The value of a Set-Cookie header that makes the browser forget the token. */
export const endedCookie = (isSecure: boolean): string => `${nameFor(isSecure)}=${attributesFor(isSecure)}; Max-Age=0`

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
