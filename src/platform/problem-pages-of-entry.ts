/** Pages about becoming a customer and getting access back. */
import { notAboutMoney, type ProblemPage, page } from './problem-page.ts'

export const entry: Record<string, ProblemPage> = {
  'code-wrong': page(
    [403],
    'This is not the code that was sent',
    'The six digits are not those of the last code. Each code can be tried five times.',
    'Look at the newest message; an older code holds no more.',
    notAboutMoney,
  ),
  'code-over': page(
    [409],
    'This code holds no more',
    'A code holds for ten minutes and for five tries, and it can be used once. Another code ends the one before it.',
    'Ask for another code.',
    notAboutMoney,
  ),
  'code-too-soon': page(
    [429],
    'A code was sent a moment ago',
    'Codes are sent at growing distances: after half a minute, then one minute, two, and so on.',
    'Wait as long as the header retry-after says; the message may still be on its way.',
    notAboutMoney,
  ),
  'no-way-to-reach': page(
    [503],
    'Messages cannot be sent at present',
    'This bank has no gateway for mail or text messages, so that no code can reach you.',
    'Try later, or come to a branch. Whoever runs the bank sets MAIL_URL and SMS_URL.',
    notAboutMoney,
  ),
  'no-such-registration': page(
    [404],
    'This registration is not here',
    'It is finished, was erased after a week without a change, or was begun in another browser.',
    'Begin with your phone number: after the code you go on where you were. If you had finished, sign in.',
    notAboutMoney,
  ),
  'phone-first': page(
    [409],
    'The phone number comes first',
    'Everything else is asked once the code to the phone has come back.',
    'Send the code that came to the phone.',
    notAboutMoney,
  ),
  'registration-incomplete': page(
    [409],
    'A step is missing',
    'Phone, email, name, date of birth, address, terms and kind of account come before the password or passkey.',
    'The field next of the registration says which step is the first one missing.',
    notAboutMoney,
  ),
  'too-young': page(
    [422],
    'You are too young for an account here',
    'Accounts are opened from the age of 18 on.',
    'Look at the date again. If it is right, come back on your eighteenth birthday.',
    notAboutMoney,
  ),
  'birth-date-unlikely': page(
    [422],
    'This date of birth cannot be right',
    'It is in the future, or more than 120 years ago.',
    'Look at the year again.',
    notAboutMoney,
  ),
  'terms-changed': page(
    [409],
    'The terms have changed',
    'You agreed to terms that were replaced meanwhile.',
    'Read those of today, and agree to them if you wish.',
    notAboutMoney,
  ),
  'phone-taken': page(
    [409],
    'This phone number belongs to a customer already',
    'While you registered, somebody else finished with the same number.',
    'Sign in, if it was you. If not, tell us: the number may be in other hands.',
    notAboutMoney,
  ),
  'steps-required': page(
    [403],
    'Accounts are opened step by step here',
    'Becoming a customer in one request proves neither phone nor email, so that only a demo takes it.',
    'Begin with PUT /v1/registrations/{id}.',
    notAboutMoney,
  ),
}
