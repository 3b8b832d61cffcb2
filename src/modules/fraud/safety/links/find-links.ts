/** Links in free text, with or without their scheme. */
import { parse } from 'tldts'
import { isActiveScheme, type Link, parseLink } from './parse-link.ts'

const mostLinks = 8

// A scheme and what follows; or something with dots in it that may be a host, and a path.
const candidate =
  /[a-z][a-z0-9+.-]{1,20}:[^\s<>"'`]+|[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+(?::\d{2,5})?(?:[/?#][^\s<>"'`]*)?/giu

const tail = /[.,;:!?)\]}»”’…]+$/

/** A word with a dot, such as "lunch.thanks", is a link only where its ending is one of the public ones, and not part of a number or an address of mail. */
const looksLikeHost = (text: string): boolean => {
  const [host = ''] = text.split(/[/?#:]/)
  if (/^[\d.,]+$/.test(host)) return /^\d{1,3}(\.\d{1,3}){3}$/.test(host)
  const { isIcann, isPrivate, domain } = parse(host, { allowPrivateDomains: true })
  return domain !== null && (isIcann === true || isPrivate === true)
}

/** At most eight, in order. */
export const findLinks = (text: string): Link[] => {
  const links: Link[] = []
  if (!text.includes('.') && !text.includes(':')) return links
  for (const match of text.matchAll(candidate)) {
    const [whole] = match
    // Mail addresses are no links: the part after the @ follows directly on one.
    if (text[match.index - 1] === '@' || text[match.index + whole.length] === '@') continue
    const found = whole.replace(tail, '')
    const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(found)?.[1]?.toLowerCase()
    const isWeb = scheme !== undefined && (/^(https?|ftp)$/.test(scheme) || isActiveScheme(scheme))
    const link = isWeb || looksLikeHost(found) ? parseLink(found) : undefined
    if (link) links.push(link)
    if (links.length === mostLinks) break
  }
  return links
}
