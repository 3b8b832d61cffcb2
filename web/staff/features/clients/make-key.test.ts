import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { makeKey } from './make-key.ts'

test('a key is 32 random bytes that the bank is told the hash of', async () => {
  const [one, other] = [await makeKey(), await makeKey()]
  assert.match(one.key, /^bsk_[\w-]{43}$/)
  assert.notEqual(one.key, other.key)
  assert.equal(one.keyHash, createHash('sha256').update(one.key).digest('hex'))
})
