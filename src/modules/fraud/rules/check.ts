/** Reads a condition while it is being written. */
import { featureNames, features } from '../features/catalog.ts'
import { namesIn } from './language/condition.ts'
import { parseCondition } from './language/parse.ts'
import { printCondition } from './language/print.ts'
import { RuleError, type RuleFault } from './language/rule-error.ts'

export interface Checked {
  /** In its plain form; null where it was not understood. */
  readonly condition: string | null
  readonly features: { name: string; label: string }[]
  readonly fault: (Omit<RuleFault, 'expected'> & { expected: string[]; sentence: string }) | null
}

/** What is wrong with a condition and where, or what it says. Never throws. */
export const checkCondition = (text: string): Checked => {
  try {
    const condition = parseCondition(text, featureNames)
    const names = new Set(namesIn(condition))
    const read = features.filter(({ name }) => names.has(name)).map(({ name, label }) => ({ name, label }))
    return { condition: printCondition(condition), features: read, fault: null }
  } catch (error) {
    if (!(error instanceof RuleError)) throw error
    const fault = { ...error.fault, expected: [...error.fault.expected], sentence: error.message }
    return { condition: null, features: [], fault }
  }
}
