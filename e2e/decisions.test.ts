import assert from 'node:assert/strict'
import { follow, see, seeHeading } from './acts.ts'
import { journey, verdictByShare } from './open-bank.ts'

journey(
  'an analyst finds a decision, and sees what would have changed it and who is around it',
  { probability: verdictByShare },
  async (bank) => {
    const [asha, ravi, meena] = [
      await bank.holder('Asha', 1_000_000n),
      await bank.holder('Ravi', 50_000n),
      await bank.holder('Meena', 1_000_000n),
    ]
    const analyst = await bank.person('analyst', 'Priya')
    const reported = (await bank.send(meena, ravi, 20_000n)).body.id
    await bank.fraud.learn([{ payment: reported, isFraud: true, knownAt: bank.clock() }])
    await bank.send(asha, meena, 1_000n)
    const id = (await bank.send(asha, ravi, 800_000n)).body.id

    const page = await bank.visit('/staff/decisions', { as: analyst, screen: 'desk' })
    await seeHeading(page, 'Decisions')
    await page.getByRole('row').nth(3).waitFor()
    await page.getByLabel('Payment, account number or customer').fill('Ash')
    await page.getByRole('button', { name: 'Asha' }).click()
    await page.waitForURL(/customer=/)
    await page.getByLabel('Verdict').selectOption('review')
    // The rows of before stay in sight until the answer is there.
    await page.getByRole('row').nth(2).waitFor({ state: 'detached' })
    await see(page, '₹8,000.00')
    assert.equal(await page.getByRole('row').count(), 2)
    await page.getByRole('link', { name: /^Asha, / }).click()

    await see(page, 'Up to ₹2,990.00 it would have passed.')
    await see(page, /^Meena, \d{4} paid Ravi, \d{4} once, 1 of them fraud/)
    const node = page.getByRole('link', { name: /^Meena, \d{4}$/ })
    await node.focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(new RegExp(`customer=.*${meena.id}`))
    await page.goto(`/staff/decisions/${id}`)
    await follow(page, 'Decide it')
    await seeHeading(page, /₹/)
  },
)
