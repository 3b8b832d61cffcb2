/** Opening an account in a browser, with the keyboard alone, from the phone number to the first page. */
import type { Page } from 'playwright-core'
import { password } from '#testing/bank'
import { press, see, seeHeading } from './acts.ts'
import type { OpenBank } from './open-bank.ts'

/** The code that came last, read where a newcomer reads it: in the outbox. */
export const readCode = async (bank: OpenBank, page: Page): Promise<string> => {
  await seeHeading(page, 'The code that we sent')
  await bank.identity.deliver('sms')
  await bank.identity.deliver('mail')
  const opening = page.context().waitForEvent('page')
  await page.getByRole('link', { name: /Open its outbox/ }).click()
  const outbox = await opening
  const newest = await outbox.locator('.letter').first().innerText()
  await outbox.close()
  return /^\d{6}/.exec(newest)?.[0] ?? ''
}

/** Types into the field and sends the step by Enter. */
const answer = async (page: Page, label: string | RegExp, text: string): Promise<void> => {
  await page.getByRole('textbox', { name: label }).focus()
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
}

/** The two steps that come with a code. */
export const proveContacts = async (bank: OpenBank, page: Page, name: string, phone: string): Promise<void> => {
  await answer(page, 'Phone number', phone)
  await seeHeading(page, 'The code that we sent')
  await answer(page, /^Six digits/, await readCode(bank, page))
  await seeHeading(page, 'Your email')
  await answer(page, 'Email', `${name.toLowerCase()}@bank.test`)
  await see(page, 'Step 2 of 8')
  await seeHeading(page, 'The code that we sent')
  await answer(page, /^Six digits/, await readCode(bank, page))
}

/** From the first page of the registration to the overview. */
export const register = async (bank: OpenBank, page: Page, name: string, phone = '+91 98765 43210'): Promise<void> => {
  await proveContacts(bank, page, name, phone)
  await answer(page, 'Your full name', name)
  await seeHeading(page, 'When you were born')
  await page.getByLabel('Date of birth').fill('1990-12-31')
  await press(page, 'Continue')
  await page.getByLabel('House and street').fill('12 Lake Road')
  await page.getByLabel('Town or city').fill('Pune')
  await answer(page, 'Postal code', '411001')
  await press(page, 'I agree')
  await seeHeading(page, 'Your first account')
  await press(page, 'Continue')
  await seeHeading(page, 'How you will sign in')
  await answer(page, 'Password', password)
  await page.waitForURL('**/overview')
}
