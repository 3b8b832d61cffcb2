import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { featureNames } from './features/catalog.ts'
import { reasonsOf, sentenceOf } from './reasons.ts'
import { counted, inWords, timesInWords } from './words.ts'

/** Features and what they add, by name; the others are missing and add nothing. */
const told = (given: Record<string, [value: number, logOdds: number]>, kind: 'send' | 'card' = 'send') => {
  const features = Float32Array.from(featureNames, (name) => given[name]?.[0] ?? Number.NaN)
  return reasonsOf(
    features,
    featureNames.map((name) => given[name]?.[1] ?? 0),
    kind,
  )
}

test('the two strongest reasons make one sentence', () => {
  const reasons = told({ 'times-paid': [0, 2], 'amount-to-usual': [11.2, 1.5], 'attempts-1h': [4, 0.1] })
  assert.equal(sentenceOf(reasons), 'You have never paid this person, and this is eleven times your usual amount.')
  assert.deepEqual(reasons[1], {
    code: 'unusual-amount',
    sentence: 'This is eleven times your usual amount.',
    values: { times: '11' },
  })
})

test('a new payee is named before the amount, and three ways to say that it is much are one reason', () => {
  const reasons = told({
    'amount-to-usual': [11.2, 3],
    'spent-to-usual': [14, 2],
    'amount-tail': [2.5, 1],
    'days-since-paid': [Number.NaN, 0.2],
    'times-paid': [0, 0.1],
    'hour-share': [0.1, 0.05],
  })
  assert.deepEqual(
    reasons.map(({ code }) => code),
    ['new-payee', 'unusual-amount', 'unusual-hour'],
  )
})

test('one reason is a sentence by itself, and none is never said', () => {
  assert.equal(sentenceOf(told({ 'times-paid': [0, 2] }, 'card')), 'You have never paid here before.')
  assert.equal(sentenceOf(told({})), 'This does not look like your other payments.')
})

test('what speaks for a payment is no reason against it', () => {
  const codes = told({ 'times-paid': [0, -1], 'amount-to-usual': [0.5, 2], 'balance-share': [0.95, 1] }).map(
    ({ code }) => code,
  )
  assert.deepEqual(codes, ['most-of-balance'])
})

test('several features with the same sentence say it once', () => {
  const reasons = told({ 'amount-to-usual': [3, 1], 'amount-deviation-30d': [4, 2], 'amount-deviation-7d': [4, 3] })
  assert.deepEqual(
    reasons.map(({ code }) => code),
    ['unusual-amount'],
  )
})

test('every feature that has a sentence is one that the model has', () => {
  const everything = Object.fromEntries(featureNames.map((name, index) => [name, [30, index + 1] as [number, number]]))
  assert.equal(told(everything).length, 3)
})

test('numbers are words up to twenty and digits beyond', () => {
  assert.deepEqual([inWords(1), inWords(20.4), inWords(21), inWords(1_234)], ['one', 'twenty', '21', '1,234'])
  assert.deepEqual([timesInWords(1.6), timesInWords(10.7)], ['twice', 'eleven times'])
  assert.deepEqual([counted(1, 'day'), counted(12, 'day')], ['one day', 'twelve days'])
})

test('where a payment comes from, and what changed before it, are reasons of their own', () => {
  const codes = (given: Record<string, [number, number]>) => told(given).map(({ code }) => code)
  assert.deepEqual(codes({ 'device-new': [1, 2], 'network-new': [0, 1], 'travel-speed': [4_000, 0.5] }), [
    'new-device',
    'too-fast',
  ])
  assert.equal(sentenceOf(told({ 'place-distance': [1_234.5, 1] })), 'This is 1,235 km from where you usually pay.')
  assert.equal(sentenceOf(told({ 'limit-age': [0.2, 1] })), 'Your limit was changed within the last day.')
  assert.deepEqual(codes({ 'limit-age': [100, 1], 'payee-name-distance': [0.1, 1], 'typing-distance': [1, 1] }), [
    'unusual-pattern',
  ])
})

/** Codes that a customer may read; each of them is told in Hindi, too. */
test('every reason is told in Hindi', async () => {
  const pages = await readFile(new URL('../../../web/kit/reasons.ts', import.meta.url), 'utf8')
  const sources = await Promise.all(
    ['reasons.ts', 'reasons-of-origin.ts'].map((file) => readFile(new URL(file, import.meta.url), 'utf8')),
  )
  const codes = sources.flatMap((text) =>
    [...text.matchAll(/\breason\(\s*'([a-z-]+)'|changed\('[a-z-]+', '([a-z-]+)'/g)].map(
      ([, one, other]) => one ?? other,
    ),
  )
  assert.ok(codes.length > 30)
  for (const code of codes) assert.ok(pages.includes(`'${code}': (`), code)
})

test('every feature has a name in Hindi', async () => {
  const pages = await readFile(new URL('../../../web/staff/whole/feature-words.ts', import.meta.url), 'utf8')
  for (const name of featureNames) assert.match(pages, new RegExp(`^ {2}'?${name}'?: `, 'm'))
})
