import { largestMinor } from '#platform/money'

/** What a text in an amount field means. */
export type ParsedAmount =
  | { readonly kind: 'amount'; readonly minor: bigint }
  | { readonly kind: 'empty' }
  | { readonly kind: 'not-a-number' }
  | { readonly kind: 'too-many-decimals' }
  | { readonly kind: 'too-large' }

const ZERO_OF_DEVANAGARI = 0x0966

const toLatinDigits = (text: string): string =>
  text.replace(/[०-९]/g, (digit) => String(digit.charCodeAt(0) - ZERO_OF_DEVANAGARI))

// Commas may group by two or three but the last group has three: '12,5' is a slip, not one hundred and twenty-five.
const shape = /^(\d+|\d{1,3}(?:,\d{2,3})*,\d{3})?(?:\.(\d*))?$/

/** Reads an amount as people type it: currency sign, spaces and grouping commas allowed, a point before the decimals. */
export const parseAmount = (text: string, exponent: number): ParsedAmount => {
  const plain = toLatinDigits(text).replace(/[\s\u00a0₹$€£¥]/g, '')
  if (plain === '') return { kind: 'empty' }
  const match = shape.exec(plain)
  const [whole, decimals] = [match?.[1] ?? '', match?.[2] ?? '']
  if (!match || (whole === '' && decimals === '')) return { kind: 'not-a-number' }
  if (decimals.length > exponent) return { kind: 'too-many-decimals' }
  const minor = BigInt(`${whole.replaceAll(',', '')}${decimals.padEnd(exponent, '0')}` || '0')
  return minor > largestMinor ? { kind: 'too-large' } : { kind: 'amount', minor }
}
