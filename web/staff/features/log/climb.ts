import type { z } from 'zod'
import type { oneLeaf } from '#wire/audit'

export type LeafWithProof = z.output<typeof oneLeaf.answer>
export type Step = LeafWithProof['steps'][number]

const bytesOf = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16))
const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

const sha256 = async (...parts: readonly Uint8Array[]): Promise<Uint8Array> => {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return new Uint8Array(await crypto.subtle.digest('SHA-256', joined))
}

/** The hash of the leaf, and the one that each step gives; the last is the root, if the proof is right. */
export const climb = async ({ entry, steps }: LeafWithProof): Promise<string[]> => {
  let hash = await sha256(Uint8Array.of(0), bytesOf(entry))
  const all = [hexOf(hash)]
  for (const step of steps) {
    const other = bytesOf(step.hash)
    hash =
      step.side === 'left' ? await sha256(Uint8Array.of(1), other, hash) : await sha256(Uint8Array.of(1), hash, other)
    all.push(hexOf(hash))
  }
  return all
}
