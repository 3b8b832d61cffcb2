/** Pages about closed books and closed accounts. */
import { notAboutMoney, type ProblemPage, page } from './page.ts'

const lookAgain = 'Look at the periods once more; the page shows what stands now.'

export const periods: Record<string, ProblemPage> = {
  'period-closed': page(
    [422],
    'The books of that day are closed',
    'A closed period takes nothing any more, so that what was reported from it stays true.',
    'Book it today, with the old day as its value date.',
  ),
  'period-not-over': page(
    [422],
    'That day is not over yet',
    'Only days that are over can be closed. The books count days in UTC.',
    'Close it when the day, or the last day of the month, has passed.',
    notAboutMoney,
  ),
  'period-already-closed': page(
    [409],
    'The books are closed beyond that day already',
    'Closing only goes forward: an earlier day is closed together with every later one.',
    lookAgain,
    notAboutMoney,
  ),
  'books-busy': page(
    [503],
    'The books are being written',
    'Closing and reopening wait until nothing is being booked, and give up after two seconds so that payments need not wait for them.',
    'Try again in a moment.',
    notAboutMoney,
  ),
  'no-such-period': page(
    [404],
    'No such closing stands',
    'The books were not closed with this day as the last, or they were opened again since.',
    lookAgain,
    notAboutMoney,
  ),
  'no-such-reopening': page(
    [404],
    'There is no such request',
    'Nobody asked under this id for the books to be opened again.',
    lookAgain,
    notAboutMoney,
  ),
  'reopening-waits': page(
    [409],
    'Another request waits',
    'There is one request to open the books at a time, and one waits for a second person already.',
    'Wait until it is granted, denied or withdrawn.',
    notAboutMoney,
  ),
  'reopening-ended': page(
    [409],
    'This request has ended',
    'It was granted, denied or withdrawn before; the log says by whom.',
    lookAgain,
    notAboutMoney,
  ),
  'second-person-needed': page(
    [403],
    'Somebody else has to decide this',
    'Some things take two people: one asks and says why, another one grants or denies it.',
    'Ask a colleague who may, or withdraw your request.',
    notAboutMoney,
  ),
  'not-your-request': page(
    [403],
    'Somebody else asked for this',
    'A request is withdrawn by the person who made it.',
    'If it should not be granted, deny it.',
    notAboutMoney,
  ),
  'account-closed': page(
    [422],
    'An account is closed',
    'One of the two accounts was closed, so no money goes in or out of it any more.',
    'Ask the person you want to pay for another account.',
  ),
  'account-not-empty': page(
    [422],
    'The account is not empty',
    'An account can be closed when its balance is zero.',
    'Move the rest of its money first.',
  ),
  'account-has-holds': page(
    [422],
    'There are holds on the account',
    'Money is set aside on the account, or on its way to it, and has to be settled or released first.',
    'Wait until the holds have ended.',
  ),
}
