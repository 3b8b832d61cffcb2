import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { checkReceipt, type Receipt } from '#wire/audit'
import { createPrimitives } from './primitives.ts'

const { subtle } = globalThis.crypto

/** A browser from before ML-DSA, and one that has it; both tell which algorithms they were asked to verify with. */
const browser = (hasMlDsa: boolean) => {
  const asked: string[] = []
  const importKey = (...given: Parameters<SubtleCrypto['importKey']>) => {
    if (!hasMlDsa && given[2] === 'ML-DSA-44') throw new DOMException('no', 'NotSupportedError')
    return subtle.importKey(...given)
  }
  const own = {
    importKey: async (...given: Parameters<SubtleCrypto['importKey']>) => importKey(...given),
    verify: (...given: Parameters<SubtleCrypto['verify']>) => {
      asked.push(String(given[0]))
      return subtle.verify(...given)
    },
  }
  return { primitives: createPrimitives(own as SubtleCrypto), asked }
}

const known = async () => (await readFile(new URL('../../verify/known-receipt.txt', import.meta.url), 'utf8')).trim()

/** The receipt with one bit of a signature changed; 0 is Ed25519, 1 is ML-DSA-44. */
const spoil = (text: string, signature: number): string => {
  const receipt = JSON.parse(text) as Receipt
  const lines = receipt.checkpoint.split('\n')
  const line = lines[4 + signature] ?? ''
  const at = line.lastIndexOf(' ') + 1
  const bytes = Buffer.from(line.slice(at), 'base64')
  bytes[bytes.length - 9] ^= 4
  lines[4 + signature] = `${line.slice(0, at)}${bytes.toString('base64')}`
  return text.replace(JSON.stringify(receipt.checkpoint), () => JSON.stringify(lines.join('\n')))
}

for (const hasMlDsa of [true, false])
  test(`a browser ${hasMlDsa ? 'that has ML-DSA uses its own' : 'without ML-DSA does the sum in script'}, and both find a changed signature`, async () => {
    const { primitives, asked } = browser(hasMlDsa)
    const text = await known()
    assert.equal((await checkReceipt(primitives, text, null)).fault, null)
    assert.deepEqual(asked, hasMlDsa ? ['Ed25519', 'ML-DSA-44'] : ['Ed25519'])
    for (const signature of [0, 1])
      assert.equal((await checkReceipt(primitives, spoil(text, signature), null)).fault, 'bad-signature')
    assert.equal(await primitives.mlDsa44(new Uint8Array(1312), new Uint8Array(3), new Uint8Array(2419)), false)
  })
