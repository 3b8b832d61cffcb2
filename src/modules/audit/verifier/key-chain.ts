/** The keys of a log, from the first on, each trusted because the one before it said so in the log. */
import canonicalize from 'canonicalize'
import { z } from 'zod'
import { fromBase64 } from '../wire/base64.ts'
import { type NoteKey, readKey, signatureType } from '../wire/check-note.ts'
import { leafHashOf, type Primitives } from '../wire/check-proof.ts'

const announcement = z.strictObject({
  type: z.literal('keys'),
  origin: z.string(),
  keys: z.array(z.string()).min(2),
  signatures: z.array(z.strictObject({ key: z.string(), signature: z.string() })).length(2),
})

export const keysFile = z.object({ keys: z.array(z.object({ index: z.int().min(0), content: announcement })).min(1) })

export interface KnownKeys {
  /** The two keys that sign from this place on. */
  readonly since: number
  readonly keys: readonly NoteKey[]
  readonly texts: readonly string[]
  readonly leafHash: Uint8Array
}

const handingOn = 'bankserver audit keys v1\n'

const isSigned = async (
  primitives: Primitives,
  { signatures, ...announced }: z.output<typeof announcement>,
  signers: readonly string[],
): Promise<boolean> => {
  const message = new TextEncoder().encode(`${handingOn}${canonicalize(announced)}`)
  for (const signer of signers) {
    const key = await readKey(primitives, signer)
    const signature = fromBase64(signatures.find((each) => each.key === signer)?.signature ?? '')
    if (!key || !signature) return false
    const check = key.type === signatureType.ed25519 ? primitives.ed25519 : primitives.mlDsa44
    if (!(await check(key.key, message, signature))) return false
  }
  return signers.length === 2
}

/** Follows the announcements; null from the first that is not signed by the keys before it. `first` are keys that are trusted already. */
export const followKeys = async (
  primitives: Primitives,
  file: z.output<typeof keysFile>,
  first: readonly string[] | null,
): Promise<KnownKeys[] | null> => {
  const known: KnownKeys[] = []
  for (const { index, content } of file.keys) {
    const texts = content.keys.slice(0, 2)
    const signers = known.at(-1)?.texts ?? first ?? texts
    if (!(await isSigned(primitives, content, signers))) return null
    const keys = await Promise.all(texts.map((text) => readKey(primitives, text)))
    const entry = await primitives.sha256(new TextEncoder().encode(canonicalize(content)))
    if (keys.some((key) => key === null)) return null
    known.push({
      since: index,
      texts,
      keys: keys.filter((key) => key !== null),
      leafHash: await leafHashOf(primitives, entry),
    })
  }
  return known
}
