/** Every no about messages between banks. */
import { Refusal } from '#platform/refusal'

export const messageBroken = (line: number, why: string) =>
  new Refusal('message-broken', 422, `This is no message that we can read: line ${line}, ${why}. Nothing was done.`)
export const messageDiffers = () =>
  new Refusal('message-differs', 409, 'A message with this id came before and said something else. Nothing was done.')
export const messageSumsDiffer = (why: string) => new Refusal('file-sums-differ', 422, `${why} Nothing was done.`)
export const noSuchMessage = () => new Refusal('no-such-message', 404, 'There is no such message.')
