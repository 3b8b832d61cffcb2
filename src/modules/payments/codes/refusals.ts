/** Every no about payment codes, said once. */
import { Refusal } from '#platform/refusal'

export const codeUnreadable = () =>
  new Refusal('code-unreadable', 422, 'This is not a payment code of this bank. Nothing was moved.')
export const codeAltered = () =>
  new Refusal('code-altered', 422, 'This code was changed after it was made. Do not pay it; ask for a fresh one.')
export const codeUnknownKey = () =>
  new Refusal('code-unknown-key', 422, 'This code was signed by a key that the bank does not know. Do not pay it.')
export const codeKeyRevoked = () =>
  new Refusal('code-key-revoked', 422, 'The payee has withdrawn the key of this code. Ask for a fresh one.')
export const codeExpired = () => new Refusal('code-expired', 422, 'This code has ended. Ask for a fresh one.')
export const codeUsed = () =>
  new Refusal('code-used', 409, 'This code was paid already. It works once; ask for a fresh one.')
export const codeDiffers = () =>
  new Refusal('code-differs', 422, 'The payment says something else than its code. Nothing was moved.')
export const codeLimit = (most: string) =>
  new Refusal(
    'code-limit',
    422,
    `A printed code takes at most ${most} at a time. Ask for one that is fresh from the payee’s screen.`,
  )
export const noteTooLong = () =>
  new Refusal('code-note-too-long', 422, 'The note is too long for a code. Make it shorter.')
