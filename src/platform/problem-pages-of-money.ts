/** Pages about accounts and payments. */
import { type ProblemPage, page } from './problem-page.ts'

export const money: Record<string, ProblemPage> = {
  'no-such-product': page(
    [404],
    'You have no such account',
    'There is no account with this id, or it is not yours; we say the same for both.',
    'Look at the list of your accounts.',
  ),
  'too-many-products': page(
    [422],
    'You hold as many accounts as one can',
    'Each customer may hold a limited number of accounts.',
    'Use one of those that you have.',
  ),
  'no-such-account': page(
    [404],
    'There is no such account',
    'No account of this bank has this number, or the one to pay from is not yours; we say the same for both.',
    'Check the number, digit by digit, with the person you want to pay.',
  ),
  'time-in-future': page(
    [422],
    'The booking time lies in the future',
    'A payment is booked now or, by a service client, in the past. Nothing was written.',
    'Send the time at which the payment was made, in UTC.',
  ),
  'account-frozen': page(
    [422],
    'An account is frozen',
    'One of the two accounts is frozen, so no money goes in or out of it for now.',
    'If it is yours, talk to us. If not, ask the person you want to pay.',
  ),
  'opening-refused': page(
    [422],
    'An opening balance was refused',
    'The book did not take one of the opening balances; the detail says which and why.',
    'Correct that party and send the whole batch again.',
  ),
  'no-such-payment': page(
    [404],
    'There is no such payment of yours',
    'There is no payment with this id, or it is not yours; we say the same for both.',
    'Look at your activity.',
  ),
  'payment-differs': page(
    [409],
    'Another payment was sent under this id',
    'The id of a payment names it for good. Under this one, a payment with another amount, account or note was sent before.',
    'Ask for the state of that payment. For a new one, make a new id.',
    'The earlier payment stands as it is; this one was not carried out.',
  ),
  'same-account': page(
    [422],
    'Both accounts are the same',
    'A payment goes from one account to another one.',
    'Choose two different accounts.',
  ),
  'currency-differs': page(
    [422],
    'The currency is another',
    'The amount is in another currency than the account, and we do not exchange silently.',
    'Send the amount in the account’s own currency.',
  ),
  'exceeds-available': page(
    [422],
    'It is more than can be spent',
    'The amount is larger than what is free on the account. Money that is set aside for waiting payments cannot be spent twice.',
    'Send less, or bring money to the account first.',
  ),
  'exceeds-book': page(
    [422],
    'It is more than the book can hold',
    'With this amount an account would exceed the largest number that our books write: 2 to the power of 63, less one, of the smallest unit.',
    'Check the amount.',
  ),
  'not-challenged': page(
    [409],
    'The payment does not wait for your proof',
    'It was answered already, has expired, or was never challenged.',
    'Ask for its present state.',
    'The payment stands as its state says; this request changed nothing.',
  ),
  'cannot-cancel': page(
    [409],
    'The payment can no longer be withdrawn',
    'It is settled, or has ended in another way.',
    'Ask for its present state. If it reached the wrong person, tell us at once.',
    'The payment stands as its state says; this request changed nothing.',
  ),
  'not-in-review': page(
    [409],
    'The payment is not in review',
    'Someone has decided about it already, or it was never in review.',
    'Look at its history.',
    'The payment stands as its state says; this request changed nothing.',
  ),
  'not-announced': page(
    [409],
    'The payment does not wait at the counter',
    'It was settled or withdrawn, or has expired.',
    'Ask the customer for the present slip.',
    'The payment stands as its state says; this request changed nothing.',
  ),
  'too-many-slips': page(
    [422],
    'Too many slips wait at the counter',
    'A customer may have ten announced deposits and withdrawals at a time.',
    'Bring the cash for one of them, or cancel one, then announce the next.',
  ),
  'wrong-slip': page(
    [422],
    'The slip belongs to another payment',
    'The six characters are not those of this payment.',
    'Read the slip again from the customer’s screen.',
  ),
}
