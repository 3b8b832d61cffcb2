/** A file that only grows, on another disk, a mounted share, or a medium that is written once: a line for each checkpoint. */
import { appendFile, readFile } from 'node:fs/promises'
import { z } from 'zod'
import { readCheckpoint, readNote } from '../wire/check-note.ts'
import { areEqual } from '../wire/check-proof.ts'
import type { AnchorPlace, Held } from './place.ts'

const line = z.strictObject({ note: z.string() })

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT'

const readText = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (isMissing(error)) return ''
    throw error
  }
}

/** The checkpoints in such a file. Throws where a line is something else. */
export const readAnchorFile = async (path: string): Promise<Held[]> =>
  (await readText(path))
    .split('\n')
    .filter((text) => text !== '')
    .map((text, index) => {
      const note = readNote(line.parse(JSON.parse(text)).note)
      const checkpoint = note && readCheckpoint(note.body)
      if (!checkpoint) throw new Error(`line ${index + 1} of ${path} is no checkpoint`)
      return checkpoint
    })

export const anchorInFile = (path: string): AnchorPlace => ({
  name: `file:${path}`,
  put: async (_checkpoint, note) => {
    await appendFile(path, `${JSON.stringify({ note })}\n`, { flush: true })
    return Buffer.from('written')
  },
  held: () => readAnchorFile(path),
  check: async ({ checkpoint: { size, root } }) =>
    (await readAnchorFile(path)).some((held) => held.size === size && areEqual(held.root, root))
      ? null
      : `the file no longer holds the checkpoint of ${size} leaves`,
})
