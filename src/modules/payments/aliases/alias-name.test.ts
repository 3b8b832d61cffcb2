import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Refusal } from '#platform/refusal'
import { maskAddress, maskName, parseAddress } from './address.ts'
import { checkAliasName, likenessOf } from './alias-name.ts'

const isAllowed = (name: string): boolean => {
  try {
    checkAliasName(name)
    return true
  } catch (error) {
    assert.ok(error instanceof Refusal && error.code === 'alias-not-allowed', String(error))
    return false
  }
}

test('plain names are allowed, and what is no name, or sounds like an office, is not', () => {
  for (const name of ['meenakshi', 'ravi.k', 'joan-puig', 'a_b', 'anna2', 'fish.market'])
    assert.ok(isAllowed(name), name)
  const wrong = [
    'ab',
    '1anna',
    'anna.',
    'an..na',
    '.anna',
    'an_-na',
    'añna',
    'аnna',
    'anna anna',
    'x'.repeat(31),
    'aaaa',
  ]
  for (const name of wrong) assert.ok(!isAllowed(name), name)
  const offices = [
    'bank',
    'support',
    'help.desk',
    'anna.support',
    'kyc-update',
    'r8i',
    'supp0rt',
    'adm1n',
    'safe-account',
    'refunds',
  ]
  for (const name of offices) assert.ok(!isAllowed(name), name)
})

test('names that a reader takes for each other have one likeness, and others have not', () => {
  const alike = [
    ['ravikumar', 'ravi.kumar', 'rav1kumar', 'ravikurnar', 'ravvikumar', 'ravikumaar'],
    ['paul', 'pau1', 'p-aul', 'paui'],
    ['olivia', '0livia', 'o1ivia', 'ol1v1a', 'oliwia'],
    ['claudia', 'daudia', 'c1audia', 'ciaudia'],
  ]
  for (const [first, ...others] of alike)
    for (const other of others) assert.equal(likenessOf(other), likenessOf(first), `${first} ${other}`)
  const names = ['ravi', 'rani', 'paul', 'paula', 'olivia', 'oliver', 'meena', 'mina', 'joan', 'john']
  assert.equal(new Set(names.map(likenessOf)).size, names.length)
})

test('any swap of digits and separators leaves a name its likeness', () => {
  const swaps: Readonly<Record<string, string>> = { o: '0', l: '1', e: '3', a: '4', s: '5', t: '7', b: '8', g: '9' }
  fc.assert(
    fc.property(
      fc.stringMatching(/^[a-z]{3,12}$/),
      fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
      fc.nat(10),
      (name, coins, place) => {
        const swapped = [...name].map((letter, index) => (coins[index] ? (swaps[letter] ?? letter) : letter)).join('')
        const at = 1 + (place % (name.length - 1))
        assert.equal(likenessOf(`${swapped.slice(0, at)}.${swapped.slice(at)}`), likenessOf(name))
      },
    ),
  )
})

test('a name at the bank, a phone and an email are told apart, and what is shown of them is masked', () => {
  assert.deepEqual(parseAddress(' Ravi.K@Bank '), { kind: 'name', value: 'ravi.k' })
  assert.deepEqual(parseAddress('+91 98765-43210'), { kind: 'phone', value: '+919876543210' })
  assert.deepEqual(parseAddress('Ravi@Example.org'), { kind: 'email', value: 'ravi@example.org' })
  for (const typed of ['ravi', '9876543210', 'ravi@', '@x.y', '+0123', 'a@b@c.d', ''])
    assert.equal(parseAddress(typed), undefined, typed)
  assert.equal(maskAddress({ kind: 'phone', value: '+919876543210' }), '+91 ••• 10')
  assert.equal(maskAddress({ kind: 'email', value: 'ravi@example.org' }), 'r•••@example.org')
})

test('of a name that was nearly typed only the words that were typed stand in full', () => {
  assert.equal(maskName('Anita Sharma', 'anita shrama'), 'Anita S•••')
  assert.equal(maskName('José García', 'Jose Garzia'), 'José G•••')
  assert.equal(maskName('अनिता शर्मा', 'अनिता शरमा'), 'अनिता श•••')
  fc.assert(
    fc.property(fc.string({ maxLength: 30 }), fc.string({ maxLength: 30 }), (holder, typed) => {
      const known = new Set(
        typed.split(/\s+/).map((word) =>
          word
            .normalize('NFKD')
            .replace(/[\u0300-\u036f]/g, '')
            .toLowerCase(),
        ),
      )
      for (const word of maskName(holder, typed)
        .split(' ')
        .filter((each) => each !== ''))
        assert.ok(
          word.endsWith('•••') ||
            known.has(
              word
                .normalize('NFKD')
                .replace(/[\u0300-\u036f]/g, '')
                .toLowerCase(),
            ),
        )
    }),
  )
})
