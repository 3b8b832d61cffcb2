import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { currencyCodes, largestMinor } from '#platform/money'
import { featureNames } from '../../features/catalog.ts'
import { type Case, compileCondition } from './compile.ts'
import { type Condition, kinds, namesIn, operators } from './condition.ts'
import { parseCondition } from './parse.ts'
import { printCondition } from './print.ts'
import { RuleError } from './rule-error.ts'

const parse = (text: string) => parseCondition(text, featureNames)

const record = <Shape extends object>(shape: { [Key in keyof Shape]: fc.Arbitrary<Shape[Key]> }) =>
  fc.record(shape, { noNullPrototype: true })

const leaf: fc.Arbitrary<Condition> = fc.oneof(
  record({
    is: fc.constant('number' as const),
    name: fc.constantFrom(...featureNames, 'probability'),
    operator: fc.constantFrom(...operators),
    value: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  }),
  record({
    is: fc.constant('missing' as const),
    name: fc.constantFrom(...featureNames),
    negated: fc.boolean(),
  }),
  record({
    is: fc.constant('amount' as const),
    operator: fc.constantFrom(...operators),
    minor: fc.bigInt(0n, largestMinor),
    currency: fc.constantFrom(...currencyCodes),
  }),
  record({ is: fc.constant('kind' as const), kind: fc.constantFrom(...kinds), negated: fc.boolean() }),
)

const { tree } = fc.letrec<{ tree: Condition }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    record({
      is: fc.constantFrom('and' as const, 'or' as const),
      parts: fc.array(tie('tree'), { minLength: 2, maxLength: 3 }),
    }),
    record({ is: fc.constant('not' as const), part: tie('tree') }),
  ),
}))

const withinLimits = (condition: Condition): boolean => {
  try {
    return parse(printCondition(condition)) !== undefined
  } catch (error) {
    assert.ok(error instanceof RuleError)
    return !['too-long', 'too-deep', 'too-many'].includes(error.fault.code)
  }
}

test('a rule that is printed and read again is the same rule', () => {
  let small = 0
  fc.assert(
    fc.property(tree, (condition) => {
      if (!withinLimits(condition)) return
      small++
      assert.deepEqual(parse(printCondition(condition)), condition)
    }),
    { numRuns: 2_000 },
  )
  assert.ok(small > 1_000, `only ${small} were small enough`)
})

test('whatever is typed is a rule or is told what is wrong with it, in its own place', () => {
  const piece = fc.constantFrom(
    ...[
      'and',
      'or',
      'not',
      'is',
      'missing',
      'amount',
      'kind',
      'send',
      'times-paid',
      'attempts-1h',
      'EUR',
      '(',
      ')',
      '>',
    ],
    ...['>=', '=', '!=', '3', '-1.5', '0.001', '1e400', '99999999999999999999', '₹', '', '  ', '\n', 'x'.repeat(80)],
  )
  const text = fc.oneof(
    fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(' ')),
    fc.string({ unit: 'binary', maxLength: 120 }),
  )
  fc.assert(
    fc.property(text, (typed) => {
      try {
        parse(typed)
      } catch (error) {
        assert.ok(error instanceof RuleError, String(error))
        const { at, length, found } = error.fault
        assert.ok(at >= 0 && at <= typed.length)
        assert.equal(typed.slice(at, at + length), found)
      }
    }),
    { numRuns: 5_000 },
  )
})

test('a rule of the console reads as it is written', () => {
  const text = 'amount > 500.00 EUR and times-paid is missing and attempts-1h >= 3'
  assert.equal(printCondition(parse(text)), text)
  assert.deepEqual(namesIn(parse(text)), ['times-paid', 'attempts-1h'])
  assert.deepEqual(parse('kind is not card or not (probability<0.2)'), {
    is: 'or',
    parts: [
      { is: 'kind', kind: 'card', negated: true },
      { is: 'not', part: { is: 'number', name: 'probability', operator: '<', value: 0.2 } },
    ],
  })
})

const faultOf = (text: string) => {
  try {
    parse(text)
    return assert.fail(`“${text}” was read`)
  } catch (error) {
    assert.ok(error instanceof RuleError)
    const { code, at, found, expected, suggestion } = error.fault
    return { code, at, found, expected: expected.join(), suggestion, message: error.message }
  }
}

