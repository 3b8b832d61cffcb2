/** A time stamp server (RFC 3161): says, with its own signature, when it was shown a checkpoint. It keeps nothing; its answer is kept. */
import { hash, type X509Certificate } from 'node:crypto'
import type { RandomBytes } from '#platform/id'
import { derIdentifier, derInteger, derOf, tags } from '../verifier/der.ts'
import { checkStamp } from '../verifier/time-stamp.ts'
import type { AnchorPlace } from './place.ts'

const patienceMs = 20_000
const largestBytes = 65_536
const sha256 = '2.16.840.1.101.3.4.2.1'

/** The question for a stamp over data, with the certificate of who signs. */
export const stampQuestion = (data: Uint8Array, nonce: bigint): Buffer =>
  derOf(
    tags.list,
    derInteger(1n),
    derOf(
      tags.list,
      derOf(tags.list, derIdentifier(sha256), derOf(tags.nothing)),
      derOf(tags.bytes, hash('sha256', data, 'buffer')),
    ),
    derInteger(nonce),
    derOf(tags.boolean, Buffer.of(0xff)),
  )

const ask = async (url: string, question: Buffer): Promise<Buffer> => {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
    body: Uint8Array.from(question),
    redirect: 'error',
    signal: AbortSignal.timeout(patienceMs),
  })
  const body = Buffer.from(await answer.arrayBuffer())
  if (!answer.ok || body.length > largestBytes) throw new Error(`the time stamp server answered ${answer.status}`)
  return body
}

export interface StampNeeds {
  readonly randomBytes: RandomBytes
  /** Those whose servers are believed; without them any server is. */
  readonly authorities?: readonly X509Certificate[]
}

export const anchorByStamp = (url: string, { randomBytes, authorities }: StampNeeds): AnchorPlace => ({
  name: `stamp:${url}`,
  put: async (_checkpoint, note) => {
    const nonce = BigInt(`0x1${Buffer.from(randomBytes(8)).toString('hex')}`)
    const data = Buffer.from(note)
    const response = await ask(url, stampQuestion(data, nonce))
    const checked = checkStamp({ response, data, nonce, authorities })
    if ('fault' in checked) throw new Error(checked.fault)
    return response
  },
  held: async () => [],
  check: async ({ note, evidence }) => {
    const checked = checkStamp({ response: evidence, data: Buffer.from(note), authorities })
    return 'fault' in checked ? checked.fault : null
  },
})
