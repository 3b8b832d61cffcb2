/** What identity is built of, and what a bank may set. */
import type { Database } from '#platform/database'
import type { Ways } from '#platform/delivery'
import type { RandomBytes } from '#platform/id'
import type { Sealing } from '#platform/sealing'
import type { Clock } from '#platform/time'

export interface IdentityOptions {
  readonly db: Database
  readonly clock: Clock
  readonly randomBytes: RandomBytes
  /** Personal fields and secrets are written through it. */
  readonly sealing: Sealing
  /** At least 32 characters; keys the hashes of passwords and of rate limits. With another one, no password is right. */
  readonly secret: string
  /** Whether people come by HTTPS: it names and marks the cookie. */
  readonly isSecure: boolean
  /** Where the pages of the bank are, from the settings; passkeys are made for the domain of the first. */
  readonly origins: readonly string[]
  /** How mail and text messages leave; without, they wait and are given up. */
  readonly ways?: Ways
  /** Whether messages end where whoever tries the bank out can read them; the pages then say so. */
  readonly hasOutbox?: boolean
  /** Whether somebody may become a customer without having proved phone and email; for demos. */
  readonly allowsQuickRegistration?: boolean
  /** Hours between the proof of who lost every way in and their new password; 24 unless given. */
  readonly recoveryWaitHours?: number
  /** Told of messages that could not be delivered. */
  readonly onUndelivered?: (error: unknown) => void
  /** Whether the password signs approvals for who has no passkey: in the demo. Everywhere else only passkeys do. */
  readonly passwordSigns?: boolean
  /** Whether a session has to come with the cookie of its device, as browsers send it; not in tests that keep one cookie only. */
  readonly asksForDevice?: boolean
}