test('what is wrong is said with its place and what could stand there', () => {
  const cases: [text: string, code: string, at: number, expected: string][] = [
    ['', 'expected', 0, 'condition'],
    ['attempts-1h', 'expected', 11, 'comparison,is'],
    ['attempts-1h >= ', 'expected', 15, 'number'],
    ['attempts-1h >= 3 and', 'expected', 20, 'condition'],
    ['attempts-1h >= 3 attempts-1d > 4', 'expected', 17, 'joint'],
    ['(attempts-1h >= 3', 'expected', 17, 'close,joint'],
    ['amount > 500', 'expected', 12, 'currency'],
    ['amount > 500 XYZ', 'expected', 13, 'currency'],
    ['amount > -5 EUR', 'expected', 9, 'amount'],
    ['amount > 0.001 EUR', 'decimals', 9, ''],
    ['amount > 1.5 JPY', 'decimals', 9, ''],
    ['amount > 92233720368547758.08 EUR', 'too-large', 9, ''],
    ['kind is cheque', 'expected', 8, 'kind'],
    ['kind = card', 'expected', 5, 'is'],
    ['times-paid is 3', 'expected', 14, 'missing'],
    ['attempts-1h >= 3 ; drop', 'expected', 17, 'known-character'],
    ['attempt-1h >= 3', 'unknown-name', 0, ''],
  ]
  for (const [text, code, at, expected] of cases) {
    const fault = faultOf(text)
    assert.deepEqual([fault.code, fault.at, fault.expected], [code, at, expected], text)
  }
  assert.equal(faultOf('attempt-1h >= 3').suggestion, 'attempts-1h')
  assert.equal(faultOf('attempt-1h >= 3').message, 'No feature is called “attempt-1h”. Did you mean attempts-1h?')
  assert.equal(faultOf('completely-unlike-anything > 1').suggestion, null)
  assert.equal(faultOf(`${'('.repeat(30)}attempts-1h > 1`).code, 'too-deep')
  assert.equal(faultOf(Array.from({ length: 65 }, () => 'attempts-1h > 1').join(' or ')).code, 'too-many')
  assert.equal(faultOf(`attempts-1h > 1${' '.repeat(2_000)}`).code, 'too-long')
})

const given = (values: Record<string, number>, more: Partial<Case> = {}): Case => ({
  kind: 'send',
  money: { currency: 'EUR', minor: 60_000n },
  probability: 0.3,
  features: Float32Array.from(featureNames, (name) => values[name] ?? Number.NaN),
  ...more,
})
const holds = (text: string, it: Case) => compileCondition(parse(text), featureNames)(it)

test('a rule fires on exactly what it says', () => {
  const it = given({ 'attempts-1h': 3, 'balance-share': 0.1, 'times-paid': 0 })
  for (const text of [
    'attempts-1h >= 3 and attempts-1h <= 3 and attempts-1h = 3',
    'balance-share = 0.1',
    'amount > 599.99 EUR and amount <= 600 EUR',
    'kind is send and kind is not card',
    'payee-age is missing and times-paid is not missing',
    'attempts-1h > 5 or (probability >= 0.3 and not kind is withdrawal)',
  ])
    assert.ok(holds(text, it), text)
  for (const text of [
    'attempts-1h != 3',
    'amount > 1 INR',
    'amount < 600 EUR',
    'probability > 0.3',
    'not times-paid = 0',
  ])
    assert.ok(!holds(text, it), text)
})

test('what is missing is neither more nor less nor other than a number', () => {
  for (const operator of operators) assert.ok(!holds(`payee-age ${operator} 3`, given({})), operator)
  for (const operator of operators)
    assert.ok(!holds(`probability ${operator} 0.5`, given({}, { probability: Number.NaN })), operator)
})

test('features that an older catalog did not have are missing', () => {
  const last = featureNames[featureNames.length - 1]
  const older = { ...given({ [last]: 1 }), features: new Float32Array(featureNames.length - 1) }
  assert.ok(holds(`${last} is missing`, older))
  assert.ok(holds(`${last} = 1`, given({ [last]: 1 })))
})

test('a rule of ten comparisons holds where all of them do, and not where one does not', () => {
  const names = featureNames.slice(0, 10)
  const rule = compileCondition(parse(names.map((name) => `${name} >= 0`).join(' and ')), featureNames)
  const all = Object.fromEntries(featureNames.map((name) => [name, 1]))
  assert.equal(rule(given(all)), true)
  for (const name of names) assert.equal(rule(given({ ...all, [name]: -1 })), false)
})
