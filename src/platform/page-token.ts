/**
 * What the bank's own page sends back with each change, and no page of another site can: it is made from the secret of the session, so it is
 * the session's alone and has to be kept nowhere. The page reads it in a cookie of its own, which other sites' pages cannot.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'

/** The header that carries it. */
export const pageTokenHeader = 'x-bankserver'

/** 43 characters of base64url; `secret` is the session's own, at least 128 random bits. It tells nothing of it. */
export const pageTokenFor = (secret: string): string =>
  createHmac('sha256', secret).update('bankserver page').digest('base64url')

/** Whether this is the token of the session with this secret. Takes as long for one that is nearly right as for another. */
export const isPageToken = (given: string | string[] | undefined, secret: string): boolean => {
  const [one, other] = [Buffer.from(String(given)), Buffer.from(pageTokenFor(secret))]
  return one.length === other.length && timingSafeEqual(one, other)
}
