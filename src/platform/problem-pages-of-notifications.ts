/** Pages about what people are told, and about addresses that we call. */
import { notAboutMoney, type ProblemPage, page } from './problem-page.ts'

export const notifications: Record<string, ProblemPage> = {
  'no-such-notification': page(
    [404],
    'You were not told this',
    'There is no such notification in your inbox. It may be somebody else’s, or older than two years.',
    'Load the inbox again.',
    notAboutMoney,
  ),
  'callback-refused': page(
    [422],
    'This address cannot be called',
    'We call addresses of others over HTTPS alone, at port 443 or above 1023, and only on the open internet: not this machine, private networks, or what stands for them.',
    'Give an address that anybody on the internet could reach.',
    notAboutMoney,
  ),
  'too-many-browsers': page(
    [422],
    'Ten browsers show your messages already',
    'Each person may have ten browsers that show messages.',
    'Let one go that you do not use any more, and try again.',
    notAboutMoney,
  ),
}
