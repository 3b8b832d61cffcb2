/**
 * Reads the text of a rule:
 *
 *   condition := all { or all }
 *   all       := one { and one }
 *   one       := not one | ( condition ) | test
 *   test      := name is [not] missing | name comparison number | amount comparison decimal currency | kind is [not] send
 */
import { currencies, currencyCodes, largestMinor } from '#platform/money'
import { type Condition, kinds, type Operator, operators, reservedNames } from './condition.ts'
import { nearestOf } from './nearest.ts'
import { type Expected, RuleError, type RuleFault } from './rule-error.ts'
import { type Token, tokensOf } from './tokens.ts'

const longest = 2_000
const deepest = 24
const mostTests = 64

interface Reader {
  readonly tokens: readonly Token[]
  /** Features that a rule may name. */
  readonly names: readonly string[]
  next: number
  depth: number
  tests: number
}

const fail = (code: RuleFault['code'], token: Token, more: Partial<RuleFault> = {}): RuleError =>
  new RuleError({
    code,
    at: token.at,
    length: token.text.length,
    found: token.text,
    expected: [],
    suggestion: null,
    ...more,
  })

const failExpecting = (token: Token, ...expected: Expected[]) => fail('expected', token, { expected })

const peek = ({ tokens, next }: Reader): Token => tokens[next]
const take = (reader: Reader): Token => reader.tokens[Math.min(reader.next++, reader.tokens.length - 1)]
const isWord = (token: Token, text: string) => token.kind === 'word' && token.text === text

/** Goes past a word if it stands here. */
const takeWord = (reader: Reader, text: string): boolean => {
  const isHere = isWord(peek(reader), text)
  if (isHere) reader.next++
  return isHere
}

const oneOf = <Text extends string>(token: Token, list: readonly Text[], expected: Expected): Text => {
  const found = list.find((text) => text === token.text)
  if (found === undefined) throw failExpecting(token, expected)
  return found
}

const readOperator = (reader: Reader): Operator => oneOf(take(reader), operators, 'comparison')

const readNumber = (reader: Reader): number => {
  const token = take(reader)
  const value = Number(token.text)
  if (token.kind !== 'number' || !Number.isFinite(value)) throw failExpecting(token, 'number')
  // Minus zero is zero, and prints so.
  return value + 0
}

const readMinor = (token: Token, exponent: number): bigint => {
  const [whole, decimals = ''] = token.text.split('.')
  if (decimals.length > exponent) throw fail('decimals', token)
  const minor = BigInt(whole) * 10n ** BigInt(exponent) + BigInt(decimals.padEnd(exponent, '0') || '0')
  if (minor > largestMinor) throw fail('too-large', token)
  return minor
}

const readAmount = (reader: Reader): Condition => {
  const operator = readOperator(reader)
  const amount = take(reader)
  if (amount.kind !== 'number' || !/^\d+(\.\d+)?$/.test(amount.text)) throw failExpecting(amount, 'amount')
  const currency = oneOf(take(reader), currencyCodes, 'currency')
  return { is: 'amount', operator, minor: readMinor(amount, currencies[currency].exponent), currency }
}

const readKind = (reader: Reader): Condition => {
  if (!takeWord(reader, 'is')) throw failExpecting(peek(reader), 'is')
  const negated = takeWord(reader, 'not')
  return { is: 'kind', kind: oneOf(take(reader), kinds, 'kind'), negated }
}

const readFeature = (reader: Reader, { text: name }: Token): Condition => {
  if (takeWord(reader, 'is')) {
    const negated = takeWord(reader, 'not')
    if (!takeWord(reader, 'missing')) throw failExpecting(peek(reader), 'missing')
    return { is: 'missing', name, negated }
  }
  if (peek(reader).kind !== 'sign' || '()'.includes(peek(reader).text))
    throw failExpecting(peek(reader), 'comparison', 'is')
  return { is: 'number', name, operator: readOperator(reader), value: readNumber(reader) }
}

const readTest = (reader: Reader): Condition => {
  const token = take(reader)
  if (token.kind !== 'word' || ['and', 'or', 'is', 'missing'].includes(token.text))
    throw failExpecting(token, 'condition')
  if (++reader.tests > mostTests) throw fail('too-many', token)
  if (token.text === 'amount') return readAmount(reader)
  if (token.text === 'kind') return readKind(reader)
  if (!reader.names.includes(token.text) && !reservedNames.includes(token.text))
    throw fail('unknown-name', token, { suggestion: nearestOf(token.text, [...reader.names, ...reservedNames]) })
  return readFeature(reader, token)
}

const readGroup = (reader: Reader): Condition => {
  const inside = readJoined(reader, 'or')
  const token = take(reader)
  if (token.text !== ')') throw failExpecting(token, 'close', 'joint')
  return inside
}

const readOne = (reader: Reader): Condition => {
  const token = peek(reader)
  const opens = token.kind === 'sign' && token.text === '('
  if (!opens && !isWord(token, 'not')) return readTest(reader)
  if (++reader.depth > deepest) throw fail('too-deep', token)
  reader.next++
  const read: Condition = opens ? readGroup(reader) : { is: 'not', part: readOne(reader) }
  reader.depth--
  return read
}

/** A list of two and more is one node; what stands in parentheses stays a node of its own. */
const readJoined = (reader: Reader, joint: 'or' | 'and'): Condition => {
  const part = () => (joint === 'or' ? readJoined(reader, 'and') : readOne(reader))
  const parts = [part()]
  while (takeWord(reader, joint)) parts.push(part())
  return parts.length === 1 ? parts[0] : { is: joint, parts }
}

/** The condition that a text says. `names` are the features that it may name. Throws a RuleError, and nothing else. */
export const parseCondition = (text: string, names: readonly string[]): Condition => {
  if (text.length > longest)
    throw fail('too-long', { kind: 'word', at: longest, text: text.slice(longest, longest + 20) })
  const reader: Reader = { tokens: tokensOf(text), names, next: 0, depth: 0, tests: 0 }
  const condition = readJoined(reader, 'or')
  const rest = peek(reader)
  if (rest.kind !== 'end') throw failExpecting(rest, 'joint')
  return condition
}
