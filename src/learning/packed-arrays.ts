/** The typed arrays that a model may hold, by the name they have in a file. */
const makers = {
  float32: Float32Array,
  float64: Float64Array,
  int32: Int32Array,
  uint8: Uint8Array,
} as const

type Packed = { readonly array: keyof typeof makers; readonly base64: string }

/** A copy for JSON in which every typed array is its little-endian bytes in base64, so that no bit is lost. */
export function packArrays(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return packArray(value)
  if (Array.isArray(value)) return value.map(packArrays)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .map(([key, part]) => [key, packArrays(part)]),
  )
}

/** The reverse of `packArrays`. */
export function unpackArrays(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unpackArrays)
  if (typeof value !== 'object' || value === null) return value
  if (isPacked(value)) return unpackArray(value)
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, unpackArrays(part)]))
}

function packArray(view: ArrayBufferView): Packed {
  for (const [array, maker] of Object.entries(makers)) {
    if (!(view instanceof maker)) continue
    const bytes = swapped(Buffer.from(view.buffer, view.byteOffset, view.byteLength), maker.BYTES_PER_ELEMENT)
    return { array: array as Packed['array'], base64: bytes.toString('base64') }
  }
  throw new TypeError('A model file cannot hold this kind of array.')
}

function unpackArray({ array, base64 }: Packed) {
  const maker = makers[array]
  const bytes = swapped(Buffer.from(base64, 'base64'), maker.BYTES_PER_ELEMENT)
  // Copied, because a buffer of Node's pool need not start where a number may.
  return new maker(Uint8Array.from(bytes).buffer)
}

function isPacked(value: object): value is Packed {
  return 'array' in value && 'base64' in value && Object.hasOwn(makers, String(value.array))
}

/** Files are little-endian; on the rare machine that is not, the bytes of each number are turned round in a copy. */
function swapped(bytes: Buffer, size: number): Buffer {
  const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1
  if (isLittleEndian || size === 1) return bytes
  return size === 4 ? Buffer.from(bytes).swap32() : Buffer.from(bytes).swap64()
}
