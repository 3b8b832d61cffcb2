/** What a lock's controller remembers through a power cut: written whole, flushed, then renamed, before the bolt moves. */
import { readFileSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { z } from 'zod'

const kept = z.strictObject({
  /** What was obeyed and whose time is not over: none of it is obeyed again. */
  obeyed: z.array(z.strictObject({ id: z.uuid(), until: z.iso.datetime() })),
  lastOrder: z.uuid().nullable(),
  /** The last instant that the bank said; no clock leads back behind it. */
  heardAt: z.iso.datetime().nullable(),
  offline: z.array(z.strictObject({ order: z.uuid(), at: z.iso.datetime(), owner: z.string(), witness: z.string() })),
})
export type Kept = z.infer<typeof kept>

export interface Memory {
  readonly kept: Kept
  /** Durable when it answers. */
  keep(change: Partial<Kept>): Promise<void>
}

const empty: Kept = { obeyed: [], lastOrder: null, heardAt: null, offline: [] }

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'

/** Throws where the file cannot be read as one: a lock that has forgotten what it obeyed must not go on. */
const read = (path: string): Kept => {
  try {
    return kept.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    if (isMissing(error)) return empty
    throw error
  }
}

export const openMemory = (path: string): Memory => {
  let now = read(path)
  return {
    get kept() {
      return now
    },
    keep: async (change) => {
      const next = { ...now, ...change }
      const file = await open(`${path}.new`, 'w', 0o600)
      try {
        await file.writeFile(JSON.stringify(next))
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(`${path}.new`, path)
      now = next
    },
  }
}
