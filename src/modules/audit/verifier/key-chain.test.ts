import assert from 'node:assert/strict'
import { test } from 'node:test'
import { secondMs } from '#platform/time'
import { testBank } from '#testing/bank'
import { followKeys, keysFile } from './key-chain.ts'
import { nodePrimitives } from './primitives.ts'

test('new keys are believed because the old ones signed them, and only then', async () => {
  await using bank = await testBank()
  await bank.audit.sequence()
  await bank.audit.rotateKeys()
  bank.pass(2 * secondMs)
  const { body } = await bank.http.server.inject({ url: '/log/keys' })
  const file = keysFile.parse(JSON.parse(body))
  const follow = (changed: typeof file, first: readonly string[] | null = null) =>
    followKeys(nodePrimitives, changed, first)
  const [begun, handedOn] = file.keys
  assert.equal((await follow(file))?.length, 2)
  assert.equal((await follow(file, begun.content.keys.slice(0, 2)))?.length, 2)

  const withSignatures = (signatures: typeof handedOn.content.signatures) => ({
    keys: [begun, { ...handedOn, content: { ...handedOn.content, signatures } }],
  })
  const [one, other] = handedOn.content.signatures
  const spoiled = Buffer.from(one.signature, 'base64')
  spoiled[3] ^= 1
  assert.equal(await follow(withSignatures([{ ...one, signature: spoiled.toString('base64') }, other])), null)
  assert.equal(await follow(withSignatures([one, one])), null)
  // Keys that sign only themselves, as somebody would who has none of the old ones.
  const own = begun.content.signatures
  assert.equal(await follow(withSignatures(own)), null)
  assert.equal(await follow(file, handedOn.content.keys), null)
})
