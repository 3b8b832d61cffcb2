import assert from 'node:assert/strict'
import { password } from '#testing/bank'
import { follow, press, see, seeHeading, send } from './acts.ts'
import { journey } from './open-bank.ts'

journey('a customer limits what may leave, is held to it, and takes a raise back', {}, async (bank) => {
  const [asha, ravi] = [await bank.holder('Asha', 1_000_000n), await bank.holder('Ravi')]
  const page = await bank.visit('/profile', { as: asha, refusals: ['422 PUT /v1/payments/{id}'] })
  await follow(page, 'Your limits')
  await seeHeading(page, 'Your limits')
  const sending = page.getByRole('region', { name: 'Sending, INR' })
  await sending.getByLabel('Most in one day').fill('12,5')
  await sending.getByRole('button', { name: 'Set these limits' }).click()
  await see(page, 'Please write an amount such as 2500, or leave it empty.')
  await sending.getByLabel('Most in one day').fill('500')
  await sending.getByRole('button', { name: 'Set these limits' }).click()
  await sending.getByText('₹500.00').waitFor()

  await page.goto('/send')
  await send(page, { to: ravi, rupees: '600', reads: '₹600.00' })
  await see(page, 'This is more than the limit that you set. Nothing was sent.')
  await see(page, /In one day at most ₹500\.00, of which ₹500\.00 is left until/)
  assert.equal(await bank.balance(ravi.product), 0n)
  await follow(page, 'Your limits')
  await sending.getByLabel('Most in one day').fill('900')
  await sending.getByLabel('Your password', { exact: true }).fill(password)
  await sending.getByRole('button', { name: 'Set these limits' }).click()
  await see(page, /^Higher from /)
  await press(page, 'Take it back')
  await page.getByText(/^Higher from /).waitFor({ state: 'detached' })
  await sending.getByText('₹500.00').waitFor()
})
