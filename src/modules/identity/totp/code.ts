/** Time-based one-time passwords (RFC 6238) as every authenticator app makes them: SHA-1, thirty seconds, six digits. */
import { Secret, TOTP } from 'otpauth'

const parameters = { algorithm: 'SHA1', digits: 6, period: 30 } as const
/** Steps before and after that are taken as well: clocks differ, and people type (RFC 6238, 5.2). */
const window = 1

const secretOf = (bytes: Uint8Array) => new Secret({ buffer: Uint8Array.from(bytes).buffer })

/** The step whose code this is, at this instant; null for any other. */
export const stepOf = (secret: Uint8Array, code: string, at: Date): number | null => {
  const timestamp = at.getTime()
  const delta = TOTP.validate({ ...parameters, secret: secretOf(secret), token: code, timestamp, window })
  return delta === null ? null : TOTP.counter({ period: parameters.period, timestamp }) + delta
}

/** What an app scans, and the secret in it as a person types it. */
export const toEnroll = (secret: Uint8Array, label: string): { uri: string; secret: string } => {
  const totp = new TOTP({ ...parameters, issuer: 'Bankserver', label, secret: secretOf(secret) })
  return { uri: totp.toString(), secret: totp.secret.base32 }
}

/** The code at an instant, as an app shows it. */
export const codeAt = (secret: string, at: Date): string =>
  TOTP.generate({ ...parameters, secret: Secret.fromBase32(secret), timestamp: at.getTime() })
