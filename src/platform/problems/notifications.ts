/** Pages about what people are told, and about addresses that we call. */
import { notAboutMoney, type ProblemPage, page } from './page.ts'

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
  'no-such-endpoint': page(
    [404],
    'There is no such endpoint of yours',
    'It was removed, or somebody else made it.',
    'Load the list of endpoints again.',
    notAboutMoney,
  ),
  'no-such-delivery': page(
    [404],
    'There is no such delivery',
    'Deliveries are kept for thirty days, and each caller sees those to their own endpoints.',
    'Load the delivery log again.',
    notAboutMoney,
  ),
  'too-many-endpoints': page(
    [422],
    'There are twenty endpoints already',
    'Staff together may have twenty endpoints, and so may each service client.',
    'Remove one that is not used any more.',
    notAboutMoney,
  ),
  'too-many-secrets': page(
    [422],
    'Three secrets sign for this endpoint',
    'While secrets overlap, each delivery is signed by each of them; three at most.',
    'Wait until an earlier one has ended, or choose a shorter overlap next time.',
    notAboutMoney,
  ),
  'endpoint-off': page(
    [409],
    'The endpoint is switched off',
    'Nothing is sent to it: somebody switched it off, it answered 410, or it took nothing for five days.',
    'Mend what is behind it, switch it on, and replay the span that it missed.',
    notAboutMoney,
  ),
  'span-too-large': page(
    [422],
    'Too many events lie in this span',
    'One replay sends ten thousand events at most. Nothing was sent again.',
    'Choose a shorter span, and go on with the next one after it.',
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
