/** Pages about payment codes. */
import { type ProblemPage, page } from './page.ts'

export const codes: Record<string, ProblemPage> = {
  'code-unreadable': page(
    [422],
    'This is not a payment code of this bank',
    'The QR code or link holds something else. Nothing was moved.',
    'Ask the payee to show a code in the app, or pay to the account number.',
  ),
  'code-altered': page(
    [422],
    'The code was changed',
    'The signature of the payee’s key does not fit what the code says: something in it was changed, or a part is missing. Nothing was moved.',
    'Do not pay it. Ask the payee in person for a fresh code, and tell us where you found this one.',
  ),
  'code-unknown-key': page(
    [422],
    'The bank does not know the key of this code',
    'Every payee’s codes are signed by a key that the bank has listed; this one is not on the list. Nothing was moved.',
    'Do not pay it. Ask the payee to show a code in the app.',
  ),
  'code-key-revoked': page(
    [422],
    'The key of this code was withdrawn',
    'The payee has withdrawn the key, so nothing that it signed holds any more, printed codes too. Nothing was moved.',
    'Ask the payee for a fresh code.',
  ),
  'code-expired': page(
    [422],
    'The code has ended',
    'A code on a screen holds for two minutes unless the payee chose otherwise. Nothing was moved.',
    'Ask the payee to tap New code, and scan it again.',
  ),
  'code-used': page(
    [409],
    'The code was paid already',
    'A code on a screen works once, and somebody has paid it. Nothing was moved by this payment.',
    'Look in your history whether it was you. Otherwise ask the payee for a fresh code.',
  ),
  'code-differs': page(
    [422],
    'The payment says something else than its code',
    'Payee, currency, amount and note must be those of the code. Nothing was moved.',
    'Scan the code again and leave as it is what it fills in.',
  ),
  'code-limit': page(
    [422],
    'Too much for a printed code',
    'A printed code can be pasted over by another, so it takes only smaller amounts. Nothing was moved.',
    'Ask the shop for a code that is fresh from its screen, or pay to the account number.',
  ),
  'code-note-too-long': page(
    [422],
    'The note is too long for a code',
    'A code has room for 78 bytes of note: 78 plain letters, or some 26 letters of Hindi. No code was made.',
    'Make the note shorter.',
  ),
}
