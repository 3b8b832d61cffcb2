import type { z } from 'zod'
import type { checkRule } from '#wire/fraud'
import { useRulesWords } from './rules-words.ts'

type Fault = NonNullable<z.output<typeof checkRule.answer>['fault']>

const expectedKeys = {
  condition: 'e_condition',
  comparison: 'e_comparison',
  number: 'e_number',
  amount: 'e_amount',
  currency: 'e_currency',
  is: 'e_is',
  kind: 'e_kind',
  missing: 'e_missing',
  joint: 'e_joint',
  close: 'e_close',
  'known-character': 'e_character',
} as const

const plainKeys = {
  decimals: 'fault_decimals',
  'too-large': 'fault_large',
  'too-long': 'fault_long',
  'too-deep': 'fault_deep',
  'too-many': 'fault_many',
} as const

const isExpected = (code: string): code is keyof typeof expectedKeys => code in expectedKeys
const isPlain = (code: string): code is keyof typeof plainKeys => code in plainKeys

/** Returns what says in the reader's language what is wrong with a condition; what it has no words for stays English. */
export const useFaultSentence = () => {
  const say = useRulesWords()
  return ({ code, found, expected, suggestion, sentence }: Fault): string => {
    if (code === 'unknown-name')
      return suggestion ? say('fault_meant', { found, suggestion }) : say('fault_unknown', { found })
    if (isPlain(code)) return say(plainKeys[code], { found })
    if (code !== 'expected') return sentence
    const where = found === '' ? say('atEnd') : say('atText', { found })
    const list = expected.filter(isExpected).map((one) => say(expectedKeys[one]))
    return say('fault_expected', { expected: list.join(say('or')), where })
  }
}
