/** A link as numbers: how it is built, never where it leads. */
import { brandWords, ownerOf } from '../data/brands.ts'
import { freeHosts, knownSites, riskyEndings, shorteners } from '../data/hosts.ts'
import { riskyWords } from '../data/words.ts'
import { skeletonOf } from '../letters/confusables.ts'
import { nearestBrand } from './nearest-brand.ts'
import type { Link } from './parse-link.ts'

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0
const longest = (parts: readonly string[]): number => parts.reduce((most, part) => Math.max(most, part.length), 0)
const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)

const entropyOf = (text: string): number => {
  const counts = new Map<string, number>()
  for (const letter of text) counts.set(letter, (counts.get(letter) ?? 0) + 1)
  let entropy = 0
  for (const times of counts.values()) entropy -= (times / text.length) * Math.log2(times / text.length)
  return entropy
}

const longestMatch = (text: string, pattern: RegExp): number => longest(text.match(pattern) ?? [])

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length > 1)

const risky = new Set(riskyWords)
const longRisky = new RegExp(riskyWords.filter((word) => word.length > 5).join('|'), 'g')
/** Long words are found within others, short ones only by themselves. */
const riskyIn = (text: string): number => {
  const lower = text.toLowerCase()
  const within = new Set(lower.match(longRisky))
  const apart = new Set(wordsOf(lower).filter((word) => word.length <= 5 && risky.has(word)))
  return within.size + apart.size
}

const brandNames = new RegExp(
  brandWords
    .map(({ word }) => word)
    .filter((word) => word.length > 4)
    .join('|'),
  'i',
)
const brandIn = (text: string): number => Number(brandNames.test(text))

const familiar = new Set(['com', 'org', 'net', 'edu', 'gov', 'int', 'mil'])
const endingClass = (ending: string): number => {
  if (/^(edu|gov|int|mil)$|\.(edu|gov|ac)(\.|$)|^(edu|gov|ac)\./.test(ending)) return 0
  if (familiar.has(ending)) return 1
  if (riskyEndings.has(ending)) return 4
  return ending.length === 2 || ending.includes('.') ? 2 : 3
}

const fileClass = (path: string): number => {
  const [, ending = ''] = /\.([a-z0-9]{2,5})$/i.exec(path) ?? []
  if (ending === '') return 0
  if (/^(apk|exe|scr|msi|bat|dmg|jar|zip|rar)$/i.test(ending)) return 4
  if (/^php\d?$/i.test(ending)) return 3
  if (/^(html?|aspx?|jsp|cgi)$/i.test(ending)) return 2
  return 1
}

const systemFolders =
  /\/(wp-(?:content|includes|admin)|components?|modules?|plugins?|includes?|libraries|administrator|templates?|themes|uploads?|images?|css|js|cgi-bin|\.well-known|tmp|cache|admin)(?=\/|$)/gi

type Measure = (link: Link) => number

