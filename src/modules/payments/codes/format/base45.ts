/** Base45 (RFC 9285): bytes as the characters that a QR code holds densest. */
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
const values = new Map([...alphabet].map((letter, value) => [letter, value]))

export const toBase45 = (bytes: Uint8Array): string => {
  let text = ''
  for (let at = 0; at < bytes.length; at += 2) {
    const isPair = at + 1 < bytes.length
    let rest = isPair ? bytes[at] * 256 + bytes[at + 1] : bytes[at]
    for (let digit = 0; digit < (isPair ? 3 : 2); digit++) {
      text += alphabet[rest % 45]
      rest = Math.floor(rest / 45)
    }
  }
  return text
}

/** Undefined for what no bytes are written as. */
export const fromBase45 = (text: string): Uint8Array | undefined => {
  if (text.length % 3 === 1) return undefined
  const bytes: number[] = []
  for (let at = 0; at < text.length; at += 3) {
    const digits = [...text.slice(at, at + 3)].map((letter) => values.get(letter) ?? Number.NaN)
    const value = digits.reduceRight((sum, digit) => sum * 45 + digit, 0)
    const most = digits.length === 3 ? 0xffff : 0xff
    if (!(value <= most)) return undefined
    if (digits.length === 3) bytes.push(value >> 8)
    bytes.push(value & 0xff)
  }
  return Uint8Array.from(bytes)
}
