/** What is wrong with the text of a rule, and where. */

/** What could stand at a place: a key of the sentences that the console says in the reader's language. */
export type Expected =
  | 'condition'
  | 'comparison'
  | 'number'
  | 'amount'
  | 'currency'
  | 'is'
  | 'kind'
  | 'missing'
  | 'joint'
  | 'close'
  | 'known-character'

export interface RuleFault {
  readonly code: 'expected' | 'unknown-name' | 'decimals' | 'too-large' | 'too-long' | 'too-deep' | 'too-many'
  /** The first character that is wrong, counted from 0, and how many are. */
  readonly at: number
  readonly length: number
  /** The text that stands there; empty at the end. */
  readonly found: string
  readonly expected: readonly Expected[]
  /** A name like the one that nobody knows. */
  readonly suggestion: string | null
}

const words: Record<Expected, string> = {
  condition: 'a condition such as attempts-1h >= 3',
  comparison: 'one of > >= < <= = !=',
  number: 'a number',
  amount: 'an amount such as 500.00',
  currency: 'a currency such as EUR',
  is: 'is or is not',
  kind: 'send, withdrawal or card',
  missing: 'missing or not missing',
  joint: 'and, or, or the end',
  close: 'a closing parenthesis',
  'known-character': 'a name, a number or a comparison',
}

const tell = ({ code, at, found, expected, suggestion }: RuleFault): string => {
  const where = found === '' ? 'at the end' : `at “${found}” (character ${at + 1})`
  switch (code) {
    case 'expected':
      return `Expected ${expected.map((one) => words[one]).join(', or ')} ${where}.`
    case 'unknown-name':
      return `No feature is called “${found}”.${suggestion ? ` Did you mean ${suggestion}?` : ''}`
    case 'decimals':
      return `“${found}” has more decimals than the currency.`
    case 'too-large':
      return `“${found}” is larger than any amount can be.`
    case 'too-long':
      return 'A rule has at most 2,000 characters.'
    case 'too-deep':
      return 'Parentheses and “not” go at most 24 deep.'
    case 'too-many':
      return 'A rule has at most 64 comparisons.'
  }
}

/** The one error that reading a rule throws. */
export class RuleError extends Error {
  override readonly name = 'RuleError'
  readonly fault: RuleFault

  constructor(fault: RuleFault) {
    super(tell(fault))
    this.fault = fault
  }
}
