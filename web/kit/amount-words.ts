import type { CurrencyCode, MoneyAmount } from './currency.ts'
import { exponentOf } from './currency.ts'
import { unitNames } from './unit-names.ts'

const ones = (
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen ' +
  'eighteen nineteen'
).split(' ')
const tens = 'zero ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')

// Hindi has a word of its own for every number below a hundred.
const hindi = (
  'शून्य एक दो तीन चार पाँच छह सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह उन्नीस ' +
  'बीस इक्कीस बाईस तेईस चौबीस पच्चीस छब्बीस सत्ताईस अट्ठाईस उनतीस तीस इकतीस बत्तीस तैंतीस चौंतीस पैंतीस छत्तीस सैंतीस ' +
  'अड़तीस उनतालीस चालीस इकतालीस बयालीस तैंतालीस चौवालीस पैंतालीस छियालीस सैंतालीस अड़तालीस उनचास पचास इक्यावन बावन ' +
  'तिरपन चौवन पचपन छप्पन सत्तावन अट्ठावन उनसठ साठ इकसठ बासठ तिरसठ चौंसठ पैंसठ छियासठ सड़सठ अड़सठ उनहत्तर सत्तर ' +
  'इकहत्तर बहत्तर तिहत्तर चौहत्तर पचहत्तर छिहत्तर सतहत्तर अठहत्तर उनासी अस्सी इक्यासी बयासी तिरासी चौरासी पचासी छियासी ' +
  'सत्तासी अट्ठासी नवासी नब्बे इक्यानवे बानवे तिरानवे चौरानवे पचानवे छियानवे सत्तानवे अट्ठानवे निन्यानवे'
).split(' ')

type Scale = readonly [size: bigint, name: string]
const indian: readonly Scale[] = [
  [10_000_000n, 'crore'],
  [100_000n, 'lakh'],
  [1000n, 'thousand'],
  [100n, 'hundred'],
]
const international: readonly Scale[] = [
  [1_000_000_000_000n, 'trillion'],
  [1_000_000_000n, 'billion'],
  [1_000_000n, 'million'],
  [1000n, 'thousand'],
  [100n, 'hundred'],
]
const hindiScales: readonly Scale[] = [
  [10_000_000n, 'करोड़'],
  [100_000n, 'लाख'],
  [1000n, 'हज़ार'],
  [100n, 'सौ'],
]

const belowHundred = (value: number): string => {
  if (value < 20) return ones[value] ?? ''
  const rest = value % 10
  return rest === 0 ? (tens[value / 10] ?? '') : `${tens[Math.floor(value / 10)]}-${ones[rest]}`
}

const spell = (value: bigint, scales: readonly Scale[], small: (value: number) => string): string => {
  const scale = scales.find(([size]) => value >= size)
  if (!scale) return small(Number(value))
  const [size, name] = scale
  const head = `${spell(value / size, scales, small)} ${name}`
  const rest = value % size
  return rest === 0n ? head : `${head} ${spell(rest, scales, small)}`
}

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const spellIn = (language: string, currency: CurrencyCode, value: bigint): string => {
  if (language === 'hi') return spell(value, hindiScales, (small) => hindi[small] ?? '')
  return spell(value, currency === 'INR' ? indian : international, belowHundred)
}

/** A whole number in words, in English or Hindi: "eleven", "ग्यारह". */
export const numberInWords = (value: number, language: string): string => spellIn(language, 'INR', BigInt(value))

/** An amount in words, in English or Hindi: "Eighty-six thousand rupees", "छियासी हज़ार रुपये". */
export const amountInWords = (amount: MoneyAmount, language: string): string => {
  const scale = 10n ** BigInt(exponentOf(amount.currency))
  const minor = amount.minor < 0n ? -amount.minor : amount.minor
  const [whole, part] = [minor / scale, minor % scale]
  const units = unitNames(amount.currency, language)
  const major = `${spellIn(language, amount.currency, whole)} ${whole === 1n ? units.one : units.many}`
  const minors = `${spellIn(language, amount.currency, part)} ${part === 1n ? units.partOne : units.partMany}`
  if (part === 0n) return upperFirst(major)
  if (whole === 0n) return upperFirst(minors)
  return upperFirst(`${major} ${language === 'hi' ? 'और' : 'and'} ${minors}`)
}
