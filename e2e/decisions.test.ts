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

journey(
  'an analyst asks above which amount a payment would not have passed, and finds decisions by the rule that fired',
  { probability: verdictByShare },
  async (bank) => {
    const [asha, ravi] = [await bank.holder('Asha', 1_000_000n), await bank.holder('Ravi')]
    const analyst = await bank.person('analyst', 'Priya')
    const [rule, passed] = [bank.newId(), (await bank.send(asha, ravi, 100_000n)).body.id]
    const body = { name: 'Anything at all', condition: 'amount > 1.00 INR', effect: 'review', note: '' }
    const { number } = (await bank.ask(analyst, 'PUT', `/v1/fraud/rules/${rule}/versions/1`, body)).body
    const ruled = (await bank.send(asha, ravi, 1_000n)).body.id
    await bank.db.query('update fraud.decision set rules_fired = array[$1::bigint] where payment = $2', [number, ruled])

    const page = await bank.visit(`/staff/decisions/${passed}`, { as: analyst, screen: 'desk' })
    await page.getByRole('button', { name: 'From which amount on would it have been stopped?' }).click()
    await see(page, /^Above ₹2,9\d0\.00 (its payer would have been asked|it would have been held)/)
    await page.getByRole('link', { name: 'Decisions' }).first().click()
    await page.getByRole('row').nth(2).waitFor()
    await page.getByText('More filters').click()
    await page.getByLabel('Rule that fired').selectOption('Anything at all')
    await page.getByRole('row').nth(2).waitFor({ state: 'detached' })
    await see(page, '₹10.00')
  },
)
