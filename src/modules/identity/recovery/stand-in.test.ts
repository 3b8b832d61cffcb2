import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testIdentity } from '../test-identity.ts'
import { enroll } from '../totp/test-totp.ts'
import { browser, customer, heard, phone } from './test-recovery.ts'

const hour = 3_600_000

type Bank = Awaited<ReturnType<typeof testIdentity>>

/** Asha with an app, so that she has recovery codes. */
const withCodes = async (bank: Bank) => {
  const asha = await customer(bank)
  const { recoveryCodes } = await enroll(bank, asha.cookie)
  return { ...asha, recoveryCodes }
}

const standIn = (lost: ReturnType<typeof browser>, recoveryCode: string) =>
  lost.ask('PUT', '/recovery-code', { recoveryCode })

test('a recovery code stands for the phone that is gone, after the mail; the waiting and its notices stay', async () => {
  await using bank = await testIdentity()
  const { recoveryCodes } = await withCodes(bank)
  const lost = browser(bank)
  await lost.begin()
  assert.equal((await standIn(lost, recoveryCodes[0])).code, 'code-first', 'never alone')
  await lost.prove('mail')
  assert.equal((await standIn(lost, 'aaaa-bbbb-cccc-dddd')).code, 'wrong-code')
  const done = await standIn(lost, recoveryCodes[0])
  assert.deepEqual([done.body.state, done.body.proved], ['waiting', { mail: true, sms: true }])
  assert.equal((await lost.complete()).code, 'recovery-not-open')
  assert.ok((await heard(bank, phone)).some((text) => text.includes('your ten recovery codes was used')))
  assert.ok((await heard(bank, phone)).some((text) => text.includes('/recover/stop#')))
  bank.pass(24 * hour)
  assert.equal((await lost.complete()).status, 204)
})

test('a recovery code stands for the mail as well, is used up, and does not stand for both', async () => {
  await using bank = await testIdentity()
  const { recoveryCodes } = await withCodes(bank)
  const lost = browser(bank)
  await lost.begin()
  await lost.prove('sms')
  assert.equal((await standIn(lost, recoveryCodes[1])).body.state, 'waiting')
  assert.equal((await standIn(lost, recoveryCodes[2])).code, 'no-such-recovery', 'both are proved already')
  const again = browser(bank)
  bank.pass(hour)
  await again.begin()
  await again.prove('sms')
  assert.equal((await standIn(again, recoveryCodes[1])).code, 'wrong-code')
})

test('a recovery code is tried five times and no more, and another person’s is none', async () => {
  await using bank = await testIdentity()
  await withCodes(bank)
  const bina = await bank.register('bina@example.com')
  const hers = (await enroll(bank, bina.cookie)).recoveryCodes
  const lost = browser(bank)
  await lost.begin()
  await lost.prove('mail')
  for (const code of hers.slice(0, 5)) assert.equal((await standIn(lost, code)).code, 'wrong-code')
  assert.equal((await standIn(lost, hers[5])).code, 'too-many-attempts')
})
