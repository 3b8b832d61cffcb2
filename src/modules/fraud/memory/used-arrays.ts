/** Arrays of entities that are not needed any more, for others: making and clearing away a hundred thousand a second costs more than all else. */
import type { Arrays } from './codec.ts'

type Numbers = Float64Array | Int32Array | Uint32Array

export interface UsedArrays extends Arrays {
  /** Takes the arrays of an entity that nobody will look at again. Answers how many bytes it took in memory, about. */
  take(value: unknown): number
  /** Lets go of what was not used. */
  clear(): void
}

/** What an array takes besides its numbers, and what an object does. */
const arrayBytes = 300
const objectBytes = 64

const createShelf = <A extends Numbers>(make: (length: number) => A) => {
  const byLength = new Map<number, A[]>()
  return {
    put: (array: A) => {
      const list = byLength.get(array.length)
      if (list) list.push(array)
      else byLength.set(array.length, [array])
    },
    get: (length: number): A => {
      const used = byLength.get(length)?.pop()
      used?.fill(0)
      return used ?? make(length)
    },
    clear: () => byLength.clear(),
  }
}

export const createUsedArrays = (): UsedArrays => {
  const floats = createShelf<Float64Array>((length) => new Float64Array(length))
  const ints = createShelf<Int32Array>((length) => new Int32Array(length))
  const counts = createShelf<Uint32Array>((length) => new Uint32Array(length))
  const take = (value: unknown): number => {
    if (typeof value !== 'object' || value === null) return 8
    if (value instanceof Float64Array) floats.put(value)
    else if (value instanceof Int32Array) ints.put(value)
    else if (value instanceof Uint32Array) counts.put(value)
    if (ArrayBuffer.isView(value)) return value.byteLength + arrayBytes
    let bytes = objectBytes
    for (const name in value) bytes += take(value[name as keyof typeof value])
    return bytes
  }
  const clear = () => {
    for (const shelf of [floats, ints, counts]) shelf.clear()
  }
  return { floats: floats.get, ints: ints.get, counts: counts.get, take, clear }
}
