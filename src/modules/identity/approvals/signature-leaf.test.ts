import assert from 'node:assert/strict'
import { createHash, createPublicKey, verify } from 'node:crypto'
import { test } from 'node:test'
import { z } from 'zod'
import { testIdentity } from '../test-identity.ts'
import { propose, signer } from '../test-signers.ts'

const bytes = z.string().transform((text) => Buffer.from(text.replace(/^\\x/, ''), 'hex'))
const signatureLeaf = z.object({
  kind: z.string(),
  subject: z.string(),
  content: z.string(),
  hash: bytes,
  passkey: z.string(),
  nonce: bytes,
  credential: z.object({
    response: z.object({ clientDataJSON: z.string(), authenticatorData: z.string(), signature: z.string() }),
  }),
})
const keyLeaf = z.object({ id: z.string(), person: z.string(), public_key: bytes })

const sha256 = (...parts: readonly (string | Uint8Array)[]) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** A COSE key of curve P-256 as an authenticator writes it: a map of five, x and y the last two. */
const keyOf = (cose: Buffer) => {
  const [x, y] = [cose.subarray(10, 42), cose.subarray(45, 77)].map((part) => part.toString('base64url'))
  return createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' })
}

test('what a member of staff signed is proved by the leaves of the log alone: the signature, its key, and what it is over', async () => {
  await using bank = await testIdentity()
  const farah = await signer(bank, 'administrator', 'Farah')
  await propose(bank, farah, { about: 'permissions', role: 'teller', add: ['products:freeze'], remove: [] })
  const leaves = async (kind: string) =>
    (
      await bank.db.query<{ content: string }>('select content from audit.sheaf where kind = $1 order by id', [kind])
    ).map(({ content }) => JSON.parse(content).fields)
  const signed = signatureLeaf.parse((await leaves('signature')).at(-1))
  const key = (await leaves('passkey')).map((leaf) => keyLeaf.parse(leaf)).find(({ id }) => id === signed.passkey)
  assert.ok(key)
  assert.equal(key.person, farah.id)
  assert.match(signed.content, /"products:freeze"/)

  const { clientDataJSON, authenticatorData, signature } = signed.credential.response
  const client = Buffer.from(clientDataJSON, 'base64url')
  const message = Buffer.concat([Buffer.from(authenticatorData, 'base64url'), sha256(client)])
  const holds = (over: Buffer) => verify('sha256', over, keyOf(key.public_key), Buffer.from(signature, 'base64url'))
  assert.equal(holds(message), true)
  assert.equal(holds(Buffer.concat([message, Buffer.of(0)])), false)

  // The challenge that was signed commits to the content: whoever changes a word of it has another one.
  const deed = ['deed 2', signed.kind, `${signed.subject} ${signed.hash.toString('hex')}`, null, null, null, null, null]
  const challenge = sha256('bankserver step-up 1\n', signed.nonce, sha256(JSON.stringify(deed)))
  assert.equal(JSON.parse(client.toString()).challenge, challenge.toString('base64url'))
})
