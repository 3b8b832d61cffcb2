/** A passkey's device in software: ES256, answers as browsers send them. What it says can be bent, as an attacker would. */
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'

/** What an attacker, or a broken device, does otherwise. */
export interface Bend {
  readonly origin?: string
  readonly rpId?: string
  readonly challenge?: string
  readonly type?: string
  /** No finger, face or PIN. */
  readonly isVerified?: boolean
  readonly counter?: number
  readonly handle?: string
  readonly credential?: string
  readonly isFramed?: boolean
  /** A byte of the signature is another one. */
  readonly isTampered?: boolean
}

interface Creation {
  readonly challenge: string
  readonly rp: { readonly id?: string }
  readonly user: { readonly id: string }
}

interface Request {
  readonly challenge: string
  readonly rpId?: string
}

const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest()

const [present, verified, attested] = [0x01, 0x04, 0x40]

const authenticatorData = (rpId: string, flags: number, counter: number, key: Uint8Array = new Uint8Array()) => {
  const head = Buffer.alloc(5)
  head.writeUInt8(flags)
  head.writeUInt32BE(counter, 1)
  return Buffer.concat([sha256(rpId), head, key])
}

/** COSE (RFC 9052): a map of kty EC2, alg ES256, crv P-256, x and y; in CBOR (RFC 8949) by hand. */
const coseKey = (key: KeyObject) => {
  const { x = '', y = '' } = key.export({ format: 'jwk' })
  const coordinate = (label: number, value: string) =>
    Buffer.concat([Buffer.from([label, 0x58, 0x20]), Buffer.from(value, 'base64url')])
  const head = Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01])
  return Buffer.concat([head, coordinate(0x21, x), coordinate(0x22, y)])
}

const cborText = (text: string) => Buffer.from([0x60 + text.length, ...Buffer.from(text)])

/** A map of fmt "none", attStmt {} and authData. */
const attestationObject = (data: Uint8Array) =>
  Buffer.concat([
    Buffer.from([0xa3]),
    cborText('fmt'),
    cborText('none'),
    cborText('attStmt'),
    Buffer.from([0xa0]),
    cborText('authData'),
    Buffer.from([0x59, data.length >> 8, data.length & 0xff]),
    data,
  ])

/** A device with one key, which counts its uses. `origin` is the page that asks it. */
export const createAuthenticator = (origin = 'http://localhost:3000') => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = base64url(sha256(publicKey.export({ format: 'der', type: 'spki' })))
  let handle = ''
  let counter = 0

  const clientData = (type: string, challenge: string, bend: Bend) =>
    Buffer.from(
      JSON.stringify({
        type: bend.type ?? type,
        challenge: bend.challenge ?? challenge,
        origin: bend.origin ?? origin,
        crossOrigin: bend.isFramed ?? false,
      }),
    )
  const flagsOf = (bend: Bend) => present | (bend.isVerified === false ? 0 : verified)
  const named = (bend: Bend) => {
    const name = bend.credential ?? id
    return { id: name, rawId: name, type: 'public-key' as const, clientExtensionResults: {} }
  }

  return {
    id,
    /** What navigator.credentials.create() answers to these options. */
    make: ({ challenge, rp, user }: Creation, bend: Bend = {}) => {
      handle = user.id
      const idBytes = Buffer.from(id, 'base64url')
      const key = Buffer.concat([Buffer.alloc(16), Buffer.from([0, idBytes.length]), idBytes, coseKey(publicKey)])
      const data = authenticatorData(bend.rpId ?? rp.id ?? '', flagsOf(bend) | attested, bend.counter ?? counter, key)
      return {
        ...named(bend),
        response: {
          clientDataJSON: base64url(clientData('webauthn.create', challenge, bend)),
          attestationObject: base64url(attestationObject(data)),
          transports: ['internal'],
        },
      }
    },
    /** The key, for a device that a browser plays. */
    inside: () => ({
      credentialId: Buffer.from(id, 'base64url').toString('base64'),
      privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
      userHandle: Buffer.from(handle, 'base64url').toString('base64'),
      signCount: counter,
    }),
    /** What navigator.credentials.get() answers to these options. */
    use: ({ challenge, rpId }: Request, bend: Bend = {}) => {
      counter += 1
      const client = clientData('webauthn.get', challenge, bend)
      const data = authenticatorData(bend.rpId ?? rpId ?? '', flagsOf(bend), bend.counter ?? counter)
      const signature = sign('sha256', Buffer.concat([data, sha256(client)]), privateKey)
      if (bend.isTampered) signature[signature.length - 1] ^= 1
      return {
        ...named(bend),
        response: {
          clientDataJSON: base64url(client),
          authenticatorData: base64url(data),
          signature: base64url(signature),
          userHandle: bend.handle ?? handle,
        },
      }
    },
  }
}

export type Authenticator = ReturnType<typeof createAuthenticator>
