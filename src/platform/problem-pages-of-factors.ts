/** Pages about second factors, devices, and what the bank asks to be sure of who is there. */
import { notAboutMoney, type ProblemPage, page } from './problem-page.ts'

export const factors: Record<string, ProblemPage> = {
  'wrong-code': page(
    [401, 403],
    'The code is wrong, or it was used',
    'A code of an authenticator app holds for half a minute and is taken once; a recovery code is taken once ever.',
    'Wait until the app shows the next code. If it never fits, look whether the clock of your phone is right.',
  ),
  'proof-refused': page(
    [403],
    'This did not prove that it is you',
    'The code, the PIN or the signature is wrong, or it was given for something else than what is to be done now. We do not say which, so that nobody learns from trying.',
    'Look at what is to be done, wait for the next code, and try again.',
  ),
  'enrollment-over': page(
    [409],
    'This was begun too long ago',
    'An authenticator app is confirmed within ten minutes after its secret was shown, once.',
    'Start again and scan the new code.',
    notAboutMoney,
  ),
  'totp-known': page(
    [409],
    'You have an authenticator app already',
    'One app counts at a time.',
    'Remove it in your security page, then add the new one.',
    notAboutMoney,
  ),
  'no-totp': page(
    [404],
    'You have no authenticator app here',
    'Nothing was added, or it was removed.',
    'Look at your security page.',
    notAboutMoney,
  ),
  'pin-required': page(
    [422],
    'A PIN is needed',
    'A code proves together with a PIN, and you have none yet.',
    'Choose six to twelve digits.',
    notAboutMoney,
  ),
  'pin-too-simple': page(
    [422],
    'This PIN is guessed too easily',
    'Digits that follow each other or repeat are what a thief tries first.',
    'Choose others.',
    notAboutMoney,
  ),
  'second-factor-over': page(
    [401],
    'The sign-in was begun too long ago',
    'After the password the second factor comes within five minutes, in the same browser. It was too late, or it was used, or the password was changed meanwhile.',
    'Write your password again.',
  ),
  'device-unknown': page(
    [409],
    'This is another browser than the one that signed in',
    'A device is bound from the session that runs in it. The request came from a browser that is not the one of the session.',
    'Sign in anew in the browser that you want to bind.',
    notAboutMoney,
  ),
  'device-known': page(
    [409],
    'This device is bound already',
    'It is one of your bound devices.',
    'Look at your security page. Revoke it first, if you want to bind it anew.',
    notAboutMoney,
  ),
  'key-refused': page(
    [422],
    'The key of this device is none that we take',
    'A bound device has a key on the curve P-256.',
    'Use a browser that is up to date, or bind the device without a key.',
    notAboutMoney,
  ),
  'too-many-devices': page(
    [422],
    'You have as many bound devices as one person can have',
    'A person has at most twenty bound devices.',
    'Revoke one that you do not use.',
    notAboutMoney,
  ),
  'no-such-device': page(
    [404],
    'There is no such bound device of yours',
    'No bound device of yours has this id, or it was revoked.',
    'Look at the list in your security page.',
    notAboutMoney,
  ),
  'deed-unproved': page(
    [403],
    'This takes proof that it is you',
    'A new payee and a limit that is raised are what a thief would begin with.',
    'Ask for a step-up of the same, and send it with the proof; the password, where you have neither passkey nor authenticator app.',
  ),
}
