/** Pages about the bank's models. */
import { notAboutMoney, type ProblemPage, page } from './page.ts'

const lookAgain = 'Look at the page of models once more; it shows what stands now.'

export const models: Record<string, ProblemPage> = {
  'training-runs': page(
    [409],
    'A model is being trained already',
    'One training runs at a time, over all servers of the bank, so that payments keep their cores.',
    'Wait until it has ended, or cancel it.',
    notAboutMoney,
  ),
  'no-such-training': page(
    [404],
    'There is no such training',
    'No training was begun under this id.',
    lookAgain,
    notAboutMoney,
  ),
  'training-cancelled': page(
    [409],
    'The training was cancelled',
    'Somebody broke it off, and nothing of it was kept.',
    'Begin another one.',
    notAboutMoney,
  ),
  'no-such-model': page(
    [404],
    'There is no such model',
    'No model of this version is in the registry.',
    lookAgain,
    notAboutMoney,
  ),
  'not-a-challenger': page(
    [409],
    'This model does not challenge',
    'Only a challenger is compared, promoted or put away; the champion is rolled back, and a retired model stays retired.',
    lookAgain,
    notAboutMoney,
  ),
  'model-damaged': page(
    [422],
    'The file of the model cannot be used',
    'It is damaged, or made for another version of the bank. The champion goes on deciding.',
    'Train another one, and put this one away.',
    notAboutMoney,
  ),
  'promotion-not-won': page(
    [422],
    'The challenger has not won',
    'A challenger decides only after it was better on average precision and on recall at 1 % false alarms beyond chance, on enough frauds whose labels are complete. The answer has the figures.',
    'Let it score more payments in shadow, or train another one.',
    notAboutMoney,
  ),
  'promotion-waits': page(
    [409],
    'Another promotion waits',
    'One promotion at a time waits for a second person.',
    'Grant, deny or withdraw that one first.',
    notAboutMoney,
  ),
  'no-such-promotion': page(
    [404],
    'There is no such promotion',
    'No promotion was asked for under this id.',
    lookAgain,
    notAboutMoney,
  ),
  'promotion-ended': page(
    [409],
    'This promotion was decided already',
    'It was granted, denied or withdrawn before.',
    lookAgain,
    notAboutMoney,
  ),
  'promotion-outdated': page(
    [409],
    'Another model decides by now',
    'The challenger was compared with a champion that does not decide any more.',
    'Deny or withdraw it, compare with the champion of now, and ask again.',
    notAboutMoney,
  ),
  'champion-changed': page(
    [409],
    'This model does not decide any more',
    'Somebody changed the champion meanwhile.',
    lookAgain,
    notAboutMoney,
  ),
  'no-former-champion': page(
    [409],
    'There is no former champion',
    'No model decided before this one.',
    'Promote a challenger that has won.',
    notAboutMoney,
  ),
}
