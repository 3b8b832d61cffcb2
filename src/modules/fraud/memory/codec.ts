/**
 * Entities as bytes: numbers, texts, arrays, typed arrays and plain objects of them. Most numbers of an entity are zero or whole and
 * small, so a typed array is written in runs: zeros, whole numbers with as many bytes as each needs, numbers that 32 bits hold,
 * and others.
 */

const tags = {
  null: 0,
  number: 1,
  text: 2,
  array: 3,
  object: 4,
  floats: 5,
  ints: 6,
  counts: 7,
  true: 8,
  false: 9,
  whole: 10,
} as const
const runs = { zeros: 0, whole: 1, short: 2, long: 3 } as const
const runKinds = 4

/** Whole numbers below this, of either sign, take up to eight bytes. */
const wholeBelow = 2 ** 51

/** Names that entities are made of take a byte; any other one is written out. */
const names = [
  ...['number', 'kind', 'slab', 'rows', 'count', 'most', 'counts', 'total', 'attempts'],
  ...['asPayer', 'asPayee', 'pairs', 'payers', 'owners', 'owner', 'links', 'device', 'network', 'place', 'category'],
  ...['reports', 'frauds', 'pauses', 'end', 'atMs', 'knownMs', 'other', 'isLarge'],
]
const placeOf = new Map(names.map((name, place) => [name, place + 1]))

type Numbers = Float64Array | Int32Array | Uint32Array

interface Writer {
  bytes: Buffer
  view: DataView
  end: number
}

const viewOf = ({ buffer, byteOffset, byteLength }: Buffer) => new DataView(buffer, byteOffset, byteLength)

const room = (writer: Writer, size: number) => {
  if (writer.end + size <= writer.bytes.length) return
  const wider = Buffer.allocUnsafe(Math.max(writer.bytes.length * 2, writer.end + size))
  writer.bytes.copy(wider, 0, 0, writer.end)
  writer.bytes = wider
  writer.view = viewOf(wider)
}

const writeByte = (writer: Writer, byte: number) => {
  room(writer, 1)
  writer.bytes[writer.end++] = byte
}

/** Whole numbers from 0 on, seven bits a byte, where there is room for eight. */
const putCount = ({ bytes }: Writer, at: number, count: number): number => {
  let [rest, end] = [count, at]
  for (; rest >= 2 ** 31; rest = Math.floor(rest / 128)) bytes[end++] = (rest % 128) | 128
  for (; rest >= 128; rest >>>= 7) bytes[end++] = (rest & 127) | 128
  bytes[end++] = rest
  return end
}

const writeCount = (writer: Writer, count: number) => {
  room(writer, 8)
  writer.end = putCount(writer, writer.end, count)
}

const writeText = (writer: Writer, text: string) => {
  const size = Buffer.byteLength(text)
  writeCount(writer, size)
  room(writer, size)
  writer.bytes.write(text, writer.end)
  writer.end += size
}

const isWhole = (value: number): boolean =>
  value < wholeBelow && value > -wholeBelow && Math.floor(value) === value && !Object.is(value, -0)

/** Numbers of either sign as numbers from 0 on: 0, -1, 1, -2 and so on. */
const unsigned = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value)
const signed = (count: number): number => (count % 2 === 0 ? count / 2 : -(count + 1) / 2)

const runOf = (value: number): number => {
  if (Object.is(value, 0)) return runs.zeros
  if (isWhole(value)) return runs.whole
  return Object.is(Math.fround(value), value) ? runs.short : runs.long
}

const writeNumbers = (writer: Writer, numbers: Numbers) => {
  writeCount(writer, numbers.length)
  for (let start = 0; start < numbers.length; ) {
    const run = runOf(numbers[start])
    let end = start + 1
    while (end < numbers.length && runOf(numbers[end]) === run) end++
    writeCount(writer, (end - start) * runKinds + run)
    room(writer, (end - start) * 8)
    writeRun(writer, numbers, start, end, run)
    start = end
  }
}

const writeRun = (writer: Writer, numbers: Numbers, start: number, end: number, run: number) => {
  const { view } = writer
  let at = writer.end
  if (run === runs.whole)
    for (let index = start; index < end; index++) at = putCount(writer, at, unsigned(numbers[index]))
  else if (run === runs.short)
    for (let index = start; index < end; index++, at += 4) view.setFloat32(at, numbers[index], true)
  else if (run === runs.long)
    for (let index = start; index < end; index++, at += 8) view.setFloat64(at, numbers[index], true)
  writer.end = at
}

const writeNumber = (writer: Writer, value: number) => {
  writeByte(writer, isWhole(value) ? tags.whole : tags.number)
  if (isWhole(value)) return writeCount(writer, unsigned(value))
  room(writer, 8)
  writer.view.setFloat64(writer.end, value, true)
  writer.end += 8
}

const write = (writer: Writer, value: unknown): void => {
  if (value === null) writeByte(writer, tags.null)
  else if (typeof value === 'boolean') writeByte(writer, value ? tags.true : tags.false)
  else if (typeof value === 'number') writeNumber(writer, value)
  else if (typeof value === 'string') {
    writeByte(writer, tags.text)
    writeText(writer, value)
  } else if (typeof value === 'object') writeComposed(writer, value)
  else throw new TypeError(`A ${typeof value} cannot be stored in an entity.`)
}

