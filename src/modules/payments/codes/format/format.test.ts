import assert from 'node:assert/strict'
import { generateKeyPairSync, sign } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import encodeQR from 'qr'
import { currencyCodes } from '#platform/money'
import { fromBase45, toBase45 } from './base45.ts'
import { type CodeBody, joinSignature, longestNote, packBody } from './body.ts'
import { crcOf, readEmv, writeEmv } from './emv.ts'
import { readText, writeLink } from './text.ts'
import { isSignedBy, keyIdOf } from './verify.ts'

const pair = generateKeyPairSync('ed25519')
const publicKey = pair.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32)
const salt = new Uint8Array(8).fill(7)

const codeOf = (said: Partial<CodeBody> = {}) => {
  const number = said.number ?? '481516234200'
  const body: CodeBody = {
    kind: 'dynamic',
    key: keyIdOf(number, salt, publicKey),
    salt,
    number,
    currency: 'INR',
    minor: 240_000n,
    note: 'Tea',
    issuedAt: new Date('2026-11-27T10:00:00Z'),
    expiresAt: new Date('2026-11-27T10:02:00Z'),
    nonce: new Uint8Array(8).fill(9),
    ...said,
  }
  const packed = packBody(body)
  return { body, bytes: joinSignature(packed, sign(null, packed, pair.privateKey)) }
}

/** Whether a payer would be asked to pay it. */
const isGood = (text: string): boolean => {
  const code = readText(text)
  return typeof code !== 'string' && isSignedBy(publicKey, code)
}

const bodies = fc
  .record({
    number: fc.bigInt({ min: 0n, max: 999_999_999_999n }).map((number) => String(number).padStart(12, '0')),
    currency: fc.constantFrom(...currencyCodes),
    minor: fc.option(fc.bigInt({ min: 1n, max: 2n ** 63n - 1n })),
    note: fc
      .string({ unit: 'grapheme', maxLength: 20 })
      .filter((note) => new TextEncoder().encode(note).length <= longestNote),
    seconds: fc.integer({ min: 0, max: 2 ** 32 - 700 }),
    isStatic: fc.boolean(),
  })
  .map(
    ({ seconds, isStatic, ...rest }): Partial<CodeBody> => ({
      ...rest,
      kind: isStatic ? 'static' : 'dynamic',
      issuedAt: new Date(seconds * 1000),
      expiresAt: isStatic ? null : new Date((seconds + 120) * 1000),
    }),
  )

test('what a code says comes back, as a link and within an EMVCo payload', () => {
  fc.assert(
    fc.property(bodies, (said) => {
      const { body, bytes } = codeOf(said)
      for (const text of [writeLink(bytes), writeEmv(bytes, body, 'Asha Kurien')]) {
        const read = readText(text)
        assert.ok(typeof read !== 'string' && isSignedBy(publicKey, read))
        assert.deepEqual(
          { ...read.body, key: Buffer.from(read.body.key), salt: Buffer.from(salt), nonce: Buffer.from(body.nonce) },
          { ...body, key: Buffer.from(body.key), salt: Buffer.from(salt), nonce: Buffer.from(body.nonce) },
        )
      }
    }),
    { numRuns: 100 },
  )
})

test('a code with any bit changed is refused: each bit of the bytes, and of every character of link and payload', () => {
  const { body, bytes } = codeOf({ note: 'नमस्ते' })
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const changed = bytes.slice()
    changed[bit >> 3] ^= 1 << (bit & 7)
    assert.ok(!isGood(writeLink(changed)), `bit ${bit}`)
  }
  for (const text of [writeLink(bytes), writeEmv(bytes, body, 'Asha')]) {
    assert.ok(isGood(text))
    for (let bit = 0; bit < text.length * 7; bit++) {
      const letters = Buffer.from(text, 'latin1')
      letters[Math.floor(bit / 7)] ^= 1 << (bit % 7)
      assert.ok(!isGood(letters.toString('latin1')), `character ${Math.floor(bit / 7)} of ${text.slice(0, 12)}`)
    }
  }
})

