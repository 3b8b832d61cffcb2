import assert from 'node:assert/strict'
import axe from 'axe-core'
import { Secret, TOTP } from 'otpauth'
import type { Page } from 'playwright-core'
import { password } from '#testing/bank'
import { press, see, signIn } from './acts.ts'
import { journey, type OpenBank } from './open-bank.ts'

const refusals = ['401 POST /v1/sessions', '403 PATCH /v1/me', '403 POST /v1/me/session/proof']

/** The digits of the newest message that has some. */
const digitsOf = async (bank: OpenBank): Promise<string> => {
  await bank.identity.deliver('mail')
  const texts = bank.outbox.messages.map(({ text }) => /^(\d{6}) proves/.exec(text)?.[1])
  return texts.find((digits) => digits !== undefined) ?? 'none'
}

/** What keeps people out of what is shown now, as axe finds it. */
const barriersOf = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe.source)
  return page.evaluate(
    'axe.run(document).then(({ violations }) => violations.filter(({ impact }) => /serious|critical/.test(impact)).map(({ id }) => id))',
  )
}

/** Somebody guesses three times before the right password, in a browser that was not seen before. */
const enterOddly = async (page: Page): Promise<void> => {
  await page.getByLabel('Email', { exact: true }).fill('asha@bank.test')
  for (let tries = 0; tries < 3; tries++) {
    await page.getByLabel('Password', { exact: true }).fill(`not this one ${tries}`)
    const answered = page.waitForResponse((answer) => answer.request().method() === 'POST')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await answered
  }
  await signIn(page, 'Asha')
  await see(page, '₹1,234.56')
}

journey(
  'whoever comes oddly is told why they are asked, proves it with digits that were sent, and goes on',
  {},
  async (bank) => {
    await bank.holder('Asha', 123_456n)
    const page = await bank.visit('/sign-in', { refusals })
    await enterOddly(page)
    await page.goto('/profile')
    await page.getByLabel('Your full name').fill('Asha Rao')
    await press(page, 'Save the name')
    const dialog = page.getByRole('dialog', { name: 'Is it still you?' })
    await dialog.waitFor()
    await see(page, 'A browser that we had not seen with you before')
    await see(page, 'Several wrong passwords or codes just before')
    await dialog.getByRole('button', { name: 'Not now' }).click()
    await see(page, 'Prove first that it is you.')

    await press(page, 'Save the name')
    await dialog.getByRole('button', { name: 'Send me a code' }).click()
    await see(page, 'A code is on its way to a…@bank.test.')
    assert.deepEqual(await barriersOf(page), [])
    const code = await digitsOf(bank)
    const field = dialog.getByLabel('The six digits that we sent')
    await field.fill(code === '111111' ? '222222' : '111111')
    await dialog.getByRole('button', { name: 'Go on' }).click()
    await see(page, 'This is not the code of the last message, or it holds no more.')
    await field.fill(code)
    await page.keyboard.press('Enter')
    await see(page, 'Your name is saved.')
    assert.equal(await dialog.count(), 0)
  },
)

journey(
  'a sign-in that was somebody else is seen, said not to be oneself, and over; nothing leaves any more',
  {},
  async (bank) => {
    const asha = await bank.holder('Asha', 123_456n)
    const thief = await bank.visit('/sign-in', { refusals: refusals })
    await enterOddly(thief)
    // A page that is open would go on asking, and be told no.
    await thief.goto('about:blank')
    const page = await bank.visit('/security', { as: asha })
    await see(page, 'Several wrong passwords or codes just before')
    await page
      .getByRole('button', { name: /^This was not me:/ })
      .first()
      .click()
    const form = page.getByRole('form', { name: 'Somebody else signed in?' })
    await form.getByRole('button', { name: 'End it' }).click()
    await see(page, 'You said that this was not you. It is over.')
    await see(page, 'Frozen since')
    await thief.goto('/profile')
    await thief.getByLabel('Email', { exact: true }).waitFor()
  },
)

journey('a PIN is set by itself, and the bound device then signs with it', {}, async (bank) => {
  const page = await bank.visit('/security', { as: await bank.holder('Asha') })
  await press(page, 'Set a PIN')
  const form = page.getByRole('form', { name: 'Set a PIN' })
  await form.getByRole('button', { name: 'Save the PIN' }).click()
  await see(page, 'Please choose six to twelve digits.')
  await form.getByLabel('Choose a PIN').fill('482915')
  await form.getByLabel('Your password', { exact: true }).fill(password)
  await form.getByRole('button', { name: 'Save the PIN' }).click()
  await page.getByRole('button', { name: 'Change the PIN' }).waitFor()
})

journey(
  'a recovery code stands for the phone that is gone, after the mail, and the waiting begins',
  {},
  async (bank) => {
    const refusals = ['403 PUT /v1/recoveries/{id}/recovery-code']
    const asha = await bank.holder('Asha')
    const begun = await bank.ask(asha, 'POST', '/v1/me/totp-enrollments', { proof: { password } })
    const code = TOTP.generate({ secret: Secret.fromBase32(begun.body.secret), timestamp: Date.now() })
    const { body } = await bank.ask(asha, 'PUT', `/v1/me/totp/${begun.body.id}`, { code, pin: '482915' })
    const page = await bank.visit('/recover', { refusals })
    await page.getByLabel('Email or phone number of your account').fill('asha@bank.test')
    await press(page, 'Send the codes')
    await page.getByRole('heading', { name: 'The code from your mail' }).waitFor()
    await press(page, 'I cannot read this mail; begin with the phone')
    await page.getByRole('heading', { name: 'The code from your phone' }).waitFor()
    await press(page, 'Begin with the mail')
    await bank.identity.deliver('mail')
    const digits =
      bank.outbox.messages.map(({ text }) => /^(\d{6}) is your code/.exec(text)?.[1]).find(Boolean) ?? 'none'
    await page.getByLabel('Six digits').fill(digits)
    await press(page, 'Continue')
    await press(page, 'I do not have this phone any more')
    await page.getByLabel('Recovery code').fill('aaaa-bbbb-cccc-dddd')
    await press(page, 'Use the recovery code')
    await see(page, 'This code is wrong, or it was used. Please look at it again.')
    await page.getByLabel('Recovery code').fill(body.recoveryCodes[3])
    await press(page, 'Use the recovery code')
    await see(page, /^(24 h 0|23 h 59) min left$/)
  },
)
