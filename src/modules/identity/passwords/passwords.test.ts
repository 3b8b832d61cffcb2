import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commonPasswords } from './common.ts'
import { createPasswords } from './hash.ts'
import { countKnown, isKnown } from './known-words.ts'
import { checkNewPassword } from './rules.ts'

const pepper = Buffer.from('a pepper of a test')
const asha = { name: 'Asha Mohan Rao', email: 'asha.mohan.rao@example.com' }
const tooCommon = { code: 'password-too-common', status: 422 }

test('passwords that a thief tries first are refused, in any case and with spaces between', () => {
  for (const password of ['password1234', 'PassWord1234', 'pass word 1234', 'Qwertyuiop', '1q2w3e4r5t', 'jaishreeram'])
    assert.throws(() => checkNewPassword(password, asha), tooCommon, password)
})

test('a word that everybody takes is refused with figures and signs around it, and a sentence with it is not', () => {
  for (const password of ['P@ssw0rd2027!', 'welcome-2026', '!!Sunshine!!99', 'Krishna@108108', '2026bankserver'])
    assert.throws(() => checkNewPassword(password, asha), tooCommon, password)
  for (const password of ['sunshine over the lake', 'welcome-to-the-rain', 'krishna plays in june'])
    checkNewPassword(password, asha)
})

test('a word of the dictionary, once or twice, is refused with a few figures and signs around it, and with many it is not', () => {
  for (const password of [
    'photosynthesis',
    'Ph0t0synthesis',
    'umbrella-2027',
    '99marigold!!',
    'harvestharvest',
    'lantern-Lantern1',
  ])
    assert.throws(() => checkNewPassword(password, asha), tooCommon, password)
  for (const password of ['umbrella-8392175', 'marigold harvest', 'lanternharvest', 'photosynthesisx'])
    checkNewPassword(password, asha)
})

test('a password of the list of broken ones is refused as it is', () => {
  for (const password of ['chris!1988', 'blink182blink182', '1234qwerasdf'].filter((text) => isKnown('whole', text)))
    assert.throws(() => checkNewPassword(password, asha), tooCommon, password)
  assert.ok(isKnown('whole', '1234567890') && isKnown('whole', 'thunderbird'))
})

test('the list is sorted and large, and of texts that nobody listed hardly one fits', () => {
  assert.ok(countKnown() > 70_000)
  const fits = Array.from({ length: 200_000 }, (_, index) => isKnown('word', `nobody wrote this ${index}`)).filter(
    Boolean,
  )
  assert.ok(fits.length < 20, `${fits.length}`)
})

test('one thing over and over, and neighbors in a row, are refused', () => {
  for (const password of ['aaaaaaaaaaa', 'abababababab', 'abc1abc1abc1', 'अआअआअआअआअआ', 'jihgfedcba', '56789:;<=>?'])
    assert.throws(() => checkNewPassword(password, asha), tooCommon, password)
})

test('one’s own name and email are refused', () => {
  for (const password of ['Asha Mohan Rao', 'ashamohanrao', 'asha.mohan.rao', 'ASHA.mohan.rao@example.com'])
    assert.throws(() => checkNewPassword(password, asha), tooCommon, password)
})

test('a long sentence in any script is welcome', () => {
  for (const password of [
    'a horse in the rain',
    'बारिश में एक घोड़ा',
    'aaaaaaaaab-then-more',
    '1234567890 is my favourite',
  ])
    checkNewPassword(password, asha)
})

test('five pictures are not ten characters', () => {
  assert.throws(() => checkNewPassword('🐎🌧🏦🔑🎈', asha), { code: 'password-too-short', status: 422 })
})

test('the shipped list has only passwords that are long enough to be chosen', () => {
  assert.ok(commonPasswords.size > 300)
  for (const password of commonPasswords) assert.ok(password.length >= 10 && password === password.toLowerCase())
})

test('no password matches where there is none', async () => {
  const passwords = createPasswords(pepper)
  assert.equal(await passwords.matches(null, 'a horse in the rain'), false)
  const hash = await passwords.hash('a horse in the rain')
  assert.deepEqual(
    [await passwords.matches(hash, 'a horse in the rain'), await passwords.matches(hash, 'a horse in the rain ')],
    [true, false],
  )
})

test('a copy of the database without the bank’s own key is nothing to guess at', async () => {
  const hash = await createPasswords(pepper).hash('a horse in the rain')
  assert.equal(await createPasswords(Buffer.from('another pepper')).matches(hash, 'a horse in the rain'), false)
})

test('a flood of sign-ins is turned away at a bound, and the bank serves again afterwards', async () => {
  const passwords = createPasswords(pepper)
  const tries = await Promise.allSettled(Array.from({ length: 100 }, () => passwords.matches(null, 'x')))
  const refused = tries.filter((result) => result.status === 'rejected').map(({ reason }) => reason)
  assert.ok(refused.length >= 100 - 3 - 60 && refused.length < 100 - 60, `${refused.length}`)
  for (const refusal of refused)
    assert.deepEqual([refusal.code, refusal.status, refusal.retryAfter], ['too-busy', 503, 1])
  assert.equal(await passwords.matches(null, 'x'), false)
})
