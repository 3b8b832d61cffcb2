/** Pages about the book: what is looked up in it, its chart, exchange. */
import { type ProblemPage, page } from './page.ts'

export const books: Record<string, ProblemPage> = {
  'not-in-book': page(
    [404],
    'The book has nothing under this id',
    'There is no account, or no transfer, with this id in the book.',
    'Check the id. The account of a product has the id of the product, the transfer of a payment that of the payment.',
  ),
  'chart-code-taken': page(
    [409],
    'The chart has this code already',
    'The code, or its key, stands for something else in the chart of accounts. What a code means is never changed.',
    'Choose a free code and a key of its own.',
  ),
  'chart-control-unfit': page(
    [422],
    'The code cannot stand under that control code',
    'A code stands under a control code of its own class, which is in the chart before it.',
    'Add the control code first, or choose one of the same class.',
  ),
  'chart-code-malformed': page(
    [422],
    'This is no code of a chart',
    'A code is a number from 1 to 999999, its key small letters with hyphens, its name up to 80 characters.',
    'Correct it and send it again.',
  ),
  'exchange-too-small': page(
    [422],
    'The amount is worth nothing in the other currency',
    'At the present rate it is less than the smallest unit of the other currency.',
    'Exchange a larger amount.',
  ),
  'not-in-log-yet': page(
    [404],
    'The log does not have it yet',
    'What is written gets its place in the public log within a second. It was asked for sooner.',
    'Ask again when the header retry-after says; nothing has to be sent anew.',
    'The payment is done, and its receipt follows.',
  ),
  'no-such-leaf': page(
    [404],
    'The log has no such leaf',
    'The log has fewer leaves than that, or what this one says is kept in the books and not in the log.',
    'Look at the list of the log again.',
  ),
  'no-such-witness': page(
    [403],
    'No witness that is known here signed it',
    'Below the checkpoint there is no signature by a witness whose key the bank was given, or one that does not hold.',
    'Give the bank the key of the witness, which npm run verify -- --witness shows, and hand the checkpoint in again.',
  ),
  'not-this-log': page(
    [409],
    'This log never signed such a checkpoint',
    'The bank has not signed a tree of this size with this root. If its keys did, somebody was shown another log than you.',
    'Keep the checkpoint and make it public: two trees of one size that the same keys signed prove that the log was forked.',
  ),
  'not-in-log': page(
    [409],
    'The log says something else than the book',
    'The book holds this payment otherwise than the log did when it was written. That must not be.',
    'Tell the bank, and keep every receipt that you have: it proves what was written.',
    'Nothing moved by asking.',
  ),
}
