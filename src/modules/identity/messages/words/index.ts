/** Every kind of message that the bank sends, in both languages. */
import type { Language } from '../../wire.ts'
import { bankWords } from './bank.ts'
import { consentWords } from './consents.ts'
import { recoveryWords } from './recovery.ts'
import { registrationWords } from './registration.ts'
import { securityWords } from './security.ts'
import { fill, type Parameters } from './text.ts'
import { toldWords } from './told.ts'

export const messageWords = {
  ...bankWords,
  ...consentWords,
  ...registrationWords,
  ...recoveryWords,
  ...securityWords,
  ...toldWords,
} as const

export type MessageKind = keyof typeof messageWords

/** Whether this version still knows the kind: an older one may have written it. */
export const isKind = (kind: string): kind is MessageKind => Object.hasOwn(messageWords, kind)

/** Subject and text, ready to be sent. Throws a TypeError where a parameter is missing. */
export const render = (kind: MessageKind, language: Language, parameters: Parameters) => {
  const { subject, text } = messageWords[kind][language]
  return { subject: fill(subject, parameters), text: fill(text, parameters) }
}
