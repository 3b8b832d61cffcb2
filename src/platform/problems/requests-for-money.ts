/** Pages about aliases, requests for money and standing orders. */
import { type ProblemPage, page } from './page.ts'

export const requestsForMoney: Record<string, ProblemPage> = {
  'no-such-alias': page(
    [404],
    'Nobody can be paid under this',
    'Nobody has this name, phone or email, or its holder does not want to be paid under it; we say the same for both.',
    'Ask the person you want to pay how it is written, or for their account number.',
  ),
  'payee-check-over': page(
    [409],
    'It is too long ago that you looked up whom to pay',
    'What an alias leads to can change, so a look-up holds for an hour.',
    'Look the payee up again and pay then.',
  ),
  'alias-not-allowed': page(
    [422],
    'This name cannot be chosen',
    'Names follow rules, so that nobody mistakes one for another or for an office of the bank. The detail says which rule.',
    'Choose another name.',
  ),
  'alias-taken': page(
    [409],
    'This name is taken',
    'Somebody has this name, had it less than a year ago, or has one that looks like it.',
    'Choose another name.',
  ),
  'too-many-aliases': page(
    [422],
    'You have three names already',
    'A customer can have three names at a time.',
    'Give one up first. For a year nobody else gets it.',
  ),
  'contact-unproved': page(
    [422],
    'This phone or email is not proved to be yours',
    'Payments under a phone or an email must reach the one who holds it, so a code has to have come back from it.',
    'Choose a name, or prove the number when you register.',
  ),
  'bill-differs': page(
    [409],
    'Something else was asked for under this id',
    'The id of a bill names it for good. Under this one, other people or another amount were asked before.',
    'Look at your requests. For a new one, make a new id.',
  ),
  'asks-oneself': page(
    [422],
    'You are among those whom you ask',
    'A request goes to somebody else.',
    'Leave yourself out. To bear a part of a bill, say that it includes you.',
  ),
  'asked-twice': page(
    [422],
    'The same person is asked twice',
    'Two of those whom you ask are one person, perhaps under a number and a name.',
    'Ask them once, for all of it.',
  ),
  'too-small-to-split': page(
    [422],
    'The amount is too small for so many people',
    'Each part has at least one minor unit of the currency.',
    'Ask fewer people, or for more.',
  ),
  'no-such-request': page(
    [404],
    'There is no such request',
    'There is no request with this id, or it is not for you; we say the same for both.',
    'Look at the list of your requests.',
  ),
  'request-over': page(
    [409],
    'This request is over',
    'It was paid, declined, taken back, or nobody answered in time.',
    'Ask anew, or send the money without a request.',
    'A payment that was made for it stands; nothing more moved.',
  ),
  'request-being-paid': page(
    [409],
    'A payment of this request is on its way',
    'It waits for your proof, for its time, or for a person who looks at it.',
    'Stop that payment first, then decline the request.',
  ),
  'reminded-enough': page(
    [409],
    'You cannot remind again now',
    'A request can be reminded of three times, with a day between them.',
    'Wait, or talk to the person.',
  ),
  'too-many-blocks': page(
    [422],
    'You have blocked as many people as one can',
    'The list of people whose requests you do not see is full.',
    'Let somebody in again whom you need not block.',
  ),
  'no-such-standing-order': page(
    [404],
    'You have no such standing order',
    'There is no standing order with this id, or it is not yours; we say the same for both.',
    'Look at the list of your standing orders.',
  ),
  'due-in-past': page(
    [422],
    'The first date lies in the past',
    'A standing order begins today or later, as the day is in the time zone of its currency; a rule of business days may have moved the date back.',
    'Choose a later first date.',
  ),
  'never-due': page(
    [422],
    'It would end before its first date',
    'No date lies between the first day and the last one.',
    'Choose a later end, or none.',
  ),
  'payee-stays': page(
    [422],
    'The payee of a standing order stays',
    'Amount, dates and account of a standing order can change; whom it pays cannot.',
    'End this one and order another one.',
  ),
  'standing-order-ended': page(
    [409],
    'This standing order has ended',
    'It has paid its last date, or was ended.',
    'Order another one.',
    'Nothing more is paid by it; what it has paid stands.',
  ),
  'too-many-standing-orders': page(
    [422],
    'You have a hundred standing orders',
    'A customer can have a hundred that go on.',
    'End one that you do not need.',
  ),
}
