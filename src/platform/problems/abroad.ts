/** Pages about money that goes to other countries, and comes from there. */
import { type ProblemPage, page } from './page.ts'

const askAgain = 'Ask for another quote; the amounts and the rate are shown before anything is sent.'

export const abroad: Record<string, ProblemPage> = {
  'no-such-corridor': page(
    [404],
    'We do not send there',
    'The bank has no way to send money to this country in this currency. Nothing was moved.',
    'Choose a country and currency that the app offers.',
  ),
  'corridor-closed': page(
    [422],
    'Sending there is closed for now',
    'The bank has closed this country and currency for new payments. Nothing was moved; what was sent before goes its way.',
    'Try again later, or ask us why.',
  ),
  'corridor-unfit': page(
    [422],
    'The rules of the corridor do not fit together',
    'Something in the rules contradicts something else, as the detail says. Nothing was changed.',
    'Mend what the detail names and ask again.',
  ),
  'currency-not-offered': page(
    [422],
    'This account cannot be used for it',
    'Payments to that country are not made from accounts in this currency. Nothing was moved.',
    'Choose an account in one of the currencies that the corridor names.',
  ),
  'rate-missing': page(
    [422],
    'There is no rate for this currency',
    'The bank has no reference rate for one of the two currencies, so it can quote none. Nothing was moved.',
    'Try again on the next business day, or ask us.',
  ),
  'rate-stale': page(
    [422],
    'The reference rate is too old',
    'The last published rate is older than the bank quotes by, because its source was not reached. Nothing was moved.',
    'Try again later. Staff: look at the page of rates.',
  ),
  'amount-out-of-corridor': page(
    [422],
    'The amount is outside of what can be sent there',
    'Each country and currency has a least and a most, which the detail names. Nothing was moved.',
    'Choose another amount.',
  ),
  'quote-altered': page(
    [422],
    'This is not a quote of ours',
    'A quote is sealed by the bank; what came back has another content or another seal, or belongs to somebody else. Nothing was moved.',
    askAgain,
  ),
  'quote-expired': page(
    [422],
    'The quote has ended',
    'A quote holds for 30 seconds, because rates move. Nothing was moved.',
    askAgain,
  ),
  'quote-used': page(
    [409],
    'The quote was used already',
    'A quote is good for one payment, and another one has used it. Nothing was moved this time.',
    'Look whether the payment is among your activity. If you want to send once more, ask for another quote.',
  ),
  'purpose-needed': page(
    [422],
    'The purpose is missing',
    'The rules for this country ask what the money is for. Nothing was moved.',
    'Choose one of the purposes that the app offers.',
  ),
  'account-malformed': page(
    [422],
    'The account number cannot be right',
    'Its length or its check digits do not fit the country. Nothing was moved.',
    'Compare it with what the payee gave you, digit by digit.',
  ),
  'bank-malformed': page(
    [422],
    'The bank code cannot be right',
    'A bank code (BIC) has 8 or 11 characters and names the payee’s country. It is missing, or does not. Nothing was moved.',
    'Ask the payee for the code of their bank.',
  ),
  'rates-broken': page(
    [422],
    'This is no file of reference rates',
    'The file is not the daily XML of the European Central Bank, or says something impossible. Nothing was kept.',
    'Bring eurofxref-daily.xml as it was published.',
  ),
  'rates-differ': page(
    [409],
    'The rates of that day are known, and are others',
    'A day keeps the rates that were taken in first, because quotes were made by them. Nothing was changed.',
    'Compare the file with its source.',
  ),
  'rates-leap': page(
    [422],
    'A rate has moved further than is believed',
    'One rate lies more than a quarter from the day before. Nothing of the file was kept.',
    'Compare the file with its source. If the rate is right, close the corridors of that currency until a second source confirms it.',
  ),
  'rates-not-fetched': page(
    [502],
    'The reference rates could not be fetched',
    'Their source did not answer as it should. What is known stays, until it is too old to quote by.',
    'Look at the setting RATES_FROM, or bring the file by hand.',
  ),
  'message-broken': page(
    [422],
    'This is no message that we can read',
    'The file is not the message that this path takes, or breaks off. Nothing was done.',
    'The detail says where. Send the message as its schema wants it.',
  ),
  'message-differs': page(
    [409],
    'A message with this id came before',
    'What came under this id of this sender said something else. It stands, and nothing was done now.',
    'Give every message an id of its own.',
  ),
  'no-such-message': page(
    [404],
    'There is no such message',
    'No message between the banks has this id.',
    'Look at the list of messages.',
  ),
  'statement-broken': page(
    [422],
    'This is no statement that we can read',
    'The file is neither CSV with a head nor a camt.053.001.08 in the currency that was named, or one of its lines says something impossible. Nothing was kept.',
    'The detail says which line. Bring the statement as the bank gave it.',
  ),
  'no-such-reconciliation': page(
    [404],
    'There is no such reconciliation',
    'No statement was brought under this id.',
    'Look at the list.',
  ),
  'no-such-break': page([404], 'There is no such break', 'No break has this id.', 'Look at the list of breaks.'),
  'break-ended': page(
    [409],
    'The break has ended already',
    'A later statement has matched it, or somebody has explained it. Nothing was changed now.',
    'Look among the breaks that have ended.',
  ),
  'no-such-change': page(
    [404],
    'There is no such change',
    'No change of a corridor has this id.',
    'Look at the list of changes.',
  ),
  'change-ended': page(
    [409],
    'The change was decided already',
    'Somebody has granted, denied or withdrawn it. Nothing was changed now.',
    'Look at the list of changes; ask anew if it is still wanted.',
  ),
  'change-waits': page(
    [409],
    'Another change waits',
    'A corridor is changed by one request at a time, and one waits for its second person.',
    'Decide or withdraw the one that waits.',
  ),
}
