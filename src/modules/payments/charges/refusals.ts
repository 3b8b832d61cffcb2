/** Every no about merchants' charges, said once. */
import type { TransferResult } from '#modules/ledger'
import { Refusal } from '#platform/refusal'
import { refusalOf } from '../refusals.ts'
import type { Step } from '../step.ts'

export const noSuchCharge = () => new Refusal('no-such-charge', 404, 'There is no such charge.')
export const chargeDiffers = () =>
  new Refusal('charge-differs', 409, 'Another charge was made under this id. Nothing was done now.')
export const chargeOver = () =>
  new Refusal('charge-over', 409, 'This charge was accepted, declined, taken back, or its time is over.')
export const ownCharge = () => new Refusal('own-charge', 422, 'You cannot take a charge from yourself.')
export const notAuthorized = () =>
  new Refusal('charge-not-authorized', 409, 'Nothing is set aside for this charge that could be taken or let go.')
export const exceedsAuthorized = () =>
  new Refusal('exceeds-authorized', 422, 'This is more than is still set aside for this charge. Nothing was moved.')
export const exceedsCaptured = () =>
  new Refusal('exceeds-captured', 422, 'This is more than was taken and not given back or disputed. Nothing was moved.')
/** Somebody else has moved the charge since it was read. It never leaves this module by itself. */
export const changedMeanwhile = () =>
  new Refusal(
    'charge-changed',
    409,
    'This charge was changed by somebody else in the same moment. Look at it and try again.',
  )

/** What a result of the book means. A part that was planned on a part before it, which the book did not take, falls with that. */
export const bookRefusal = (result: TransferResult, step: Step): Refusal =>
  step.charge && result.startsWith('pending_transfer') ? changedMeanwhile() : refusalOf(result)
