/** What a rotation of keys comes upon that does not open: it is left as it is, told of, and the keys that it may still need stay. */
import { Unsealable, versionOf } from './box.ts'
import type { SealedField } from './place.ts'

/** A sealed value that was changed, moved, or whose key is missing; `field` is its table and column, `row` the key of its row. */
export interface DamagedValue {
  readonly field: string
  readonly row: string
}

export interface Damage {
  /** Answers what `open` does, or undefined where the value does not open, which is noted. */
  tolerate<Answer>(
    field: SealedField,
    row: string,
    sealed: Uint8Array,
    open: () => Promise<Answer>,
  ): Promise<Answer | undefined>
  /** Each once, in the order in which they were found. */
  readonly values: () => DamagedValue[]
  /** Of the keys that they say they were sealed under: one that was only moved opens again where it belongs. */
  readonly versions: () => number[]
  /** Whether any of them is of this field. */
  readonly isIn: (field: SealedField) => boolean
}

const nameOf = ({ table, column }: SealedField) => `${table}.${column}`

/** The version that stands in the value, whatever else was changed; undefined where it begins like nothing that was sealed. */
const namedVersion = (sealed: Uint8Array): number | undefined => {
  try {
    return versionOf(sealed)
  } catch (error) {
    if (error instanceof Unsealable) return undefined
    throw error
  }
}

export const createDamage = (): Damage => {
  const values = new Map<string, DamagedValue>()
  const versions = new Set<number>()
  return {
    tolerate: async (field, row, sealed, open) => {
      try {
        return await open()
      } catch (error) {
        if (!(error instanceof Unsealable)) throw error
        values.set(`${nameOf(field)} ${row}`, { field: nameOf(field), row })
        const version = namedVersion(sealed)
        if (version !== undefined) versions.add(version)
        return undefined
      }
    },
    values: () => [...values.values()],
    versions: () => [...versions],
    isIn: (field) => [...values.values()].some(({ field: name }) => name === nameOf(field)),
  }
}
