/** Writes a condition as text; reading that text gives the same condition again. */
import { toDecimal } from '#platform/money'
import type { Condition } from './condition.ts'

/** What joins more loosely than its surroundings needs parentheses. */
const inside = (part: Condition): string =>
  part.is === 'and' || part.is === 'or' ? `(${printCondition(part)})` : printCondition(part)

/** The text in its plain form: single spaces, parentheses only where they are needed. */
export const printCondition = (condition: Condition): string => {
  switch (condition.is) {
    case 'or':
      return condition.parts.map((part) => (part.is === 'or' ? inside(part) : printCondition(part))).join(' or ')
    case 'and':
      return condition.parts.map(inside).join(' and ')
    case 'not':
      return `not ${inside(condition.part)}`
    case 'number':
      return `${condition.name} ${condition.operator} ${condition.value}`
    case 'missing':
      return `${condition.name} is ${condition.negated ? 'not ' : ''}missing`
    case 'amount':
      return `amount ${condition.operator} ${toDecimal(condition.minor, condition.currency)} ${condition.currency}`
    case 'kind':
      return `kind is ${condition.negated ? 'not ' : ''}${condition.kind}`
  }
}
