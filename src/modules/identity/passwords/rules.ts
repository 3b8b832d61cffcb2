/** Which passwords a person may choose: long enough, not among the first that a thief tries, not their own name. */
import { Refusal } from '#platform/refusal'
import { commonPasswords } from './common.ts'
import { normalizePassword } from './hash.ts'
import { isKnown } from './known-words.ts'
import { coreOf } from './stem.ts'
import { commonStems } from './stems.ts'

const shortest = 10
const tooCommon = (detail: string) => new Refusal('password-too-common', 422, detail)

/** True for one short unit over and over, such as "aaaaaaaaaa" or "abc1abc1abc1". */
const isRepetition = (text: string): boolean => /^(.{1,4}?)\1+.{0,3}$/su.test(text)

/** True for neighbors in the alphabet or on the row of digits, up or down: "1234567890", "zyxwvutsrq". */
const isSequence = (text: string): boolean => {
  const codes = Array.from(text, (letter) => letter.codePointAt(0) ?? 0)
  const steps = new Set(codes.slice(1).map((code, index) => code - codes[index]))
  return steps.size === 1 && Math.abs([...steps][0]) <= 1
}

const withoutSpaces = (text: string) => text.toLowerCase().replaceAll(/\s/g, '')

/** So many figures and signs around a word are no more than what people add because they must. */
const mostAround = 6

/** True for a word of the list, or the same one twice, with a few figures and signs around it. */
const isBuiltOnWord = (lower: string): boolean => {
  const { stem, around } = coreOf(lower)
  if (stem === '' || around > mostAround) return false
  const half = stem.slice(0, stem.length / 2)
  return isKnown('word', stem) || (half + half === stem && isKnown('word', half))
}

/** True for one of the first words that are tried, with figures and signs around it: that adds little to guess. */
const isCommonWord = (lower: string): boolean => /[a-z]/.test(lower) && commonStems.has(coreOf(lower).stem)

const isTooCommon = (lower: string): boolean =>
  commonPasswords.has(lower) ||
  isCommonWord(lower) ||
  isKnown('whole', lower) ||
  isBuiltOnWord(lower) ||
  isRepetition(lower) ||
  isSequence(lower)

/** Refuses a password that is too short once normalized, very common, or the person's own name or email. */
export const checkNewPassword = (password: string, person: { name: string; email: string | null }): void => {
  const normal = normalizePassword(password)
  if (Array.from(normal).length < shortest)
    throw new Refusal('password-too-short', 422, `A password has at least ${shortest} characters.`)
  const lower = withoutSpaces(normal)
  if (isTooCommon(lower))
    throw tooCommon('This password is among the first that a thief would try. Please choose another.')
  const email = person.email ?? ''
  const own = [person.name, email, email.split('@')[0]].map((text) => withoutSpaces(normalizePassword(text)))
  if (own.includes(lower)) throw tooCommon('Your name or email is not a password. Please choose another.')
}
