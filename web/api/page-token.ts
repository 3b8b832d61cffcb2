/** Over TLS the cookie has the prefix with which a browser takes it from this host alone. */
const pattern = (prefix: string) => new RegExp(`(?:^|; )${prefix}bank-page=([\\w-]{43})(?:;|$)`)
const [strict, plain] = [pattern('__Host-'), pattern('')]

/**
 * What shows the bank that a change comes from its own page: the token of the session, which a page of another site can neither read nor
 * send. Somebody who is not signed in has none; then the header alone says it.
 */
export const pageToken = (): string => (strict.exec(document.cookie) ?? plain.exec(document.cookie))?.[1] ?? 'none'
