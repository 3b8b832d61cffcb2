import assert from 'node:assert/strict'
import { follow, press, see, seeHeading } from './acts.ts'
import { journey, verdictByShare } from './open-bank.ts'

journey(
  'a customer reads at once, in the open page, that a payment was stopped',
  { probability: verdictByShare },
  async (bank) => {
    const [asha, ravi] = [await bank.holder('Asha', 1_000_000n), await bank.holder('Ravi')]
    const page = await bank.visit('/overview', { as: asha })
    await see(page, 'In and out, by month')
    await page.waitForTimeout(500)
    // Asked for elsewhere: on another device, or by somebody else.
    await bank.send(asha, ravi, 1_000_000n)

    await page.getByRole('status').getByText('A payment of ₹10,000.00 was stopped.').waitFor({ timeout: 2000 })
    await press(page, 'Close this line')
    assert.equal(await page.getByText('was stopped').count(), 0)
    await bank.send(asha, ravi, 800_000n)
    await see(page, 'A person at the bank is looking at a payment of ₹8,000.00.')
    await see(page, '₹2,000.00')
    await follow(page, 'Look at it')
    await seeHeading(page, 'A person is looking at this')
    assert.equal(await page.getByText('Look at it').count(), 0)
  },
)

journey('an analyst is told at once what waits and what may be lost', { probability: verdictByShare }, async (bank) => {
  const [asha, ravi] = [await bank.holder('Asha', 1_000_000n), await bank.holder('Ravi')]
  const analyst = await bank.person('analyst', 'Priya')
  const page = await bank.visit('/staff/customers', { as: analyst, screen: 'desk' })
  await seeHeading(page, 'Customers')
  await page.waitForTimeout(500)
  await bank.send(asha, ravi, 800_000n)
  await page
    .getByRole('status')
    .getByText('A payment of ₹8,000.00 waits for a person; about ₹6,400.00 may be lost.')
    .waitFor({ timeout: 2000 })
  await follow(page, 'Look at it')
  await see(page, 'What moved the score')
})
