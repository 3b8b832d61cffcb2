/** The same code within an EMVCo merchant-presented payload (1.1), so that other apps at least read payee, currency and amount. */
import { currencies, toDecimal } from '#platform/money'
import { toBase45 } from './base45.ts'
import type { CodeBody } from './body.ts'

/** Who defines the templates that carry our parts. */
const domain = 'ORG.BANKSERVER'
/** An object holds 99 characters; a template has the domain and a part of the code. */
const partLength = 99 - (4 + domain.length) - 4
const firstTemplate = 26
const mostTemplates = 5

const objectOf = (id: string, value: string): string => `${id}${String(value.length).padStart(2, '0')}${value}`

/** CRC-16/CCITT-FALSE over the characters, as EMVCo says (ISO/IEC 13239, 0x1021 from 0xFFFF). */
export const crcOf = (text: string): string => {
  let crc = 0xffff
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff
  }
  return crc.toString(16).toUpperCase().padStart(4, '0')
}

/** A name in the characters that a QR code holds densest; letters of other scripts are left out. */
const plainName = (name: string, most: number): string =>
  name
    .normalize('NFKD')
    .toUpperCase()
    .replace(/[^0-9A-Z $%*+./:-]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, most)
    .trim() || 'BANKSERVER'

export const writeEmv = (bytes: Uint8Array, body: CodeBody, payee: string): string => {
  const text = toBase45(bytes)
  const parts = Array.from({ length: Math.ceil(text.length / partLength) }, (_, part) =>
    text.slice(part * partLength, (part + 1) * partLength),
  )
  const templates = parts.map((part, index) =>
    objectOf(String(firstTemplate + index), objectOf('00', domain) + objectOf('01', part)),
  )
  const open = [
    objectOf('00', '01'),
    objectOf('01', body.kind === 'dynamic' ? '12' : '11'),
    ...templates,
    objectOf('52', '0000'),
    objectOf('53', String(currencies[body.currency].ledger).padStart(3, '0')),
    ...amountOf(body),
    objectOf('58', 'IN'),
    objectOf('59', plainName(payee, 25)),
    objectOf('60', 'BANKSERVER'),
    '6304',
  ].join('')
  return open + crcOf(open)
}

// EMVCo gives an amount thirteen characters; a larger one is only in the signed part.
const amountOf = ({ minor, currency }: CodeBody): string[] => {
  const decimal = minor === null ? '' : toDecimal(minor, currency)
  return decimal === '' || decimal.length > 13 ? [] : [objectOf('54', decimal)]
}

const objectsOf = (text: string): Map<string, string> | undefined => {
  const objects = new Map<string, string>()
  for (let at = 0; at < text.length; ) {
    const [, id, digits] = /^(\d\d)(\d\d)/.exec(text.slice(at, at + 4)) ?? []
    if (id === undefined || digits === undefined || objects.has(id)) return undefined
    const length = Number(digits)
    const value = text.slice(at + 4, at + 4 + length)
    if (value.length !== length) return undefined
    objects.set(id, value)
    at += 4 + length
  }
  return objects
}

export interface EmvCode {
  /** The code in Base45, put together again; empty where the payload is of somebody else. */
  readonly text: string
  /** Whether what other apps read is what was signed. */
  readonly agrees: (body: CodeBody) => boolean
}

/** Undefined for what is no whole payload: cut off, or its checksum does not fit. */
export const readEmv = (payload: string): EmvCode | undefined => {
  const objects = objectsOf(payload)
  if (!objects || payload.slice(-8, -4) !== '6304' || crcOf(payload.slice(0, -4)) !== payload.slice(-4))
    return undefined
  const parts = Array.from({ length: mostTemplates }, (_, index) => objects.get(String(firstTemplate + index)))
    .map((template) => template && objectsOf(template))
    .map((template) => (template && template.get('00') === domain ? (template.get('01') ?? '') : ''))
  return {
    text: parts.join(''),
    agrees: (body) =>
      objects.get('53') === String(currencies[body.currency].ledger).padStart(3, '0') &&
      (objects.get('54') ?? '') === (amountOf(body)[0] ?? '').slice(4) &&
      objects.get('01') === (body.kind === 'dynamic' ? '12' : '11'),
  }
}
