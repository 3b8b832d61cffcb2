/** What the memory takes in: anything senseless is refused before it can spoil what is remembered. */
import type { Movement } from '../attempt.ts'
import type { PersonalEvent } from './state.ts'

/** Characters of an id or of a word of the context. Uuids, hashes and categories are far shorter. */
const longestId = 200

const isId = (text: string): boolean => text.length > 0 && text.length <= longestId

/** Throws a RangeError on an empty or endless id, an amount that is none, or an instant that is none. */
export const checkMovement = ({ payer, payee, owner, payeeOwner, context, currency, minor, atMs }: Movement): void => {
  if (!isId(payer) || (payee !== null && !isId(payee))) throw new RangeError('An account’s id has 1 to 200 characters.')
  if ((owner !== undefined && !isId(owner)) || (payeeOwner !== undefined && !isId(payeeOwner)))
    throw new RangeError('An owner’s id has 1 to 200 characters.')
  if (currency.length !== 3) throw new RangeError('A currency has three letters.')
  if (!(minor >= 1 && minor <= Number.MAX_SAFE_INTEGER)) throw new RangeError(`${minor} is no amount of minor units.`)
  checkTime(atMs)
  if (context) for (const word of Object.values(context)) checkWord(word)
}

/** Throws a RangeError on what cannot be an event. */
export const checkEvent = ({ person, atMs, context }: PersonalEvent): void => {
  if (!isId(person)) throw new RangeError('A person’s id has 1 to 200 characters.')
  checkTime(atMs)
  if (context) for (const word of Object.values(context)) checkWord(word)
}

const latestMs = 8.64e15

/** Throws a RangeError on an instant before 1970, or one that no clock shows. */
const checkTime = (atMs: number): void => {
  if (!(atMs > 0 && atMs <= latestMs)) throw new RangeError(`${atMs} is no instant after 1970.`)
}

const control = /\p{Cc}/u

/** Throws a RangeError on an endless word, or one with control characters; an empty one is as good as none. */
const checkWord = (word: string | null): void => {
  if (word !== null && (word.length > longestId || control.test(word)))
    throw new RangeError('A word of the context has at most 200 characters, none of which is a control character.')
}
