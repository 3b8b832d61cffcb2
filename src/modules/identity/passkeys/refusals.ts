/** Every no about passkeys and step-ups, said once. */
import { Refusal } from '#platform/refusal'

export const ceremonyOver = () =>
  new Refusal('ceremony-over', 409, 'This was asked for more than two minutes ago, or it was used. Please start again.')
/** One answer for whatever is wrong with what a key signed, and for a key that nobody knows. */
export const passkeyRefused = () => new Refusal('passkey-refused', 403, 'The passkey did not prove who you are.')
export const passkeySuspected = () =>
  new Refusal('passkey-suspected', 403, 'There may be a copy of this passkey. Remove it and make a new one.')
export const passkeyRequired = () =>
  new Refusal('passkey-required', 403, 'The password does not prove this. It takes one of your passkeys.')
export const passkeyKnown = () => new Refusal('passkey-known', 409, 'This passkey was added before.')
export const tooManyPasskeys = () =>
  new Refusal('too-many-passkeys', 422, 'You have twenty passkeys. Remove one that you do not use.')
export const noSuchPasskey = () => new Refusal('no-such-passkey', 404, 'There is no such passkey of yours.')
export const lastWayIn = () =>
  new Refusal('last-way-in', 409, 'This is your last way to sign in. Make another one before you remove it.')
