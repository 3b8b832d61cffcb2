import assert from 'node:assert/strict'
import { password } from '#testing/bank'
import { follow, press, see, seeHeading, signIn } from './acts.ts'
import { journey } from './open-bank.ts'

const dayMs = 86_400_000
let movedMs = 0
const clock = () => new Date(Date.now() + movedMs)

journey('rent is ordered with proof, and seen to run when its day has come', { clock }, async (bank) => {
  const [asha, ravi] = [await bank.holder('Asha', 1_000_000n), await bank.holder('Ravi')]
  const page = await bank.visit('/overview', {
    as: asha,
    refusals: ['401 GET /v1/standing-orders/{id}', '401 GET /v1/notifications', '401 GET /v1/notifications/stream'],
  })
  await follow(page, 'Standing orders')
  await see(page, 'You have no standing order.')
  await follow(page, 'New standing order')
  await press(page, 'Order it')
  await see(page, 'Please choose whom to pay.')
  await page.getByLabel('By account number').check()
  await page.getByLabel('Account number', { exact: true }).fill(ravi.number)
  await press(page, 'Add this person')
  await page.getByLabel('How much, INR').fill('2400')
  await page.getByLabel('First date').fill(new Date(Date.now() + 2 * dayMs).toISOString().slice(0, 10))
  await page.getByLabel('If banks are closed that day').selectOption('same')
  await page.getByLabel('What it is for (optional)').fill('Rent')
  await page.getByLabel('Your password', { exact: true }).fill(password)
  await press(page, 'Order it')
  await seeHeading(page, 'Ravi')
  await see(page, 'Coming dates')
  await see(page, /Asia\/Kolkata/)
  await see(page, 'Nothing yet.')
  await follow(page, 'Change it')
  await seeHeading(page, 'Change what Ravi gets')
  assert.equal(await page.getByLabel('How much, INR').inputValue(), '2,400.00')
  await page.getByLabel('How much, INR').fill('2500')
  await page.getByLabel('If the money is missing').selectOption('Try again for two days')
  await page.getByLabel('Your password', { exact: true }).fill(password)
  await press(page, 'Change it so')
  await seeHeading(page, 'Ravi')
  await see(page, '₹2,500.00')

  movedMs = 3 * dayMs
  await bank.payments.runDue()
  assert.equal(await bank.balance(ravi.product), 250_000n)
  const address = page.url()
  const later = await bank.visit(address.replace(bank.origin, ''))
  await signIn(later, 'Asha')
  await seeHeading(later, 'Ravi')
  await follow(later, 'Paid')
  await seeHeading(later, 'Sent to Ravi')
  await later.goto(address)
  await press(later, 'Pause')
  await see(later, 'Paused')
  await press(later, 'Go on')
  await see(later, 'Goes on')
  await press(later, 'End it')
  await see(later, 'Ended')
  movedMs = 0
})
