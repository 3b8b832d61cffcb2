/** Reads and checks time stamps (RFC 3161, on signed data of RFC 5652), apart from who asked for them. */
import { hash, verify, X509Certificate } from 'node:crypto'
import { bodyOf, type Der, DerFault, derOf, identifierOf, integerOf, partsOf, readDer, tags, timeOf } from './der.ts'

const identifiers = {
  signedData: '1.2.840.113549.1.7.2',
  stampInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signerOfBefore: '1.2.840.113549.1.9.16.2.12',
  signer: '1.2.840.113549.1.9.16.2.47',
  timeStamping: '1.3.6.1.5.5.7.3.8',
} as const

const hashes: ReadonlyMap<string, string> = new Map([
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
])

/** RSA (PKCS #1) and ECDSA, alone or named together with their hash; RFC 8933 wants the hash to be that of the digest. */
const signatures: ReadonlySet<string> = new Set([
  '1.2.840.113549.1.1.1',
  '1.2.840.113549.1.1.11',
  '1.2.840.113549.1.1.12',
  '1.2.840.113549.1.1.13',
  '1.2.840.10045.2.1',
  '1.2.840.10045.4.3.2',
  '1.2.840.10045.4.3.3',
  '1.2.840.10045.4.3.4',
])

const context0 = 0xa0

export interface Stamp {
  readonly at: Date
  readonly imprint: { readonly algorithm: string; readonly digest: Buffer }
  readonly nonce: bigint | null
  readonly signer: X509Certificate
  /** All certificates that came along. */
  readonly certificates: readonly X509Certificate[]
}

const hashNamed = (algorithm: Der | undefined): string => {
  const name = hashes.get(identifierOf(partsOf(algorithm, tags.list)[0]))
  if (!name) throw new DerFault('a hash that is not believed')
  return name
}

const readInfo = (content: Buffer): Pick<Stamp, 'at' | 'imprint' | 'nonce'> => {
  const [version, , imprint, , time, ...more] = partsOf(readDer(content, tags.list), tags.list)
  if (integerOf(version) !== 1n) throw new DerFault('a version that is not known')
  const [algorithm, digest] = partsOf(imprint, tags.list)
  const nonce = more.find(({ tag }) => tag === tags.integer)
  return {
    at: timeOf(time),
    imprint: { algorithm: hashNamed(algorithm), digest: bodyOf(digest, tags.bytes) },
    nonce: nonce ? integerOf(nonce) : null,
  }
}

/** The signed attributes by their identifiers; each has one value. */
const readAttributes = (signed: Der): ReadonlyMap<string, Der> =>
  new Map(
    partsOf(signed, context0).map((attribute) => {
      const [name, values] = partsOf(attribute, tags.list)
      const [value, more] = partsOf(values, tags.set)
      if (!value || more) throw new DerFault('an attribute with more than one value')
      return [identifierOf(name), value]
    }),
  )

/** The hash of the signer's certificate that the stamp commits to: RFC 5816 in its newer form, RFC 2634 in the older. */
const namesSigner = (attributes: ReadonlyMap<string, Der>, certificate: X509Certificate): boolean => {
  const newer = attributes.get(identifiers.signer)
  const value = newer ?? attributes.get(identifiers.signerOfBefore)
  const parts = partsOf(partsOf(partsOf(value, tags.list)[0], tags.list)[0], tags.list)
  const algorithm = newer ? (parts[0]?.tag === tags.list ? hashNamed(parts[0]) : 'sha256') : 'sha1'
  const wanted = parts.find(({ tag }) => tag === tags.bytes)
  return wanted !== undefined && hash(algorithm, certificate.raw, 'buffer').equals(wanted.body)
}

const readSigned = (token: Der) => {
  const [type, wrapped] = partsOf(token, tags.list)
  if (identifierOf(type) !== identifiers.signedData) throw new DerFault('no signed data')
  const parts = partsOf(partsOf(wrapped, context0)[0], tags.list)
  const [contentType, content] = partsOf(parts[2], tags.list)
  if (identifierOf(contentType) !== identifiers.stampInfo) throw new DerFault('something else than a time is signed')
  const [signer, more] = partsOf(parts.at(-1), tags.set)
  if (!signer || more) throw new DerFault('there is not one signer')
  const certificates = parts.filter(({ tag }) => tag === context0).flatMap((each) => partsOf(each, context0))
  return {
    content: bodyOf(partsOf(content, context0)[0], tags.bytes),
    signer,
    certificates: certificates.filter(({ tag }) => tag === tags.list).map(({ whole }) => new X509Certificate(whole)),
  }
}

