import assert from 'node:assert/strict'
import { test } from 'node:test'
import { notificationKind } from '../wire.ts'
import { say } from './words.ts'

test('every kind has its words in both languages, with an amount and without a name, and no place is left open', () => {
  const amount = { currency: 'INR', minor: 12_450_000n } as const
  for (const kind of notificationKind.options)
    for (const language of ['en', 'hi'] as const)
      for (const other of [null, 'Ravi {amount} $&']) {
        const { title, text } = say(kind, language, { ...amount, other })
        const said = `${title} ${text}`
        assert.ok(title.length > 3 && title.length < 110, said)
        assert.ok(text.length > 10 && text.length < 250, said)
        assert.doesNotMatch(said.replaceAll('Ravi {amount} $&', ''), /[{}]|undefined|null/, said)
        assert.equal(/[ऀ-ॿ]/.test(text), language === 'hi', said)
      }
  const { title, text } = say('arrived', 'en', { ...amount, other: 'Ravi' })
  assert.deepEqual([title, text], ['₹1,24,500.00 came in', '₹1,24,500.00 from Ravi is in your account.'])
  const largest = say('arrived', 'en', { currency: 'KWD', minor: 9_223_372_036_854_775_807n, other: null })
  assert.match(largest.title, /9,22,33,72,03,68,54,775\.807|9,223,372,036,854,775\.807/)
})
