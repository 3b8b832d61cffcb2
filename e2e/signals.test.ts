import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { press, see, signIn } from './acts.ts'
import { journey, type OpenBank } from './open-bank.ts'

const refusals = ['401 POST /v1/sessions', '403 PATCH /v1/me', '403 POST /v1/me/session/proof']

/** The digits of the newest message that has some. */
const digitsOf = async (bank: OpenBank): Promise<string> => {
  await bank.identity.deliver('mail')
  const texts = bank.outbox.messages.map(({ text }) => /^(\d{6}) proves/.exec(text)?.[1])
  return texts.find((digits) => digits !== undefined) ?? 'none'
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
    await see(page, 'Several wrong passwords just before')
    await dialog.getByRole('button', { name: 'Not now' }).click()
    await see(page, 'Prove first that it is you.')

    await press(page, 'Save the name')
    await dialog.getByRole('button', { name: 'Send me a code' }).click()
    await see(page, 'A code is on its way to a…@bank.test.')
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
    await see(page, 'Several wrong passwords just before')
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
