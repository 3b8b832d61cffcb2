/** Signed links to object storage (AWS Signature Version 4, in the query): good for one method and one object, until they expire. */
import { createHash, createHmac } from 'node:crypto'

export interface S3Keys {
  readonly accessKey: string
  readonly secretKey: string
  readonly region: string
}

export interface ToSign {
  readonly method: 'GET' | 'PUT' | 'DELETE'
  readonly url: URL
  readonly at: Date
  readonly expiresSeconds: number
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const hmac = (key: string | Uint8Array, text: string): Buffer => createHmac('sha256', key).update(text).digest()

/** RFC 3986: everything but the unreserved characters, which is more than encodeURIComponent escapes. */
const escapeFully = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)

const longDate = (at: Date): string => at.toISOString().replaceAll(/[-:]|\.\d{3}/g, '')

/** The key of one day, region and service, which the secret cannot be computed from. */
const signingKey = ({ secretKey, region }: S3Keys, day: string): Buffer =>
  ['aws4_request', 's3', region, day].reduceRight<Buffer | string>(
    (key, part) => hmac(key, part),
    `AWS4${secretKey}`,
  ) as Buffer

const mostSeconds = 7 * 24 * 60 * 60

/** The address with its signature. The bytes are not signed, for they are checked by their hash when they are read. */
export const signUrl = (keys: S3Keys, { method, url, at, expiresSeconds }: ToSign): URL => {
  if (expiresSeconds < 1 || expiresSeconds > mostSeconds) throw new RangeError('a link lives a second to seven days')
  const time = longDate(at)
  const day = time.slice(0, 8)
  const scope = `${day}/${keys.region}/s3/aws4_request`
  const query: readonly (readonly [string, string])[] = [
    ...url.searchParams,
    ['X-Amz-Algorithm', 'AWS4-HMAC-SHA256'],
    ['X-Amz-Credential', `${keys.accessKey}/${scope}`],
    ['X-Amz-Date', time],
    ['X-Amz-Expires', expiresSeconds.toString()],
    ['X-Amz-SignedHeaders', 'host'],
  ]
  const written = query
    .map(([name, value]) => `${escapeFully(name)}=${escapeFully(value)}`)
    .sort()
    .join('&')
  const path = decodeURIComponent(url.pathname).split('/').map(escapeFully).join('/')
  const request = [method, path, written, `host:${url.host}\n`, 'host', 'UNSIGNED-PAYLOAD'].join('\n')
  const text = ['AWS4-HMAC-SHA256', time, scope, sha256(request)].join('\n')
  const signed = new URL(url)
  signed.search = `${written}&X-Amz-Signature=${hmac(signingKey(keys, day), text).toString('hex')}`
  return signed
}
