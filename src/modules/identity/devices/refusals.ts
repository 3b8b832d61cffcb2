/** Every no about bound devices, said once. */
import { Refusal } from '#platform/refusal'

export const deviceUnknown = () =>
  new Refusal('device-unknown', 409, 'This is another browser than the one that signed in. Please sign in anew here.')
export const deviceKnown = () => new Refusal('device-known', 409, 'This device is bound already.')
export const keyRefused = () => new Refusal('key-refused', 422, 'The key of this device is none that we take.')
export const tooManyDevices = () =>
  new Refusal('too-many-devices', 422, 'You have twenty bound devices. Revoke one that you do not use.')
export const noSuchDevice = () => new Refusal('no-such-device', 404, 'There is no such bound device of yours.')
