/** A time stamp server of tests, on this machine alone, which can be told to lie. */
import { hash, sign, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { bodyOf, derIdentifier, derInteger, derOf, integerOf, partsOf, readDer, tags } from '../verifier/der.ts'

/** Certificates of nobody: an authority, a server of time stamps, and a certificate for something else; P-256, until 2126. */
export const stampAuthority = `-----BEGIN CERTIFICATE-----
MIIBsjCCAVegAwIBAgIUb+SkaVZztL2Zqd2kWph9c/dwAOAwCgYIKoZIzj0EAwIw
JTEjMCEGA1UEAwwac3RhbXBzLmJhbmsudGVzdCBhdXRob3JpdHkwIBcNMjYxMTI3
MjIxODQwWhgPMjEyNjExMDMyMjE4NDBaMCUxIzAhBgNVBAMMGnN0YW1wcy5iYW5r
LnRlc3QgYXV0aG9yaXR5MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEyGiOcYFt
e/iisye82q2jQ/7IZEtQOb7Umr5QgeQ8/TscyqaKTigFcC7ms7fY0gfG5kQmkKlV
jhkRo0GQUelKG6NjMGEwHQYDVR0OBBYEFMq5RrAI7RRf1ttdFcnERNk6ZcmVMB8G
A1UdIwQYMBaAFMq5RrAI7RRf1ttdFcnERNk6ZcmVMA8GA1UdEwEB/wQFMAMBAf8w
DgYDVR0PAQH/BAQDAgIEMAoGCCqGSM49BAMCA0kAMEYCIQCQl8WDLMflYqlrNNYZ
34ndHlor/3qTC+5kV7DTHmdjKAIhAMh2FEDvptVe7y3jiVl/ckIoeWl28pgSdZIf
UBPFY8dX
-----END CERTIFICATE-----
`

const signers = {
  stamp: {
    certificate: `-----BEGIN CERTIFICATE-----
MIIBrTCCAVOgAwIBAgIUbIDajgg2eT7zECKoNgZ5bzaOxGYwCgYIKoZIzj0EAwIw
JTEjMCEGA1UEAwwac3RhbXBzLmJhbmsudGVzdCBhdXRob3JpdHkwIBcNMjYxMTI3
MjIxODQwWhgPMjEyNjExMDMyMjE4NDBaMBoxGDAWBgNVBAMMD3N0YW1wLmJhbmsu
dGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABCWrlE+FeTEW5EBVTDnM/15B
1pCZS6q3xDCaRYY5xN6FGt6u3uqykzDLP91qh9b6zvIhYkDrblEGvRG0N7PsIN6j
ajBoMBYGA1UdJQEB/wQMMAoGCCsGAQUFBwMIMA4GA1UdDwEB/wQEAwIHgDAdBgNV
HQ4EFgQUe2UCpcmMAohwgO4i3CLY94EaUUcwHwYDVR0jBBgwFoAUyrlGsAjtFF/W
210VycRE2TplyZUwCgYIKoZIzj0EAwIDSAAwRQIgLhG+IWU3RyRf96QJaDgGUHqf
OTnzoLmqgJn/eUkYvYwCIQDVp2ilaOGJSK6xz2ZNbaNoruQgGyyeUSLIajnsjH2o
QA==
-----END CERTIFICATE-----
`,
    key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg6fOm1E5lCvcGEFNt
5zf3BdjNDOojnc/+b2gNuya6X1uhRANCAAQlq5RPhXkxFuRAVUw5zP9eQdaQmUuq
t8QwmkWGOcTehRrert7qspMwyz/daofW+s7yIWJA625RBr0RtDez7CDe
-----END PRIVATE KEY-----
`,
  },
  mail: {
    certificate: `-----BEGIN CERTIFICATE-----
MIIBnDCCAUKgAwIBAgIUbIDajgg2eT7zECKoNgZ5bzaOxGcwCgYIKoZIzj0EAwIw
JTEjMCEGA1UEAwwac3RhbXBzLmJhbmsudGVzdCBhdXRob3JpdHkwIBcNMjYxMTI3
MjIxODQwWhgPMjEyNjExMDMyMjE4NDBaMBkxFzAVBgNVBAMMDm1haWwuYmFuay50
ZXN0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEasmooc6427uS9BxBdeSkecwx
0SXsRt9H1RPJBw4rzkmkl94D87Va++dQXBAf3kTTarkaVcWgq4g5bwvKcehoJKNa
MFgwFgYDVR0lAQH/BAwwCgYIKwYBBQUHAwQwHQYDVR0OBBYEFMVCFx9GjFSljUXi
Dn9ZsMtShMndMB8GA1UdIwQYMBaAFMq5RrAI7RRf1ttdFcnERNk6ZcmVMAoGCCqG
SM49BAMCA0gAMEUCIQCi2EVQOTvVrfQeWEmJd3oLq8du5piYDYBUT5FSQaXyKwIg
Qo1kYHWYtJo+h2ubGnajeqmtDVrpcRpxVii2ehc9rcg=
-----END CERTIFICATE-----
`,
    key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgbGf6RezrkuOZwdWE
OSB1gwnRgRVpOnp+TyNI5tP2/KChRANCAARqyaihzrjbu5L0HEF15KR5zDHRJexG
30fVE8kHDivOSaSX3gPztVr751BcEB/eRNNquRpVxaCriDlvC8px6Ggk
-----END PRIVATE KEY-----
`,
  },
}

export const stampSigner = signers.stamp

const sha256 = '2.16.840.1.101.3.4.2.1'
const names = {
  signedData: '1.2.840.113549.1.7.2',
  stampInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  digest: '1.2.840.113549.1.9.4',
  signer: '1.2.840.113549.1.9.16.2.47',
  ecdsa: '1.2.840.10045.4.3.2',
}

const list = (...parts: Uint8Array[]) => derOf(tags.list, ...parts)
const set = (...parts: Uint8Array[]) => derOf(tags.set, ...parts)
const bytes = (value: Uint8Array) => derOf(tags.bytes, value)
const algorithm = (name: string) => list(derIdentifier(name))
const attribute = (name: string, value: Uint8Array) => list(derIdentifier(name), set(value))
const timeText = (at: Date) => at.toISOString().replace(/[-:T]|\.\d+/g, '')

/** What is done wrong, one thing at a time. */
export type Lie = 'nonce' | 'imprint' | 'signature' | 'purpose' | 'content' | 'refusal'

/** Answers a question as the server would at a time. */
export const stampAnswer = (question: Buffer, at: Date, lie?: Lie): Buffer => {
  if (lie === 'refusal') return list(list(derInteger(2n)))
  const [, imprint, nonce] = partsOf(readDer(question, tags.list), tags.list)
  const asked = integerOf(nonce)
  const digest =
    lie === 'imprint' ? hash('sha256', 'other', 'buffer') : bodyOf(partsOf(imprint, tags.list)[1], tags.bytes)
  const info = list(
    derInteger(1n),
    derIdentifier('1.2.3.4.1'),
    list(algorithm(sha256), bytes(digest)),
    derInteger(77n),
    derOf(tags.time, Buffer.from(timeText(at))),
    derInteger(lie === 'nonce' ? asked + 1n : asked),
  )
  const { certificate, key } = signers[lie === 'purpose' ? 'mail' : 'stamp']
  const { raw } = new X509Certificate(certificate)
  const [issuer, serial] = namesOf(raw)
  const attributes = [
    attribute(names.contentType, derIdentifier(names.stampInfo)),
    attribute(names.digest, bytes(hash('sha256', lie === 'content' ? 'other' : info, 'buffer'))),
    attribute(names.signer, list(list(list(bytes(hash('sha256', raw, 'buffer')))))),
  ].sort(Buffer.compare)
  const signature = sign('sha256', set(...attributes), key)
  if (lie === 'signature') signature[signature.length - 1] ^= 1
  const signer = list(
    derInteger(1n),
    list(issuer, serial),
    algorithm(sha256),
    derOf(0xa0, ...attributes),
    algorithm(names.ecdsa),
    bytes(signature),
  )
  const signed = list(
    derInteger(3n),
    set(algorithm(sha256)),
    list(derIdentifier(names.stampInfo), derOf(0xa0, bytes(info))),
    derOf(0xa0, raw),
    set(signer),
  )
  return list(list(derInteger(0n)), list(derIdentifier(names.signedData), derOf(0xa0, signed)))
}

/** Issuer and serial number, as they stand in a certificate. */
const namesOf = (raw: Buffer): [Buffer, Buffer] => {
  const parts = partsOf(partsOf(readDer(raw, tags.list), tags.list)[0], tags.list)
  return [parts[3].whole, parts[1].whole]
}

/** Serves them; `behave` says at which time, and with which lie. */
export const openStampServer = async (behave: () => { at: Date; lie?: Lie }) => {
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    const { at, lie } = behave()
    response.setHeader('content-type', 'application/timestamp-reply')
    response.end(stampAnswer(Buffer.concat(parts), at, lie))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    [Symbol.asyncDispose]: async () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
