import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomBytes, X509Certificate } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { partsOf, readDer, tags } from '../verifier/der.ts'
import { checkStamp } from '../verifier/time-stamp.ts'
import { readCheckpoint } from '../wire/check-note.ts'
import { anchorByStamp, stampQuestion } from './stamp.ts'
import { type Lie, openStampServer, stampAnswer, stampAuthority, stampSigner } from './test-stamp-server.ts'

const at = new Date('2027-01-05T09:00:00Z')
const authorities = [new X509Certificate(stampAuthority)]
const body = `localhost/log\n7\n${Buffer.alloc(32, 7).toString('base64')}\n`
const note = `${body}\n— localhost/log AAAAAAAA\n`
const data = Buffer.from(note)
const checkpoint = readCheckpoint(body)
assert.ok(checkpoint)

const askServer = async (lie?: Lie) => {
  await using server = await openStampServer(() => ({ at, ...(lie && { lie }) }))
  const place = anchorByStamp(server.url, { randomBytes, authorities })
  const evidence = await place.put(checkpoint, note)
  return { place, evidence }
}

test('a time stamp proves when a checkpoint was there, long after the server is gone', async () => {
  const { place, evidence } = await askServer()
  assert.equal(await place.check({ checkpoint, note, evidence }), null)
  assert.deepEqual(checkStamp({ response: evidence, data, authorities }), { at })
  assert.equal(await place.check({ checkpoint, note: `${note} `, evidence }), 'the time stamp is of something else')
  const strangers = [new X509Certificate(stampSigner.certificate)]
  assert.deepEqual(checkStamp({ response: evidence, data, authorities: strangers }), { at })
  assert.deepEqual(checkStamp({ response: evidence, data, authorities: [] }), {
    fault: 'the time stamp is signed by nobody who is believed',
  })
})

const answers: readonly (readonly [Lie, RegExp])[] = [
  ['nonce', /another question/],
  ['imprint', /of something else/],
  ['signature', /signature does not fit/],
  ['purpose', /for something else/],
  ['content', /not what stands there/],
  ['refusal', /granted nothing/],
]
for (const [lie, sentence] of answers)
  test(`a server that lies about ${lie} is not believed`, () => assert.rejects(askServer(lie), sentence))

test('a stamp from before its certificate was valid proves nothing', () => {
  const response = stampAnswer(stampQuestion(data, 5n), new Date('2020-01-05T09:00:00Z'))
  assert.ok('fault' in checkStamp({ response, data, authorities }))
})

/** What is signed, the signature, and the certificate; around them stand versions and names that say nothing about a time. */
const signedParts = (response: Buffer): Buffer[] => {
  const token = partsOf(readDer(response, tags.list), tags.list)[1]
  const parts = partsOf(partsOf(partsOf(token, tags.list)[1], 0xa0)[0], tags.list)
  const info = partsOf(partsOf(parts[2], tags.list)[1], 0xa0)[0]
  const signer = partsOf(partsOf(parts[4], tags.set)[0], tags.list)
  return [info.whole, parts[3].body, signer[3].body, signer[5].whole]
}

test('no byte of what a time stamp signs can be another one', () => {
  const response = stampAnswer(stampQuestion(data, 5n), at)
  assert.deepEqual(checkStamp({ response, data, nonce: 5n, authorities }), { at })
  const passed: number[] = []
  for (let place = 0; place < response.length; place++) {
    for (const mask of [1, 0x80]) {
      const copy = Buffer.from(response)
      copy[place] ^= mask
      if (!('fault' in checkStamp({ response: copy, data, nonce: 5n, authorities }))) passed.push(place)
    }
  }
  const signed = signedParts(response)
  assert.ok(signed.reduce((sum, { length }) => sum + length, 0) > 700)
  const within = (place: number) =>
    signed.some(({ byteOffset, length }) => {
      const from = byteOffset - response.byteOffset
      return place >= from && place < from + length
    })
  assert.deepEqual(passed.filter(within), [])
})

const run = promisify(execFile)
const openssl = await run('openssl', ['version']).then(
  () => true,
  () => false,
)

const inFolder = async (work: (folder: string) => Promise<void>) => {
  const folder = await mkdtemp(join(tmpdir(), 'bank-test-stamp-'))
  try {
    await writeFile(join(folder, 'data'), data)
    await writeFile(join(folder, 'ca.pem'), stampAuthority)
    await writeFile(join(folder, 'signer.pem'), stampSigner.certificate)
    await writeFile(join(folder, 'signer.key'), stampSigner.key)
    await work(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

test('OpenSSL reads our questions, and we read what it answers', { skip: !openssl }, () =>
  inFolder(async (folder) => {
    const file = (name: string) => join(folder, name)
    await writeFile(file('question'), stampQuestion(data, 0x1_8000_0000_0000_0001n))
    await writeFile(
      file('tsa.cnf'),
      `[tsa]\ndefault_tsa=it\n[it]\nserial=${file('serial')}\ncrypto_device=builtin\nsigner_cert=${file('signer.pem')}\nsigner_key=${file('signer.key')}\nsigner_digest=sha256\ndefault_policy=1.2.3.4.1\ndigests=sha256\naccuracy=secs:1\nordering=yes\ntsa_name=yes\ness_cert_id_chain=no\ness_cert_id_alg=sha256\n`,
    )
    await run('openssl', [
      'ts',
      '-reply',
      '-config',
      file('tsa.cnf'),
      '-queryfile',
      file('question'),
      '-out',
      file('answer'),
    ])
    const response = await readFile(file('answer'))
    const checked = checkStamp({ response, data, nonce: 0x1_8000_0000_0000_0001n, authorities })
    assert.ok('at' in checked, JSON.stringify(checked))
  }),
)

test('OpenSSL believes what we keep as evidence', { skip: !openssl }, () =>
  inFolder(async (folder) => {
    const file = (name: string) => join(folder, name)
    await writeFile(file('answer'), (await askServer()).evidence)
    const verify = (name: string) =>
      run('openssl', [
        'ts',
        '-verify',
        '-data',
        file(name),
        '-in',
        file('answer'),
        '-CAfile',
        file('ca.pem'),
        '-untrusted',
        file('signer.pem'),
        '-attime',
        `${at.getTime() / 1000}`,
      ])
    assert.match((await verify('data')).stdout, /Verification: OK/)
    await assert.rejects(verify('ca.pem'), /FAILED|failed/)
  }),
)
