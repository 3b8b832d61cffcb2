import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { openBox, sealBox, Unsealable, versionOf } from './box.ts'

const random = (count: number) => randomBytes(count)
const key = randomBytes(32)

test('whatever is sealed is opened again, at its own place alone and under its own key alone', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 0, max: 2 ** 32 - 1 }), (plain, version) => {
      const sealed = sealBox(key, version, 'identity.person.email/1', plain, random)
      assert.equal(versionOf(sealed), version)
      assert.deepEqual(openBox(key, 'identity.person.email/1', sealed), Buffer.from(plain))
      assert.throws(() => openBox(key, 'identity.person.email/2', sealed), Unsealable)
      assert.throws(() => openBox(randomBytes(32), 'identity.person.email/1', sealed), Unsealable)
    }),
    { numRuns: 50 },
  )
})

test('a change of any single byte, or a cut, is noticed', () => {
  const sealed = sealBox(key, 7, 'a/1', Buffer.from('ada@bank.test'), random)
  for (const [index, byte] of sealed.entries()) {
    const changed = Buffer.from(sealed)
    changed[index] = byte ^ 1
    assert.throws(() => openBox(key, 'a/1', changed), Unsealable, `byte ${index}`)
  }
  for (const length of [0, 4, 20, 32, sealed.length - 1])
    assert.throws(() => openBox(key, 'a/1', sealed.subarray(0, length)), Unsealable)
})

test('one text sealed twice does not look the same', () => {
  const seal = () => sealBox(key, 1, 'a/1', Buffer.from('ada@bank.test'), random).toString('hex')
  assert.notEqual(seal(), seal())
})