/** Reads an answer of a time stamp server. Throws DerFault where it is none, or its own signature does not hold. */
export const readStamp = (response: Buffer): Stamp => {
  const [status, token] = partsOf(readDer(response, tags.list), tags.list)
  const granted = integerOf(partsOf(status, tags.list)[0])
  if (granted > 1n || !token) throw new DerFault(`the server granted nothing (${granted})`)
  const { content, signer, certificates } = readSigned(token)
  const parts = partsOf(signer, tags.list)
  const [, , digestAlgorithm, attributes] = parts
  const [signatureAlgorithm, signature] = parts.slice(4)
  const digest = hashNamed(digestAlgorithm)
  const named = readAttributes(attributes)
  if (identifierOf(named.get(identifiers.contentType)) !== identifiers.stampInfo)
    throw new DerFault('the signature is over something else')
  if (!hash(digest, content, 'buffer').equals(bodyOf(named.get(identifiers.messageDigest), tags.bytes)))
    throw new DerFault('what was signed is not what stands there')
  const certificate = certificates.find((each) => namesSigner(named, each))
  if (!certificate) throw new DerFault('the certificate of the signer is not there')
  if (!signatures.has(identifierOf(partsOf(signatureAlgorithm, tags.list)[0])))
    throw new DerFault('a kind of signature that is not believed')
  // What is signed is the set of attributes, not the field that holds it (RFC 5652, 5.4).
  const message = derOf(tags.set, attributes.body)
  if (!verify(digest, message, certificate.publicKey, bodyOf(signature, tags.bytes)))
    throw new DerFault('the signature does not fit')
  return { ...readInfo(content), signer: certificate, certificates }
}

const isIssued = (certificate: X509Certificate, issuer: X509Certificate): boolean =>
  certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)

const isValidAt = (certificate: X509Certificate, at: Date): boolean =>
  certificate.validFromDate <= at && at <= certificate.validToDate

const longestChain = 5

/** Whether a way leads from a certificate to an authority, all of it valid then. */
const leadsTo = (
  certificate: X509Certificate,
  { certificates, at }: Pick<Stamp, 'certificates' | 'at'>,
  authorities: readonly X509Certificate[],
  steps = longestChain,
): boolean => {
  if (steps === 0 || !isValidAt(certificate, at)) return false
  if (
    authorities.some((each) => each.raw.equals(certificate.raw) || (isIssued(certificate, each) && isValidAt(each, at)))
  )
    return true
  return certificates.some(
    (each) =>
      each.ca &&
      !each.raw.equals(certificate.raw) &&
      isIssued(certificate, each) &&
      leadsTo(each, { certificates, at }, authorities, steps - 1),
  )
}

export interface StampAsked {
  readonly response: Buffer
  /** What was stamped. */
  readonly data: Uint8Array
  /** What was asked with; a stamp that is checked later needs none. */
  readonly nonce?: bigint
  /** Those that are believed; without them the stamp holds only as far as its own certificate is believed. */
  readonly authorities?: readonly X509Certificate[]
}

/** When the data was stamped, or why that is not proved. */
export const checkStamp = ({ response, data, nonce, authorities }: StampAsked): { at: Date } | { fault: string } => {
  try {
    const stamp = readStamp(response)
    if (!hash(stamp.imprint.algorithm, data, 'buffer').equals(stamp.imprint.digest))
      return { fault: 'the time stamp is of something else' }
    if (nonce !== undefined && stamp.nonce !== nonce) return { fault: 'the time stamp answers another question' }
    const uses: readonly string[] = stamp.signer.keyUsage ?? []
    if (uses.length !== 1 || uses[0] !== identifiers.timeStamping)
      return { fault: 'the certificate of the time stamp is for something else' }
    if (authorities && !leadsTo(stamp.signer, stamp, authorities))
      return { fault: 'the time stamp is signed by nobody who is believed' }
    return { at: stamp.at }
  } catch (error) {
    // Whatever somebody made up is no time stamp; what Node says of a certificate that it cannot read is meant by the last.
    if (error instanceof DerFault) return { fault: `the time stamp cannot be believed: ${error.message}` }
    if (error instanceof Error && 'code' in error)
      return { fault: 'the time stamp has a certificate that cannot be read' }
    throw error
  }
}
