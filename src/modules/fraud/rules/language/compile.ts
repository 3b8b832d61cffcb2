/** Makes a function of a condition, once; it then takes a fraction of a microsecond. */
import type { Money } from '#platform/money'
import type { AttemptKind } from '../../attempt.ts'
import { type Condition, type Operator, probabilityName } from './condition.ts'

/** What a rule looks at. */
export interface Case {
  readonly kind: AttemptKind
  readonly money: Money
  /** NaN where scoring failed. */
  readonly probability: number
  /** In the order of the catalog; those that are not there read as missing. */
  readonly features: Float32Array
}

export type Test = (it: Case) => boolean

const comparing: Readonly<Record<Operator, (value: number | bigint, bound: number | bigint) => boolean>> = {
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '=': (value, bound) => value === bound,
  // What is missing differs from nothing.
  '!=': (value, bound) => value !== bound && !Number.isNaN(value),
}

const readerOf = (name: string, names: readonly string[]): ((it: Case) => number) => {
  if (name === probabilityName) return ({ probability }) => probability
  const index = names.indexOf(name)
  if (index < 0) throw new RangeError(`No feature is called ${name}.`)
  return ({ features }) => features[index] ?? Number.NaN
}

/** Throws a RangeError where a feature is not in the catalog (any more). A comparison with what is missing is never true. */
export const compileCondition = (condition: Condition, names: readonly string[]): Test => {
  switch (condition.is) {
    case 'and':
    case 'or': {
      const tests = condition.parts.map((part) => compileCondition(part, names))
      return condition.is === 'and' ? (it) => tests.every((test) => test(it)) : (it) => tests.some((test) => test(it))
    }
    case 'not': {
      const test = compileCondition(condition.part, names)
      return (it) => !test(it)
    }
    case 'missing': {
      const read = readerOf(condition.name, names)
      return (it) => Number.isNaN(read(it)) !== condition.negated
    }
    case 'number': {
      const [read, compare] = [readerOf(condition.name, names), comparing[condition.operator]]
      // A feature is a 32-bit float, so 0.1 means the nearest of those; otherwise no feature would ever equal it.
      const bound = condition.name === probabilityName ? condition.value : Math.fround(condition.value)
      return (it) => compare(read(it), bound)
    }
    case 'amount': {
      const { operator, minor, currency } = condition
      const compare = comparing[operator]
      return ({ money }) => money.currency === currency && compare(money.minor, minor)
    }
    case 'kind':
      return ({ kind }) => (kind === condition.kind) !== condition.negated
  }
}