/** Every feature and how it is measured; the model knows them by name. */
const measures: Readonly<Record<string, Measure>> = {
  'host-length': ({ host }) => host.length,
  'domain-length': ({ label }) => label.length,
  'parts-below': ({ below }) => below.length,
  'below-length': ({ below }) => below.join('.').length,
  'longest-part': ({ host }) => longest(host.split('.')),
  'host-digits': ({ host }) => count(host, /\d/g),
  'host-digit-share': ({ host }) => share(count(host, /\d/g), host.length),
  'host-hyphens': ({ host }) => count(host, /-/g),
  'domain-hyphens': ({ label }) => count(label, /-/g),
  'domain-digits': ({ label }) => count(label, /\d/g),
  'domain-entropy': ({ label }) => entropyOf(label),
  'domain-vowels': ({ label }) => share(count(label, /[aeiouy]/gi), count(label, /[a-z]/gi)),
  'domain-consonants': ({ label }) => longestMatch(label, /[b-df-hj-np-tv-xz]+/gi),
  'below-entropy': ({ below }) => entropyOf(below.join('')),
  'is-address': ({ isIp }) => Number(isIp),
  'odd-port': ({ port }) => Number(port !== null),
  'user-info': ({ userInfo }) => Number(userInfo !== ''),
  punycode: ({ host }) => Number(host.includes('xn--')),
  https: ({ scheme }) => Number(scheme === 'https'),
  www: ({ below }) => Number(below[0] === 'www'),
  'www-within': ({ below }) => Number(below.slice(1).includes('www')),
  ending: ({ ending }) => endingClass(ending),
  'ending-length': ({ ending }) => ending.length,
  'free-host': ({ domain, host }) => Number(freeHosts.has(domain) || freeHosts.has(host)),
  shortener: ({ domain }) => Number(shorteners.has(domain)),
  known: ({ domain }) => Number(knownSites.has(domain)),
  'own-brand': ({ host }) => Number(ownerOf(host) !== undefined),
  'brand-in-domain': ({ label }) => brandIn(label),
  'brand-below': ({ below }) => brandIn(below.join('.')),
  'brand-in-path': ({ path }) => brandIn(path),
  'near-brand': ({ label }) => nearestBrand(label)?.slips ?? 4,
  disguised: ({ label }) => Number(skeletonOf(label) !== label.replace(/i/g, 'l')),
  'endings-below': ({ below }) => below.filter((part) => familiar.has(part)).length,
  'path-length': ({ path }) => path.length,
  'path-depth': ({ path }) => count(path, /\/[^/]/g),
  'path-digits': ({ path }) => count(path, /\d/g),
  'path-digit-share': ({ path }) => share(count(path, /\d/g), path.length),
  'path-hex': ({ path }) => longestMatch(path, /[0-9a-f]{6,}/gi),
  'path-longest': ({ path }) => longest(path.split(/[/._-]/)),
  'path-hyphens': ({ path }) => count(path, /-/g),
  'path-underscores': ({ path }) => count(path, /_/g),
  'path-dots': ({ path }) => count(path, /\./g),
  'path-capitals': ({ path }) => share(count(path, /[A-Z]/g), path.length),
  'path-vowels': ({ path }) => share(count(path, /[aeiouy]/gi), count(path, /[a-z]/gi)),
  'path-entropy': ({ path }) => entropyOf(path),
  'path-words': ({ path }) => wordsOf(path).length,
  'path-twice': ({ path }) => Number(path.includes('//')),
  'path-tilde': ({ path }) => Number(path.includes('~')),
  file: ({ path }) => fileClass(path),
  'index-file': ({ path }) => Number(/\/(index|login|signin|main|home|verify)\.\w+$/i.test(path)),
  'system-folders': ({ path }) => count(path, systemFolders),
  'ends-open': ({ path }) => Number(path.endsWith('/')),
  bare: ({ path, query }) => Number(path.length <= 1 && query === ''),
  'query-length': ({ query }) => query.length,
  'query-parts': ({ query }) => (query === '' ? 0 : query.split(/&(?:amp;)?/).length),
  'query-mail': ({ query }) => Number(/@|%40|email/i.test(query)),
  'query-hex': ({ query }) => longestMatch(query, /[0-9a-f]{8,}/gi),
  'query-link': ({ query }) => Number(/https?(:|%3a)/i.test(query)),
  'risky-in-host': ({ host }) => riskyIn(host.replace(/[.-]/g, ' ')),
  'risky-in-path': ({ path }) => riskyIn(path),
  'risky-in-query': ({ query }) => Number(wordsOf(query).some((word) => risky.has(word))),
  escapes: ({ text }) => count(text, /%[0-9a-f]{2}/gi),
  'at-signs': ({ text }) => count(text, /@/g),
  length: ({ text }) => text.length,
}

export const linkFeatures: readonly string[] = Object.keys(measures)
const all = Object.values(measures)

export const measureLink = (link: Link): Float32Array => Float32Array.from(all, (measure) => measure(link))
