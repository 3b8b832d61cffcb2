/** Every no about quotes and payments abroad. */
import { Refusal } from '#platform/refusal'

export const noSuchCorridor = () =>
  new Refusal('no-such-corridor', 404, 'We do not send money to this country in this currency.')
export const corridorClosed = () =>
  new Refusal('corridor-closed', 422, 'Sending money there is closed for now. Nothing was moved.')
export const corridorUnfit = (why: string) =>
  new Refusal('corridor-unfit', 422, `These rules do not fit together: ${why}.`)
export const currencyNotOffered = (currency: string) =>
  new Refusal('currency-not-offered', 422, `Accounts in ${currency} cannot be used for this. Choose another account.`)
export const rateMissing = (currency: string) =>
  new Refusal(
    'rate-missing',
    422,
    `There is no reference rate for ${currency}, so we can quote none. Nothing was moved.`,
  )
export const rateStale = (currency: string, day: string) =>
  new Refusal(
    'rate-stale',
    422,
    `The last reference rate for ${currency} is of ${day}, which is too old to quote by. Try again later. Nothing was moved.`,
  )
export const amountOut = (sentence: string) => new Refusal('amount-out-of-corridor', 422, sentence)
export const exceedsBook = () => new Refusal('exceeds-book', 422, 'This is more than the book can hold.')
export const quoteAltered = () =>
  new Refusal(
    'quote-altered',
    422,
    'This is not a quote that we gave, or something in it was changed. Nothing was moved.',
  )
export const quoteExpired = () =>
  new Refusal(
    'quote-expired',
    422,
    'The quote held for 30 seconds and has ended. Ask for another one. Nothing was moved.',
  )
export const quoteUsed = () =>
  new Refusal('quote-used', 409, 'This quote was used by another payment. Ask for another one. Nothing was moved now.')
export const purposeNeeded = () =>
  new Refusal('purpose-needed', 422, 'Say what the money is for; this country’s rules ask for it. Nothing was moved.')
export const accountMalformed = () =>
  new Refusal('account-malformed', 422, 'The payee’s account number has a wrong digit or length. Nothing was moved.')
export const bankMalformed = () =>
  new Refusal(
    'bank-malformed',
    422,
    'The payee’s bank code (BIC) is missing, or of another country. Nothing was moved.',
  )
