/** A quote travels to the customer and back, and nobody but the bank can change a letter of it: its content, and an HMAC over it. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { quoteAltered } from '../refusals.ts'
import type { Terms } from './terms.ts'

export interface QuoteSeal {
  seal(terms: Terms): string
  /** Throws quote-altered for what this bank did not seal. */
  open(quote: string): Terms
}

/** `secret` is the bank's; the key for quotes follows from it. */
export const createQuoteSeal = (secret: string): QuoteSeal => {
  const key = createHmac('sha256', secret).update('quotes of payments abroad').digest()
  const tagOf = (content: string) => createHmac('sha256', key).update(content).digest()
  return {
    seal: (terms) => {
      const content = Buffer.from(JSON.stringify(terms)).toString('base64url')
      return `${content}.${tagOf(content).toString('base64url')}`
    },
    open: (quote) => {
      const [content = '', tag = '', ...rest] = quote.split('.')
      const [given, wanted] = [Buffer.from(tag, 'base64url'), tagOf(content)]
      // One tag has one spelling, so that no two texts are the same quote.
      const isOurs =
        rest.length === 0 &&
        given.length === wanted.length &&
        given.toString('base64url') === tag &&
        timingSafeEqual(given, wanted)
      if (!isOurs) throw quoteAltered()
      return JSON.parse(Buffer.from(content, 'base64url').toString('utf8'))
    },
  }
}
