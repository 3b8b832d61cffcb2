/** Every no about codes, PINs and recovery codes, said once. */
import { Refusal } from '#platform/refusal'

/** One answer for a wrong code, one that was used, and one of nobody. */
export const wrongCode = (status: 401 | 403 = 403) =>
  new Refusal('wrong-code', status, 'The code is wrong, or it was used. Please wait for the next one.')
/** One answer for whatever is wrong with a code and a PIN, so that neither can be guessed by itself. */
export const proofRefused = () =>
  new Refusal('proof-refused', 403, 'This did not prove that it is you, or it was for something else.')
export const enrollmentOver = () =>
  new Refusal('enrollment-over', 409, 'This was begun more than ten minutes ago, or it is done. Please start again.')
export const totpKnown = () => new Refusal('totp-known', 409, 'You have an authenticator app already. Remove it first.')
export const noTotp = () => new Refusal('no-totp', 404, 'You have no authenticator app here.')
export const pinRequired = () => new Refusal('pin-required', 422, 'Choose a PIN that goes with the codes.')
export const pinTooSimple = () =>
  new Refusal('pin-too-simple', 422, 'This PIN is guessed too easily. Choose digits that do not follow each other.')
export const secondFactorOver = () =>
  new Refusal('second-factor-over', 401, 'The sign-in was begun too long ago. Please write your password again.')
