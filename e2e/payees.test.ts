import assert from 'node:assert/strict'
import { password } from '#testing/bank'
import { follow, press, see, seeHeading } from './acts.ts'
import { journey } from './open-bank.ts'

journey('a customer saves a payee under a name, pays from it, and removes it', {}, async (bank) => {
  const [asha, ravi] = [await bank.holder('Asha', 1_000_000n), await bank.holder('Ravi')]
  const page = await bank.visit('/send', { as: asha })
  await follow(page, 'Save a payee under a name of your own')
  await seeHeading(page, 'Your payees')
  await page.getByLabel('Account number').fill(ravi.number)
  await press(page, 'Save')
  await see(page, 'Please write a name.')
  await page.getByLabel('Name, as you know it').fill('The plumber')
  await page.getByLabel('Your password', { exact: true }).fill(password)
  await press(page, 'Save')
  await see(page, /belongs to Ravi/)
  await see(page, 'This account belongs to somebody with another name. Look twice before you pay it.')

  await follow(page, 'Pay The plumber')
  await see(page, 'This account belongs to Ravi')
  await page.getByLabel('Amount, INR').fill('250')
  await press(page, 'Send ₹250.00')
  await seeHeading(page, 'Sent to Ravi')
  assert.equal(await bank.balance(ravi.product), 25_000n)

  await page.goto('/send')
  await page.getByRole('button', { name: 'The plumber' }).click()
  await see(page, 'This account belongs to Ravi')
  await page.goto('/payees')
  await press(page, 'Remove The plumber')
  await see(page, 'The plumber was removed.')
  await see(page, 'You have saved nobody yet.')
})