test('whatever else is changed, cut off or added is refused as well', () => {
  const { bytes } = codeOf()
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.uint8Array({ minLength: 1, maxLength: 9 }), (at, put) => {
      const changed = Uint8Array.from([...bytes.slice(0, at), ...put, ...bytes.slice(at + put.length)])
      fc.pre(!Buffer.from(changed).equals(Buffer.from(bytes)))
      assert.ok(!isGood(writeLink(changed)))
      assert.ok(!isGood(writeLink(bytes.slice(0, at))))
      assert.ok(!isGood(writeLink(Uint8Array.from([...bytes, ...put]))))
    }),
  )
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) =>
      assert.ok(!isGood(text) && !isGood(`BANKSERVER:${text}`)),
    ),
  )
})

test('what other apps read within the payload must be what was signed, though its checksum fits', () => {
  const { body, bytes } = codeOf()
  const payload = writeEmv(bytes, body, 'Asha')
  const changed = payload.slice(0, -4).replace('54072400.00', '54079400.00')
  assert.notEqual(changed, payload.slice(0, -4))
  assert.equal(readText(changed + crcOf(changed)), 'broken')
  const [one, other] = [codeOf({ minor: 100n }), codeOf({ minor: 200n })]
  const parts = (of: typeof one) => writeEmv(of.bytes, of.body, 'Asha')
  assert.notEqual(readEmv(parts(one))?.text, readEmv(parts(other))?.text)
  const foreign = `000201010211${'26190015com.example.pay'}5204000053033565802IN5904ASHA6006MUMBAI6304`
  assert.equal(readText(foreign + crcOf(foreign)), 'foreign')
})

test('a code that is signed and says what no code says is refused: none of its account, dynamic without an end', () => {
  const other = codeOf({ key: keyIdOf('111111111111', salt, publicKey) })
  assert.ok(!isGood(writeLink(other.bytes)))
  assert.equal(readText(writeLink(codeOf({ expiresAt: null }).bytes)), 'broken')
  assert.equal(readText(writeLink(codeOf({ kind: 'static' }).bytes)), 'broken')
})

test('the checksum is EMVCo’s, and Base45 is that of RFC 9285', () => {
  // CRC-16/CCITT-FALSE of its catalogue, and the examples of the RFC.
  assert.equal(crcOf('123456789'), '29B1')
  for (const [plain, coded] of [
    ['AB', 'BB8'],
    ['Hello!!', '%69 VD92EX0'],
    ['base-45', 'UJCLQE7W581'],
  ]) {
    assert.equal(toBase45(Buffer.from(plain)), coded)
    assert.equal(Buffer.from(fromBase45(coded) ?? []).toString(), plain)
  }
  for (const wrong of ['::', ':::', 'A', 'ab8', 'GGX']) assert.equal(fromBase45(wrong), undefined, wrong)
})

test('the longest code fits a QR code of version 10 at level M as a link, and of version 14 as a payload', () => {
  const versionOf = (text: string) => (encodeQR(text, 'raw', { ecc: 'medium', border: 1 }).length - 2 - 17) / 4
  const longest = codeOf({
    note: 'n'.repeat(longestNote),
    minor: 2n ** 63n - 1n,
    currency: 'KWD',
    number: '999999999999',
  })
  assert.equal(versionOf(writeLink(longest.bytes)), 10)
  const large = codeOf({ note: 'n'.repeat(longestNote), minor: 999_999_999_999n, currency: 'KWD' })
  const payload = writeEmv(large.bytes, large.body, 'Venkatanarasimharajuvaripeta Subramaniam')
  assert.ok(versionOf(payload) <= 14, `${versionOf(payload)}`)
  assert.ok(versionOf(writeLink(codeOf({ note: '' }).bytes)) <= 8)
})

test('a note that is too long and a number that is none are not packed', () => {
  assert.throws(() => codeOf({ note: 'न'.repeat(27) }), RangeError)
  assert.throws(() => codeOf({ number: '12345' }), RangeError)
})
