/** Every no of this module, said once. */
import type { TransferResult } from '#modules/ledger'
import type { Excess } from '#modules/products'
import { type CurrencyCode, toDecimal } from '#platform/money'
import { Refusal } from '#platform/refusal'

/** One answer for "not yours" and "not there". */
export const noSuchPayment = () => new Refusal('no-such-payment', 404, 'There is no such payment of yours.')
/** One of the payer's own, as products say it. */
export const noSuchProduct = () => new Refusal('no-such-product', 404, 'You have no such account.')
export const noSuchAccount = () => new Refusal('no-such-account', 404, 'There is no such account.')
export const sameAccount = () => new Refusal('same-account', 422, 'Choose two different accounts.')
export const currencyDiffers = () =>
  new Refusal('currency-differs', 422, 'The amount is in another currency than the account.')
export const ownAccount = () => new Refusal('own-account', 422, 'This account is your own; it needs not be saved.')
export const tooManyPayees = () =>
  new Refusal('too-many-payees', 422, 'You have saved two hundred payees. Remove one that you do not need.')
export const deedUnproved = () => new Refusal('deed-unproved', 403, 'To save a new payee takes proof that it is you.')
export const noSuchPayer = () => new Refusal('no-such-payer', 404, 'The payer has no account with us.')
export const noSuchPayee = () => new Refusal('no-such-payee', 404, 'The payee has no account with us.')
export const cashHasNoPayee = () =>
  new Refusal('cash-has-no-payee', 422, 'Cash is taken out by the payer. Leave the payee out.')
export const timeInFuture = () => new Refusal('time-in-future', 422, 'The booking time lies in the future.')
export const paymentDiffers = () =>
  new Refusal('payment-differs', 409, 'Another payment was sent under this id. Nothing was sent now.')
export const notChallenged = () => new Refusal('not-challenged', 409, 'This payment does not wait for your proof.')
export const notStopped = () => new Refusal('not-stopped', 409, 'This payment was not stopped.')
export const notTried = () => new Refusal('not-tried', 409, 'No first unit of this payment waits for your word.')
export const noFirstUnit = () =>
  new Refusal('no-first-unit', 422, 'Of this payment no unit can be sent first. Choose another way.')
export const cannotCancel = () => new Refusal('cannot-cancel', 409, 'This payment can no longer be withdrawn.')
export const notInReview = () => new Refusal('not-in-review', 409, 'This payment is not in review.')
export const notAnnounced = () => new Refusal('not-announced', 409, 'This payment does not wait at the counter.')
export const tooManySlips = () =>
  new Refusal('too-many-slips', 422, 'Ten slips wait at the counter already. Settle or cancel one of them first.')
export const wrongSlip = () => new Refusal('wrong-slip', 422, 'The slip belongs to another payment.')

/** The payer has frozen what leaves. */
export const halted = () =>
  new Refusal('payments-halted', 422, 'What leaves these accounts was frozen by their owner. Nothing was moved.')

const inWords = (currency: CurrencyCode, minor: bigint) => `${toDecimal(minor, currency)} ${currency}`

const periods = {
  day: 'a day',
  month: 'a month',
  new: 'a day to payees whom you first paid less than a day ago',
} as const

/** A limit that the customer set: says which, and when it frees. */
export const exceedsLimit = (currency: CurrencyCode, excess: Excess, freesAt: Date): Refusal => {
  const limit = inWords(currency, excess.limit)
  if (excess.by === 'payment')
    return new Refusal('exceeds-limit', 422, `Your limit is ${limit} for one payment. Nothing was moved.`)
  const [left, day] = [inWords(currency, excess.left), freesAt.toISOString().slice(0, 10)]
  return new Refusal(
    'exceeds-limit',
    422,
    `Your limit is ${limit} ${periods[excess.by]}, of which ${left} is left. It is free again on ${day} at 00:00 UTC. Nothing was moved.`,
  )
}

/** What a result of the book means to whoever pays. A result that no payment can have is a bug. */
export const refusalOf = (result: TransferResult): Refusal => {
  switch (result) {
    case 'exceeds_credits':
      return new Refusal('exceeds-available', 422, 'The amount is more than can be spent from this account.')
    case 'debit_account_frozen':
    case 'credit_account_frozen':
      return new Refusal('account-frozen', 422, 'One of the accounts is frozen. Nothing was moved.')
    case 'debit_account_already_closed':
    case 'credit_account_already_closed':
      return new Refusal('account-closed', 422, 'One of the accounts is closed. Nothing was moved.')
    case 'period_closed':
      return new Refusal('period-closed', 422, 'The books of that day are closed. Nothing was moved.')
    case 'overflows_debits':
    case 'overflows_credits':
      return new Refusal('exceeds-book', 422, 'The amount is more than an account of the book can hold.')
    default:
      throw new Error(`the book answered ${result} to a payment`)
  }
}

/** The same refusal once more, for a payment that was refused before. */
export const refusedBefore = (code: string, detail: string) => new Refusal(code, 422, detail)

export const onlySends = () => new Refusal('not-allowed', 403, 'A third party may only ask to send money.')
export const proofOnly = () =>
  new Refusal('proof-only', 422, 'A third party asked for this payment, so it goes with your proof or not at all.')
