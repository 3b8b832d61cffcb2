/** One look at everything a person is about to trust: links, the note, the payee's name, what a code holds. */
import { type Checked, type Finding, weigh } from './findings.ts'
import { findLinks } from './links/find-links.ts'
import { judgeLink } from './links/judge-link.ts'
import { type LinkModel, readLinkModel } from './links/model.ts'
import { parseLink } from './links/parse-link.ts'
import { judgePayeeName } from './scripts/payee-names.ts'
import { findScripts } from './scripts/scripts.ts'

/** What is to be looked at; all of it may be left out. */
export interface Suspect {
  readonly note?: string
  /** The payee's name, as typed or as the account's holder is called. */
  readonly payee?: string
  readonly links?: readonly string[]
  /** What was read from a QR code of whatever kind. */
  readonly code?: string
}

export interface SafetyGuard {
  /** Takes well under a millisecond and changes nothing. */
  check(suspect: Suspect): Checked
}

const unreadable = (written: string): Finding => ({
  code: 'link-unreadable',
  severity: 'notice',
  about: 'link',
  subject: written.slice(0, 80),
  sentence: {
    en: 'This is not a link that leads anywhere. Copy it again, whole.',
    hi: 'यह कोई सही लिंक नहीं है। इसे पूरा फिर से कॉपी करें।',
  },
})

/** Codes of payment lead nowhere by themselves: who reads them checks their signature. */
const isPaymentCode = (code: string): boolean => /^bankserver:/i.test(code) || /^0002\d\d/.test(code)

/** Opens the guard with the model that comes with the package. */
export const createSafetyGuard = (model: LinkModel = readLinkModel()): SafetyGuard => {
  const inText = (text: string) => findLinks(text).flatMap((link) => judgeLink(link, model))
  const asLink = (written: string) => {
    const link = parseLink(written)
    return link ? judgeLink(link, model) : [unreadable(written)]
  }
  return {
    check: ({ note = '', payee = '', links = [], code = '' }) =>
      weigh([
        ...links.flatMap(asLink),
        ...inText(note),
        ...findScripts(note),
        ...judgePayeeName(payee),
        ...inText(payee),
        ...(isPaymentCode(code)
          ? []
          : [...inText(code), ...findScripts(code)].map((one) => ({ ...one, about: 'code' as const }))),
      ]),
  }
}
