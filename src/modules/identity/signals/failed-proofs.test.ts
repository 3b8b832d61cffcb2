import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testIdentity } from '../test-identity.ts'
import { enroll, pin } from '../totp/test-totp.ts'
import { openBrowser } from './test-browser.ts'

const desk = { address: '127.0.0.1' }

const withApp = async () => {
  const bank = await testIdentity()
  const browser = openBrowser(bank, desk)
  await browser.register('asha@example.com')
  const app = await enroll(bank, browser.cookie)
  /** Proves that it is still her, with what is given in place of the right code and PIN. */
  const prove = async (given: { code?: string; pin?: string } = {}) => {
    const asked = await browser.ask('POST', '/v1/me/step-ups', { act: 'confirm-session' })
    assert.equal(asked.status, 201, asked.code)
    const proof = { stepUp: asked.body.id, code: given.code ?? app.nextCode(), pin: given.pin ?? pin }
    return browser.ask('POST', '/v1/me/session/proof', { proof })
  }
  return { bank, browser, app, prove, [Symbol.asyncDispose]: () => bank[Symbol.asyncDispose]() }
}

for (const [what, given] of [
  ['PINs', { pin: '719264' }],
  ['codes', { code: '000000' }],
] as const)
  test(`three wrong ${what} within a session raise what it has to prove, at once; a right proof lowers it again`, async () => {
    await using it = await withApp()
    const { browser, prove } = it
    for (let times = 0; times < 2; times++) assert.equal((await prove(given)).code, 'proof-refused')
    assert.deepEqual(await browser.standing(), ['usual', []])
    assert.equal((await prove(given)).code, 'proof-refused')
    assert.deepEqual(await browser.standing(), ['raised', ['failed-proofs']])
    const refused = await browser.change()
    assert.deepEqual([refused.status, refused.code], [403, 'proof-required'])
    const right = await prove()
    assert.deepEqual([right.status, right.body.level], [200, 'usual'])
    assert.equal((await browser.change()).status, 200)
  })

test('whoever mistypes twice and then proves is as usual, however often', async () => {
  await using it = await withApp()
  const { browser, prove } = it
  for (const given of [{ pin: '719264' }, { pin: '719264' }, {}, { pin: '719264' }, { pin: '719264' }, {}]) {
    await prove(given)
    assert.deepEqual(await browser.standing(), ['usual', []])
  }
})

test('wrong codes of the second factor are told of the sign-in that came after them', async () => {
  await using it = await withApp()
  const { bank, app } = it
  const owner = openBrowser(bank, desk)
  const enter = async (wrong: number) => {
    await owner.signIn('asha@example.com')
    for (let times = 0; times < wrong; times++)
      assert.equal((await owner.ask('POST', '/v1/sessions/second-factor', { code: '000000' })).code, 'wrong-code')
    const entered = await owner.ask('POST', '/v1/sessions/second-factor', { code: app.nextCode() })
    assert.equal(entered.status, 201, entered.code)
    const { items } = (await owner.ask('GET', '/v1/me/sessions')).body
    return items.find(({ isThis }: { isThis: boolean }) => isThis) ?? items[0]
  }
  assert.ok(!JSON.stringify(await enter(2)).includes('failed-attempts'))
  assert.ok(JSON.stringify(await enter(3)).includes('failed-attempts'))
})
