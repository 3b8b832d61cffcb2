import { generateAuthenticationOptions } from '@simplewebauthn/server'
import type { PasskeyRequest } from '../wire.ts'
import { ceremonyMs } from './ceremony.ts'
import { type PasskeyRow, toDescriptor } from './keys.ts'
import type { Site } from './site.ts'

/** What a browser has to ask these keys for; with none, it asks for any key of this bank. */
export const requestOptions = async (
  site: Site,
  challenge: Uint8Array<ArrayBuffer>,
  keys: readonly PasskeyRow[],
): Promise<PasskeyRequest> => {
  const { extensions: _, ...options } = await generateAuthenticationOptions({
    rpID: site.id,
    challenge,
    timeout: ceremonyMs,
    userVerification: 'required',
    allowCredentials: keys.map(toDescriptor),
  })
  // The library types as any text what is always 'public-key'.
  return options as PasskeyRequest
}
