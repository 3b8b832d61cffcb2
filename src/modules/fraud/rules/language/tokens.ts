/** Cuts the text of a rule into words, numbers and signs. */
import { RuleError } from './rule-error.ts'

export interface Token {
  readonly kind: 'word' | 'number' | 'sign' | 'end'
  readonly text: string
  readonly at: number
}

// A word may hold digits and hyphens, as attempts-1h does; a number may have a sign and an exponent.
const pattern =
  /\s*(?:(?<word>[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*)|(?<number>[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?)|(?<sign>>=|<=|!=|[<>=()]))/y

const isBlank = (text: string) => /^\s*$/.test(text)

/** The tokens in order, the last one the end. Throws a RuleError at a character that no rule has. */
export const tokensOf = (text: string): Token[] => {
  const tokens: Token[] = []
  pattern.lastIndex = 0
  let from = 0
  while (!isBlank(text.slice(from))) {
    const match = pattern.exec(text)
    if (!match?.groups) throw strange(text, from)
    const { word, number, sign } = match.groups
    const kind = word !== undefined ? 'word' : number !== undefined ? 'number' : 'sign'
    const found = word ?? number ?? sign
    from = pattern.lastIndex
    tokens.push({ kind, text: found, at: from - found.length })
  }
  return [...tokens, { kind: 'end', text: '', at: text.length }]
}

const strange = (text: string, from: number): RuleError => {
  const at = from + (text.slice(from).length - text.slice(from).trimStart().length)
  const found = String.fromCodePoint(text.codePointAt(at) ?? 0)
  return new RuleError({
    code: 'expected',
    at,
    length: found.length,
    found,
    expected: ['known-character'],
    suggestion: null,
  })
}
