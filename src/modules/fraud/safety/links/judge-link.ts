/** What is wrong with a link, each sign by itself, and what the model thinks where no sign was found. */
import { type Brand, ownerOf } from '../data/brands.ts'
import { freeHosts, knownSites, riskyEndings, screenSharing, shorteners } from '../data/hosts.ts'
import { riskyWords } from '../data/words.ts'
import type { Finding, Sentence, Severity } from '../findings.ts'
import { isPlain, mixesScripts } from '../letters/confusables.ts'
import { measureLink } from './features.ts'
import type { LinkModel } from './model.ts'
import { brandWithin, nearestBrand } from './nearest-brand.ts'
import type { Link } from './parse-link.ts'
import * as say from './sentences.ts'

const found = (code: string, severity: Severity, link: Link, sentence: Sentence): Finding => ({
  code,
  severity,
  about: 'link',
  subject: link.shown || link.text.slice(0, 80),
  sentence,
})

type Sign = (link: Link) => Finding | undefined

/** Parts below the domain from which on an address hides its owner. */
const manyParts = 4

/** Ports that pages are met at. */
const usualPorts = new Set([80, 443, 8080, 8443])

const programs = /\.(apk|exe|scr|msi|bat|cmd|dmg|jar|vbs|ps1)$/i

const riskyWordOf = ({ host, path, query }: Link): string | undefined => {
  const parts = `${host} ${path} ${query}`.toLowerCase().split(/[^\p{L}]+/u)
  return riskyWords.find((word) => parts.includes(word))
}

const isLoose = ({ domain, host, ending }: Link): boolean =>
  freeHosts.has(domain) || freeHosts.has(host) || riskyEndings.has(ending)

const elsewhere = (link: Link, brand: Brand): Finding =>
  found('link-brand-elsewhere', 'danger', link, say.brandElsewhere(link, brand))

/** A brand's word in the domain itself: near, disguised, or joined with others. */
const imitates: Sign = (link) => {
  const near = nearestBrand(link.label)
  if (near && (near.slips > 0 || near.isDisguised))
    return found('link-look-alike', 'danger', link, say.looksLike(link, near.brand))
  const within = brandWithin(link.label)
  if (!within) return undefined
  const isBad = isLoose(link) || riskyWordOf(link) !== undefined
  return { ...elsewhere(link, within.brand), severity: isBad ? 'danger' : 'caution' }
}

/** paypal.com.account-check.example: the brand stands where everybody may write what they like. */
const borrowsBelow: Sign = (link) => {
  if (freeHosts.has(link.domain)) {
    const [part = ''] = link.below.slice(-1)
    const near = nearestBrand(part)
    const brand = near?.brand ?? brandWithin(part)?.brand
    return brand && elsewhere(link, brand)
  }
  const within = brandWithin(link.below.join('.'))
  if (within) return elsewhere(link, within.brand)
  const near = link.below.map((part) => nearestBrand(part)).find((one) => one !== undefined)
  return near && elsewhere(link, near.brand)
}

const borrowsInPath: Sign = (link) => {
  const within = brandWithin(link.path.slice(0, 300))
  if (!within || within.word.length < 5) return undefined
  const isBad = isLoose(link) || link.isIp || riskyWordOf(link) !== undefined
  return isBad ? found('link-brand-in-path', 'caution', link, say.brandInPath(link, within.brand)) : undefined
}

const signs: readonly Sign[] = [
  (link) => (link.userInfo ? found('link-hidden-host', 'danger', link, say.hiddenHost(link)) : undefined),
  (link) => (link.isIp ? found('link-bare-address', 'danger', link, say.bareAddress(link)) : undefined),
  (link) => (programs.test(link.path) ? found('link-program', 'danger', link, say.program(link)) : undefined),
  (link) => imitates(link) ?? borrowsBelow(link),
  borrowsInPath,
  (link) =>
    !isPlain(link.shown) && link.shown.split('.').some(mixesScripts)
      ? found('link-disguised-letters', 'danger', link, say.disguisedLetters(link))
      : undefined,
  (link) =>
    link.port !== null && !usualPorts.has(link.port)
      ? found('link-odd-port', 'caution', link, say.oddPort(link))
      : undefined,
  (link) => (shorteners.has(link.domain) ? found('link-shortened', 'caution', link, say.shortened(link)) : undefined),
  (link) =>
    screenSharing.has(link.domain) ? found('link-screen-sharing', 'danger', link, say.screenLink(link)) : undefined,
  (link) =>
    link.below.length >= manyParts ? found('link-many-parts', 'caution', link, say.manyParts(link)) : undefined,
  (link) => {
    const word = isLoose(link) ? riskyWordOf(link) : undefined
    return word === undefined ? undefined : found('link-risky-words', 'caution', link, say.riskyPage(link, word))
  },
]

/** Findings of one link; a brand's own hosts and widely known sites have none but those of what they carry. */
export const judgeLink = (link: Link, model: LinkModel): Finding[] => {
  if (link.host === '') return [found('link-command', 'danger', link, say.activeScheme(link))]
  const isKnown = ownerOf(link.host) !== undefined || knownSites.has(link.domain)
  const asked = isKnown ? signs.slice(0, 3) : signs
  const findings = asked.map((sign) => sign(link)).filter((finding) => finding !== undefined)
  if (findings.length > 0 || isKnown) return findings
  return model.isLikeFraud(measureLink(link)) ? [found('link-like-fraud', 'caution', link, say.likeFraud(link))] : []
}
