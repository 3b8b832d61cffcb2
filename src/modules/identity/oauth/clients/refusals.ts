import { Refusal } from '#platform/refusal'

/** `why` is a whole sentence about the first thing that is wrong. */
export const badClient = (why: string) => new Refusal('bad-client', 422, why)
