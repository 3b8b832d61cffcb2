/** Pages about the bank's models. */
import { notAboutMoney, type ProblemPage, page } from './problem-page.ts'

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
}
