/** Pages about people, sign-in and permissions. */
import { notAboutMoney, type ProblemPage, page } from './problem-page.ts'

export const people: Record<string, ProblemPage> = {
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