const writeComposed = (writer: Writer, value: object) => {
  if (value instanceof Float64Array || value instanceof Int32Array || value instanceof Uint32Array) {
    writeByte(
      writer,
      value instanceof Float64Array ? tags.floats : value instanceof Int32Array ? tags.ints : tags.counts,
    )
    writeNumbers(writer, value)
  } else if (Array.isArray(value)) {
    writeByte(writer, tags.array)
    writeCount(writer, value.length)
    for (const item of value) write(writer, item)
  } else if (Object.getPrototypeOf(value) === Object.prototype) {
    const entries = Object.entries(value)
    writeByte(writer, tags.object)
    writeCount(writer, entries.length)
    for (const [name, item] of entries) {
      const place = placeOf.get(name) ?? 0
      writeCount(writer, place)
      if (place === 0) writeText(writer, name)
      write(writer, item)
    }
  } else throw new TypeError(`A ${value.constructor.name} cannot be stored in an entity.`)
}

const firstRoom = Buffer.alloc(4096)
const writer: Writer = { bytes: firstRoom, view: viewOf(firstRoom), end: 0 }

/** As `encode`, but what it gives is valid until the next call only. */
export const encodeForNow = (entity: object): Buffer => {
  writer.end = 0
  write(writer, entity)
  return writer.bytes.subarray(0, writer.end)
}

/** Throws a TypeError on what is not plain data. */
export const encode = (entity: object): Buffer => Buffer.from(encodeForNow(entity))

/** Where arrays of so many zeros come from. */
export interface Arrays {
  floats(length: number): Float64Array
  ints(length: number): Int32Array
  counts(length: number): Uint32Array
}

const newArrays: Arrays = {
  floats: (length) => new Float64Array(length),
  ints: (length) => new Int32Array(length),
  counts: (length) => new Uint32Array(length),
}

interface Reader {
  readonly bytes: Buffer
  readonly view: DataView
  readonly arrays: Arrays
  at: number
}

const readCount = (reader: Reader): number => {
  const { bytes } = reader
  let byte = bytes[reader.at++]
  let count = byte & 127
  for (let scale = 128; byte >= 128; scale *= 128) {
    byte = bytes[reader.at++]
    count += (byte & 127) * scale
  }
  return count
}

const readText = (reader: Reader): string => {
  const size = readCount(reader)
  reader.at += size
  return reader.bytes.toString('utf8', reader.at - size, reader.at)
}

const readNumbers = <Array extends Numbers>(reader: Reader, make: (length: number) => Array): Array => {
  const numbers = make(readCount(reader))
  for (let start = 0; start < numbers.length; ) {
    const length = readCount(reader)
    const run = length % runKinds
    const end = start + (length - run) / runKinds
    readRun(reader, numbers, start, end, run)
    start = end
  }
  return numbers
}

const readRun = (reader: Reader, numbers: Numbers, start: number, end: number, run: number) => {
  if (run === runs.whole) {
    for (let index = start; index < end; index++) numbers[index] = signed(readCount(reader))
    return
  }
  const { view } = reader
  let at = reader.at
  if (run === runs.short)
    for (let index = start; index < end; index++, at += 4) numbers[index] = view.getFloat32(at, true)
  else if (run === runs.long)
    for (let index = start; index < end; index++, at += 8) numbers[index] = view.getFloat64(at, true)
  reader.at = at
}

const readObject = (reader: Reader): object => {
  const object: Record<string, unknown> = {}
  for (let left = readCount(reader); left > 0; left--) {
    const place = readCount(reader)
    const name = place === 0 ? readText(reader) : names[place - 1]
    object[name] = read(reader)
  }
  return object
}

const read = (reader: Reader): unknown => {
  const tag = reader.bytes[reader.at++]
  switch (tag) {
    case tags.null:
      return null
    case tags.true:
      return true
    case tags.false:
      return false
    case tags.number:
      reader.at += 8
      return reader.view.getFloat64(reader.at - 8, true)
    case tags.whole:
      return signed(readCount(reader))
    case tags.text:
      return readText(reader)
    case tags.array:
      return Array.from({ length: readCount(reader) }, () => read(reader))
    case tags.object:
      return readObject(reader)
    case tags.floats:
      return readNumbers(reader, reader.arrays.floats)
    case tags.ints:
      return readNumbers(reader, reader.arrays.ints)
    case tags.counts:
      return readNumbers(reader, reader.arrays.counts)
  }
  throw new RangeError('The stored entity is damaged.')
}

/** The entity that was encoded. Throws a RangeError on bytes that are none. */
export const decode = (bytes: Buffer, arrays: Arrays = newArrays): object => {
  const reader: Reader = { bytes, view: viewOf(bytes), arrays, at: 0 }
  const entity = read(reader)
  if (typeof entity !== 'object' || entity === null || reader.at !== bytes.length)
    throw new RangeError('The stored entity is damaged.')
  return entity
}
