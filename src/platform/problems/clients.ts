/** Pages about programs of others: access tokens, consents, clients. */
import { notAboutMoney, type ProblemPage, page } from './page.ts'

export const clients: Record<string, ProblemPage> = {
  'wrong-token': page(
    [401],
    'The access token does not hold',
    'It is over, was withdrawn, is for somebody else, or was not made by this bank. We do not say which.',
    'Get another with the refresh token. If that is refused as well, the customer has to be asked again.',
  ),
  'wrong-proof': page(
    [401],
    'The proof of possession does not hold',
    'An access token comes with a header DPoP (RFC 9449): a proof, made for this very request, of the key that the token is bound to. The detail says which check failed.',
    'Make a proof for each request, with its method, its address and the hash of the token.',
  ),
  'use-dpop-nonce': page(
    [401],
    'The proof needs a nonce',
    'Proofs carry a nonce of the bank’s, so that nobody can make them in advance. There was none, or it was too old.',
    'Make the proof again with the value of the header dpop-nonce of this answer, and keep it for the next ones.',
  ),
  'consent-request-over': page(
    [409],
    'This request is over',
    'What somebody asks of a customer can be answered once, within fifteen minutes, in the browser in which it began.',
    'Go back to the app or the site that asked, and start again there.',
    notAboutMoney,
  ),
  'accounts-needed': page(
    [422],
    'No account was chosen',
    'A third party gets a consent for single accounts, and none was chosen.',
    'Choose the accounts that it may reach, at least one.',
    notAboutMoney,
  ),
  'no-such-consent': page(
    [404],
    'There is no such consent of yours',
    'It was withdrawn already, or it is somebody else’s.',
    'Load the list of your consents again.',
    notAboutMoney,
  ),
  'bad-client': page(
    [422],
    'The client cannot be registered like this',
    'Its keys, redirect addresses or scopes are not what its kind may have. The detail says the first thing that is wrong.',
    'Change it and send it again under the same id.',
    notAboutMoney,
  ),
  'no-such-oauth-client': page(
    [404],
    'There is no such client',
    'No client of OAuth has this id.',
    'Load the list of clients again.',
    notAboutMoney,
  ),
}
