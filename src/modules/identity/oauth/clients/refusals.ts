import { Refusal } from '#platform/refusal'

export const noSuchOauthClient = () => new Refusal('no-such-oauth-client', 404, 'There is no such client.')

/** `why` is a whole sentence about the first thing that is wrong. */
export const badClient = (why: string) => new Refusal('bad-client', 422, why)
