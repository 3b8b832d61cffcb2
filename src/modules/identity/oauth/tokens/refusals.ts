/** How a token or its proof is refused: a problem document, and what RFC 9449 and RFC 6750 want in the headers. */
import { Refusal } from '#platform/refusal'
import { algorithmsOfOthers } from '../provider/algorithms.ts'

const challenge = (error: string) => ({
  'www-authenticate': `DPoP error="${error}", algs="${algorithmsOfOthers.join(' ')}"`,
})

/** One answer for a token that is forged, over, withdrawn or for somebody else. */
export const wrongToken = () =>
  new Refusal(
    'wrong-token',
    401,
    'The access token does not hold here, or not any more.',
    undefined,
    challenge('invalid_token'),
  )

/** `why` names the check that failed, for whoever writes the client. */
export const wrongProof = (why: string) =>
  new Refusal(
    'wrong-proof',
    401,
    `The proof of possession does not hold: ${why}.`,
    undefined,
    challenge('invalid_dpop_proof'),
  )

export const nonceNeeded = (nonce: string) =>
  new Refusal('use-dpop-nonce', 401, 'Please make the proof again with the nonce of this answer.', undefined, {
    ...challenge('use_dpop_nonce'),
    'dpop-nonce': nonce,
  })
