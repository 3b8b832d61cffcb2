/**
 * Arrays as PostgreSQL's binary protocol carries them (array_send in the server's source): a batch of thousands of values is
 * written and read several times as fast as the text that the driver would make of it. The driver sends a Buffer in binary.
 */

const headerBytes = 20
const epochMs = Date.UTC(2000, 0, 1)
const dayMs = 86_400_000

/** One kind of element: the type's number in PostgreSQL's catalog, its size in bytes, and how it is written. */
interface Element<Value> {
  readonly oid: number
  readonly bytes: number
  readonly write: (buffer: Buffer, value: Value, offset: number) => unknown
}

/** Answers where the elements begin; the header of an array of none is shorter. */
const writeHeader = (buffer: Buffer, oid: number, length: number): number => {
  buffer.writeInt32BE(length === 0 ? 0 : 1, 0)
  buffer.writeInt32BE(1, 4)
  buffer.writeInt32BE(oid, 8)
  if (length === 0) return 12
  buffer.writeInt32BE(length, 12)
  return buffer.writeInt32BE(1, 16)
}

const encode = <Value>(
  { oid, bytes, write }: Element<Value>,
  values: readonly (Value | null | undefined)[],
): Buffer => {
  const buffer = Buffer.allocUnsafe(headerBytes + values.length * (4 + bytes))
  let offset = writeHeader(buffer, oid, values.length)
  for (const value of values) {
    if (value === null || value === undefined) {
      offset = buffer.writeInt32BE(-1, offset)
      continue
    }
    offset = buffer.writeInt32BE(bytes, offset)
    write(buffer, value, offset)
    offset += bytes
  }
  return buffer.subarray(0, offset)
}

// Lower case alone, as everywhere in the house: an id in two spellings would be two keys of a Map and one row of a table.
const hexDigits = new Int8Array(128).fill(-1)
for (let digit = 0; digit < 16; digit++) hexDigits[digit.toString(16).charCodeAt(0)] = digit

const writeUuid = (buffer: Buffer, id: string, offset: number) => {
  let at = offset
  let invalid = id.length === 36 ? 0 : -1
  for (let index = 0; index < 36; index += 2) {
    if (index === 8 || index === 13 || index === 18 || index === 23) index++
    const high = hexDigits[id.charCodeAt(index)] ?? -1
    const low = hexDigits[id.charCodeAt(index + 1)] ?? -1
    invalid |= high | low
    buffer[at++] = (high << 4) | low
  }
  if (invalid < 0) throw new TypeError(`${JSON.stringify(id)} is no UUID in lower case`)
}

const writeInstant = (buffer: Buffer, at: Date, offset: number) =>
  buffer.writeBigInt64BE(BigInt(at.getTime() - epochMs) * 1000n, offset)

const writeDay = (buffer: Buffer, day: string, offset: number) => {
  const days = (Date.parse(`${day}T00:00:00Z`) - epochMs) / dayMs
  if (!Number.isInteger(days)) throw new TypeError(`${JSON.stringify(day)} is no calendar date`)
  buffer.writeInt32BE(days, offset)
}

const uuid: Element<string> = { oid: 2950, bytes: 16, write: writeUuid }
const int8: Element<bigint> = {
  oid: 20,
  bytes: 8,
  write: (buffer, value, offset) => buffer.writeBigInt64BE(value, offset),
}
const int4: Element<number> = {
  oid: 23,
  bytes: 4,
  write: (buffer, value, offset) => buffer.writeInt32BE(value, offset),
}
const int2: Element<number> = {
  oid: 21,
  bytes: 2,
  write: (buffer, value, offset) => buffer.writeInt16BE(value, offset),
}
const float8: Element<number> = {
  oid: 701,
  bytes: 8,
  write: (buffer, value, offset) => buffer.writeDoubleBE(value, offset),
}
/** Whole numbers that a bigint column holds, where JavaScript has them as numbers. */
const int8OfNumber: Element<number> = {
  oid: 20,
  bytes: 8,
  write: (buffer, value, offset) => buffer.writeBigInt64BE(BigInt(value), offset),
}
const instant: Element<Date> = { oid: 1184, bytes: 8, write: writeInstant }
const day: Element<string> = { oid: 1082, bytes: 4, write: writeDay }
const boolean: Element<boolean> = {
  oid: 16,
  bytes: 1,
  write: (buffer, value, offset) => buffer.writeUInt8(value ? 1 : 0, offset),
}

/** Elements of any length: how many bytes each takes, found before it is written. */
interface LongElement<Value> {
  readonly oid: number
  readonly bytesOf: (value: Value) => number
  readonly write: (buffer: Buffer, value: Value, offset: number) => unknown
}

const encodeLong = <Value>(
  { oid, bytesOf, write }: LongElement<Value>,
  values: readonly (Value | null | undefined)[],
): Buffer => {
  let size = headerBytes
  for (const value of values) size += 4 + (value === null || value === undefined ? 0 : bytesOf(value))
  const buffer = Buffer.allocUnsafe(size)
  let offset = writeHeader(buffer, oid, values.length)
  for (const value of values) {
    if (value === null || value === undefined) {
      offset = buffer.writeInt32BE(-1, offset)
      continue
    }
    const bytes = bytesOf(value)
    offset = buffer.writeInt32BE(bytes, offset)
    write(buffer, value, offset)
    offset += bytes
  }
  return buffer.subarray(0, offset)
}

const text: LongElement<string> = {
  oid: 25,
  bytesOf: (value) => Buffer.byteLength(value),
  write: (buffer, value, offset) => buffer.write(value, offset),
}
const json: LongElement<string> = { ...text, oid: 114 }
const bytea: LongElement<Uint8Array> = {
  oid: 17,
  bytesOf: (value) => value.byteLength,
  write: (buffer, value, offset) => buffer.set(value, offset),
}

type Values<Value> = readonly (Value | null | undefined)[]

/** Arrays for parameters such as `$1::uuid[]`; null and undefined become null. A value that the type cannot hold is a TypeError or RangeError. */
export const sqlArray = {
  uuids: (values: Values<string>) => encode(uuid, values),
  bigints: (values: Values<bigint>) => encode(int8, values),
  /** For `bigint[]`, of whole numbers. */
  wholes: (values: Values<number>) => encode(int8OfNumber, values),
  integers: (values: Values<number>) => encode(int4, values),
  smallints: (values: Values<number>) => encode(int2, values),
  instants: (values: Values<Date>) => encode(instant, values),
  /** Calendar dates as 2026-03-31. */
  days: (values: Values<string>) => encode(day, values),
  booleans: (values: Values<boolean>) => encode(boolean, values),
  /** For `float8[]`. */
  floats: (values: Values<number>) => encode(float8, values),
  texts: (values: Values<string>) => encodeLong(text, values),
  /** For `json[]`, of texts that are JSON. */
  jsons: (values: Values<string>) => encodeLong(json, values),
  /** For `bytea[]`. */
  bytes: (values: Values<Uint8Array>) => encodeLong(bytea, values),
}
