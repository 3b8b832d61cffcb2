/** The little of DER (X.690) that time stamps are written in. */

export interface Der {
  readonly tag: number
  readonly whole: Buffer
  readonly body: Buffer
}

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bytes: 0x04,
  nothing: 0x05,
  identifier: 0x06,
  time: 0x18,
  list: 0x30,
  set: 0x31,
} as const

export class DerFault extends Error {
  override readonly name = 'DerFault'
}

const lengthAt = (bytes: Buffer): { length: number; header: number } => {
  const first = bytes[1]
  if (first === undefined) throw new DerFault('cut short')
  if (first < 0x80) return { length: first, header: 2 }
  const count = first & 0x7f
  if (count < 1 || count > 4 || bytes.length < 2 + count) throw new DerFault('a length that nobody writes')
  return { length: bytes.readUIntBE(2, count), header: 2 + count }
}

/** Reads the values that stand one after the other. */
export const valuesIn = (bytes: Buffer): Der[] => {
  const values: Der[] = []
  for (let rest = bytes; rest.length > 0; rest = rest.subarray(values.at(-1)?.whole.length)) {
    const { length, header } = lengthAt(rest)
    if (rest.length < header + length) throw new DerFault('cut short')
    values.push({
      tag: rest[0],
      whole: rest.subarray(0, header + length),
      body: rest.subarray(header, header + length),
    })
  }
  return values
}

/** The one value that these bytes are. Throws DerFault where it is another one. */
export const readDer = (bytes: Buffer, tag: number): Der => {
  const [value, more] = valuesIn(bytes)
  if (!value || more || value.tag !== tag) throw new DerFault(`no value of the kind ${tag}`)
  return value
}

/** The parts of a value that has this tag. */
export const partsOf = (value: Der | undefined, tag: number): Der[] => valuesIn(bodyOf(value, tag))

/** What a value of this tag holds. */
export const bodyOf = (value: Der | undefined, tag: number): Buffer => {
  if (value?.tag !== tag) throw new DerFault(`no value of the kind ${tag}`)
  return value.body
}

/** An object identifier with dots. */
export const identifierOf = (value: Der | undefined): string => {
  const numbers: number[] = []
  let number = 0
  for (const byte of bodyOf(value, tags.identifier)) {
    number = number * 128 + (byte & 0x7f)
    if (byte >= 0x80) continue
    numbers.push(
      ...(numbers.length === 0
        ? [Math.min(2, Math.floor(number / 40)), number - 40 * Math.min(2, Math.floor(number / 40))]
        : [number]),
    )
    number = 0
  }
  return numbers.join('.')
}

/** A whole number that is not negative. */
export const integerOf = (value: Der | undefined): bigint => BigInt(`0x0${bodyOf(value, tags.integer).toString('hex')}`)

/** YYYYMMDDhhmmss[.f]Z, the one form that RFC 3161 allows. */
export const timeOf = (value: Der | undefined): Date => {
  const text = bodyOf(value, tags.time).toString('latin1')
  const [, year, month, day, hour, minute, second, part = ''] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d{1,9})?Z$/.exec(text) ?? []
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${part.slice(0, 4)}Z`)
  if (Number.isNaN(at.getTime())) throw new DerFault('a time that nobody writes')
  return at
}

const lengthOf = (length: number): Buffer => {
  if (length < 0x80) return Buffer.of(length)
  const digits = length.toString(16)
  const bytes = Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex')
  return Buffer.concat([Buffer.of(0x80 | bytes.length), bytes])
}

/** Writes a value. */
export const derOf = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts)
  return Buffer.concat([Buffer.of(tag), lengthOf(body.length), body])
}

const base128 = (number: number): number[] =>
  number < 128 ? [number] : [...base128(Math.floor(number / 128)).map((byte) => byte | 0x80), number % 128]

export const derIdentifier = (dotted: string): Buffer => {
  const [first, second, ...rest] = dotted.split('.').map(Number)
  return derOf(tags.identifier, Buffer.from([40 * first + second, ...rest].flatMap(base128)))
}

/** A positive whole number: a zero in front where its first bit would make it negative. */
export const derInteger = (value: bigint): Buffer => {
  const digits = value.toString(16)
  const bytes = Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex')
  return derOf(tags.integer, bytes[0] >= 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes)
}
