/** Signatures that FAPI 2.0 allows (5.4.1): no RS256, nothing symmetric, nothing without a signature. */
import type { Configuration } from 'oidc-provider'
import { signingAlgorithm } from '../keys/key.ts'

/** What others may sign with. Ed25519 is what RFC 9864 calls EdDSA on that curve. */
export const algorithmsOfOthers = ['PS256', 'ES256', 'EdDSA', 'Ed25519'] as const

const ours = [signingAlgorithm] as const

export const enabledJWA: Configuration['enabledJWA'] = {
  clientAuthSigningAlgValues: [...algorithmsOfOthers],
  dPoPSigningAlgValues: [...algorithmsOfOthers],
  idTokenSigningAlgValues: [...ours],
  authorizationSigningAlgValues: [...ours],
  introspectionSigningAlgValues: [...ours],
  userinfoSigningAlgValues: [...ours],
}
