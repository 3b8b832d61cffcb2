import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { nodePrimitives } from '../verifier/primitives.ts'
import { checkReceipt, type Primitives } from '../wire.ts'

/** Signatures that were checked once are not checked again: most bits are somewhere else. */
const remembering = (primitives: Primitives): Primitives => {
  const known = new Map<string, ReturnType<Primitives['mlDsa44']>>()
  const remember =
    (check: Primitives['mlDsa44']): Primitives['mlDsa44'] =>
    (...parts) => {
      const name = parts.map((part) => createHash('sha256').update(part).digest('hex')).join()
      const answer = known.get(name) ?? check(...parts)
      known.set(name, answer)
      return answer
    }
  return { ...primitives, ed25519: remember(primitives.ed25519), mlDsa44: remember(primitives.mlDsa44) }
}

test('none of all the bits of a receipt can be another one', async () => {
  const file = Buffer.from((await readFile(new URL('kept/whole-1.txt', import.meta.url), 'utf8')).trimEnd())
  const primitives = remembering(nodePrimitives)
  assert.equal((await checkReceipt(primitives, file.toString(), null)).fault, null)
  const passed: number[] = []
  for (let bit = 0; bit < file.length * 8; bit++) {
    const copy = Buffer.from(file)
    copy[bit >> 3] ^= 1 << (bit % 8)
    if ((await checkReceipt(primitives, copy.toString('utf8'), null)).fault === null) passed.push(bit)
  }
  assert.deepEqual(passed, [])
})
