/** Numbers of which nobody knows beforehand how many there will be. */

type Numbers = Uint8Array | Int32Array | Uint32Array

export interface Growing<T extends Numbers> {
  push(value: number): void
  /** What was pushed, in its order; a view that is valid until the next push. */
  values(): T
}

export const growing = <T extends Numbers>(make: (length: number) => T): Growing<T> => {
  let kept = make(1024)
  let length = 0
  return {
    push: (value) => {
      if (length === kept.length) {
        const wider = make(length * 2)
        wider.set(kept)
        kept = wider
      }
      kept[length++] = value
    },
    values: () => kept.subarray(0, length) as T,
  }
}

/** Numbers ids as they appear, and can say afterwards which place each has among all of them. */
export const createNumbering = () => {
  const numbers = new Map<string, number>()
  return {
    numberOf: (id: string): number => {
      const known = numbers.get(id)
      if (known !== undefined) return known
      numbers.set(id, numbers.size)
      return numbers.size - 1
    },
    /** By number, the id's place in order: whole numbers by value and first, then the others by their letters. */
    places: (): Uint32Array => {
      const numeric = (id: string) => (/^\d{1,15}$/.test(id) ? Number(id) : Number.POSITIVE_INFINITY)
      const ids = [...numbers.keys()].map((id) => ({ id, value: numeric(id) }))
      ids.sort((left, right) => (left.value === right.value ? (left.id < right.id ? -1 : 1) : left.value - right.value))
      const places = new Uint32Array(ids.length)
      for (const [place, { id }] of ids.entries()) places[numbers.get(id) as number] = place
      return places
    },
  }
}
