/** What leaves the house for a person: a mail or a text message, and who carries it. */

export interface Outgoing {
  /** Stays the same when a message is tried again, so that a gateway can tell a second one. */
  readonly id: string
  /** An email address or an international phone number. */
  readonly to: string
  /** Of a mail; a text message goes without. */
  readonly subject: string
  readonly text: string
}

/** Hands a message over. Throws Undeliverable where no further try would help, anything else where one may. */
export type Send = (message: Outgoing) => Promise<void>

export type Channel = 'mail' | 'sms'

/** How messages leave; null where there is no way. */
export type Ways = Readonly<Record<Channel, Send | null>>

export const noWays: Ways = { mail: null, sms: null }

/** The gateway takes this message neither now nor later. The message is short and tells no address. */
export class Undeliverable extends Error {
  override readonly name = 'Undeliverable'
}

/** The gateway could not take it this time. The message is short and tells no address. */
export class NotDelivered extends Error {
  override readonly name = 'NotDelivered'
}
