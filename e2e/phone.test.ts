import assert from 'node:assert/strict'
import { password } from '#testing/bank'
import { press, see } from './acts.ts'
import { journey } from './open-bank.ts'

journey('a customer sets a phone number with the password', {}, async (bank) => {
  const asha = await bank.holder('Asha')
  const page = await bank.visit('/profile', { as: asha, refusals: ['403 PUT /v1/me/phone'] })
  await page.getByLabel('New number').fill('98765 43210')
  await press(page, 'Change the number')
  await see(page, 'Please write it with the country, such as +91 98765 43210.')
  await page.getByLabel('New number').fill('+91 98765-43210')
  await page.getByLabel('Your password, for the number').fill('a horse in the sun')
  await press(page, 'Change the number')
  await see(page, 'This is not your password.')
  await page.getByLabel('Your password, for the number').fill(password)
  await press(page, 'Change the number')
  await see(page, 'Your number is changed.')
  await see(page, '+919876543210')
})

journey('on a phone the console is one bar; its menu opens, leads on, and closes with Escape', {}, async (bank) => {
  const page = await bank.visit('/staff/books', { as: await bank.person('administrator', 'Farah') })
  await see(page, 'Prove the books now')
  assert.ok(Number(await page.evaluate("document.querySelector('header').offsetHeight")) < 70, 'one row')
  assert.equal(await page.getByRole('link', { name: 'Webhooks' }).count(), 0)
  const menu = page.getByRole('button', { name: 'Menu: The books' })
  await menu.press('Enter')
  await page.getByRole('link', { name: 'Webhooks' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Webhooks' }).waitFor({ state: 'hidden' })
  await page.locator('button:focus', { hasText: 'The books' }).waitFor()
  await menu.click()
  await page.getByRole('link', { name: 'Webhooks' }).click()
  await page.getByRole('button', { name: 'Menu: Webhooks' }).waitFor()
  await page.getByRole('link', { name: 'Roles' }).waitFor({ state: 'hidden' })
})
