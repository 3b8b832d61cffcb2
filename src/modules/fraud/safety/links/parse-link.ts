/** A link in its parts, as far as they tell whose it is. */
import { domainToUnicode } from 'node:url'
import { parse } from 'tldts'

export interface Link {
  /** As it was written, at most 2,048 characters. */
  readonly text: string
  readonly scheme: string
  /** In ASCII and lower case. */
  readonly host: string
  /** The host as a person sees it. */
  readonly shown: string
  /** What one registrant holds: paypal.com, or an address. */
  readonly domain: string
  /** The first part of the domain, without its ending, as a person sees it. */
  readonly label: string
  readonly ending: string
  /** The parts before the domain. */
  readonly below: readonly string[]
  readonly isIp: boolean
  readonly port: number | null
  /** What stands before an @ in front of the host. */
  readonly userInfo: string
  readonly path: string
  readonly query: string
}

export const longestLink = 2048

const schemeOf = /^([a-z][a-z0-9+.-]{1,20}):/i
const webSchemes = new Set(['http', 'https', 'ftp'])

/** Schemes that carry a program or a page within themselves. */
export const isActiveScheme = (scheme: string): boolean =>
  ['javascript', 'data', 'vbscript', 'file', 'intent'].includes(scheme)

const emptyHost = {
  host: '',
  shown: '',
  domain: '',
  label: '',
  ending: '',
  below: [],
  isIp: false,
  port: null,
  userInfo: '',
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    // A stray % is no reason to look away.
    return text
  }
}

/** Reads a link; a host without a scheme is taken for https. Undefined for what is none. */
export const parseLink = (written: string): Link | undefined => {
  const text = written.trim().slice(0, longestLink)
  const [, named] = schemeOf.exec(text) ?? []
  const scheme = named !== undefined && !/^[^/]*\.[a-z]{2,}:\d/i.test(text) ? named.toLowerCase() : 'https'
  if (!webSchemes.has(scheme)) {
    if (!isActiveScheme(scheme)) return undefined
    return { text, scheme, ...emptyHost, path: text.slice(scheme.length + 1), query: '' }
  }
  const whole = /^[a-z]+:\/\//i.test(text) ? text : `https://${text}`
  if (!URL.canParse(whole)) return undefined
  return ofUrl(text, new URL(whole))
}

const ofUrl = (text: string, url: URL): Link | undefined => {
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  const { isIp, domain, publicSuffix, subdomain } = parse(host)
  if (!isIp && (domain === null || publicSuffix === null)) return undefined
  const registered = domain ?? host
  const ending = publicSuffix ?? ''
  const label = isIp ? host : registered.slice(0, registered.length - ending.length - 1)
  return {
    text,
    scheme: url.protocol.slice(0, -1),
    host,
    shown: domainToUnicode(host) || host,
    domain: registered,
    label: domainToUnicode(label) || label,
    ending,
    below: subdomain ? subdomain.split('.') : [],
    isIp: isIp === true,
    port: url.port === '' ? null : Number(url.port),
    userInfo: decoded(url.username + (url.password ? `:${url.password}` : '')),
    path: decoded(url.pathname),
    query: url.search.slice(1),
  }
}
