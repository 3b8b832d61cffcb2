/** A code as text: a link of our own, or an EMVCo payload. */
import { fromBase45, toBase45 } from './base45.ts'
import { type SignedCode, unpackCode } from './body.ts'
import { readEmv } from './emv.ts'

// All in capitals a QR code holds it densest; a person may paste it in small letters.
const prefixes = ['BANKSERVER:', 'bankserver:']

export const writeLink = (bytes: Uint8Array): string => prefixes[0] + toBase45(bytes)

/** foreign: no code of ours. broken: one of ours that somebody changed or cut off. */
export type ReadText = SignedCode | 'foreign' | 'broken'

export const readText = (text: string): ReadText => {
  const trimmed = text.replace(/[\r\n]+$/, '')
  const prefix = prefixes.find((one) => trimmed.startsWith(one))
  if (prefix) return unpack(trimmed.slice(prefix.length)) ?? 'broken'
  if (!trimmed.startsWith('000201')) return 'foreign'
  const emv = readEmv(trimmed)
  if (!emv) return /ORG\.BANKSERVER/.test(trimmed) ? 'broken' : 'foreign'
  if (emv.text === '') return 'foreign'
  const code = unpack(emv.text)
  return code && emv.agrees(code.body) ? code : 'broken'
}

const unpack = (text: string): SignedCode | undefined => {
  const bytes = fromBase45(text)
  return bytes && unpackCode(bytes)
}
