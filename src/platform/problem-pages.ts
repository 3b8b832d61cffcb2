/** What each refusal means, for whoever meets one: the texts of the pages at /problems/{code}. */

export interface ProblemPage {
  readonly title: string
  /** The HTTP statuses that it comes with. */
  readonly statuses: readonly number[]
  readonly meaning: string
  /** What happened to the money. */
  readonly money: string
  readonly advice: string
}
const nothingMoved = 'Nothing was written and no money moved.'
const notAboutMoney = 'This has nothing to do with money; all of it is where it was.'

const page = (
  statuses: readonly number[],
  title: string,
  meaning: string,
  advice: string,
  money = nothingMoved,
): ProblemPage => ({ statuses, title, meaning, money, advice })

const requests: Record<string, ProblemPage> = {
  'invalid-input': page(
    [400],
    'The request has another shape',
    'A field is missing, unknown, or holds something that this path does not take. The list `fields` names each one and says what is wrong with it.',
    'Correct those fields and send the request again. The reference shows what the path takes.',
  ),
  'broken-json': page(
    [400],
    'The body is not valid JSON',
    'The body could not be read as JSON, or was empty where JSON is needed.',
    'Check quotes, commas and brackets, and send the header content-type: application/json.',
  ),
  'body-too-large': page(
    [413],
    'The body is too large',
    'The body is larger than this path takes: 64 KiB, more for imports.',
    'Send a smaller body; divide a batch into several.',
  ),
  'media-type': page(
    [415],
    'Another kind of body is needed',
    'This path takes JSON and got something else.',
    'Send the header content-type: application/json.',
  ),
  'content-length': page(
    [400],
    'The body has another length',
    'The body is not as long as its header content-length says, so a part of it may be missing.',
    'Send it again; a proxy in between may have cut it.',
  ),
  'bad-path': page(
    [400, 414],
    'The path cannot be read',
    'The path is not a valid URL path, or is too long.',
    'Check how the address was put together, percent signs above all.',
  ),
  'bad-request': page(
    [400, 408, 431],
    'The request cannot be read',
    'The request breaks a rule of HTTP.',
    'Check the client or the proxy that sent it.',
  ),
  'no-such-path': page(
    [404],
    'There is nothing at this path',
    'No path of this bank looks like this one.',
    'Compare it with the reference; perhaps a letter is missing or the version is another.',
  ),
  'wrong-method': page(
    [405],
    'This path takes another method',
    'The path exists, but not for this method. The header allow names those that it takes.',
    'Use one of those methods.',
  ),
  internal: page(
    [500],
    'Something broke on our side',
    'We made a mistake, and it is written in our log under the request’s id.',
    'Ask for the present state first, or send the same request with the same id again: it is never carried out twice. If it breaks again, tell us the request id.',
    'Either all of it was done or nothing; no half of a payment exists.',
  ),
  'too-busy': page(
    [503],
    'The bank is too busy at this moment',
    'More work is waiting than can be done in good time, so this request was not begun.',
    'Wait as long as the header retry-after says, then send the same request again.',
  ),
  stopping: page(
    [503],
    'The bank is stopping',
    'This server finishes what it has begun and takes nothing new.',
    'Send the same request again in a few seconds.',
  ),
  'not-ready': page(
    [503],
    'The bank is not ready',
    'The server is starting or stopping, or its database does not answer.',
    'Wait; an operator looks at the log and at the database.',
    notAboutMoney,
  ),
}

const people: Record<string, ProblemPage> = {
  'sign-in-required': page(
    [401],
    'Please sign in first',
    'This path is for people who are signed in, or for service clients with a key. A session ends after 30 minutes of silence and after 12 hours in any case.',
    'Sign in and try again.',
  ),
  'not-allowed': page(
    [403],
    'You may not do this',
    'You are known to us, but your role or your key’s scopes do not include this.',
    'If you should be able to do it, ask an administrator of the bank.',
  ),
  'cross-site': page(
    [403],
    'The change did not come from our own page',
    'A browser sent a change with your cookie, but from another site’s page or without the header x-bankserver. Refusing it protects you from pages that act in your name.',
    'Open the bank itself and do it there. Programs use a key in place of a cookie.',
  ),
  'wrong-credentials': page(
    [401, 403],
    'The email or the password is wrong',
    'They do not belong together. We do not say which of the two is wrong, so that nobody can find out who is a customer here.',
    'Type both again; look at capital letters and the language of the keyboard.',
  ),
  'too-many-attempts': page(
    [429],
    'Too many tries',
    'This was tried so often in a short time that it might be someone guessing.',
    'Wait as long as the header retry-after says. If it was not you, change your password afterwards.',
  ),
  'email-taken': page(
    [409],
    'This email is registered already',
    'There is a person with this email at the bank.',
    'Sign in with it. If you did not register, someone may have used your email: tell us.',
    notAboutMoney,
  ),
  'password-too-common': page(
    [422],
    'This password is guessed too easily',
    'It is among the first that a thief would try, or it is your own name or email.',
    'Choose another, for instance four words that do not belong together.',
    notAboutMoney,
  ),
  'password-too-short': page(
    [422],
    'This password is too short',
    'A password has at least ten characters.',
    'Choose a longer one, for instance four words that do not belong together.',
    notAboutMoney,
  ),
  'wrong-key': page(
    [401],
    'The key is unknown or revoked',
    'The header authorization has no key that we know, or one that was taken back.',
    'Check that it reads Bearer, a space, and the whole key. An administrator can make a new one.',
  ),
  'no-such-person': page(
    [404],
    'There is no such person',
    'The person is not known to the bank any more.',
    'Sign in again.',
    notAboutMoney,
  ),
  'no-such-customer': page(
    [404],
    'There is no such customer',
    'No customer has this id.',
    'Look the customer up by name or email.',
    notAboutMoney,
  ),
  'no-such-client': page(
    [404],
    'There is no such service client',
    'No service client has this id.',
    'Look at the list of service clients.',
    notAboutMoney,
  ),
  'id-taken': page(
    [409],
    'The id is taken',
    'Something else was made under this id before.',
    'Make a new id, a UUID of version 7, and send the request with it.',
  ),
}

const money: Record<string, ProblemPage> = {
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
  'wrong-slip': page(
    [422],
    'The slip belongs to another payment',
    'The six characters are not those of this payment.',
    'Read the slip again from the customer’s screen.',
  ),
}

/** Every refusal of the house by its code. */
export const problemPages: ReadonlyMap<string, ProblemPage> = new Map(
  Object.entries({ ...requests, ...people, ...money }),
)
