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
