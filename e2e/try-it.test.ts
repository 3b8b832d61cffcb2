import assert from 'node:assert/strict'
import { see, seeHeading } from './acts.ts'
import { journey, verdictByShare } from './open-bank.ts'

journey(
  'an analyst tries a payment by hand with the keyboard, changes what is known, and sees what moved',
  { probability: verdictByShare },
  async (bank) => {
    const [asha, ravi] = [await bank.holder('Asha', 1_000_000n), await bank.holder('Ravi')]
    const analyst = await bank.person('analyst', 'Priya')
    const refusals = ['404 POST /v1/fraud/trials']
    const page = await bank.visit('/staff/try-it', { as: analyst, screen: 'desk', refusals })
    await seeHeading(page, 'Try it')
    await page.getByRole('button', { name: 'Predict' }).click()
    await see(page, 'Please enter an amount, such as 2,500.')
    await page.locator('input:focus[aria-invalid=true]').waitFor()

    await page.keyboard.type('8000')
    await page.getByLabel('Payer').fill('000000000000')
    await page.keyboard.press('Enter')
    await see(page, 'No account has this number. Please look at it again.')
    await page.getByLabel('Payer').fill(asha.number)
    await page.getByLabel('Payee').fill(ravi.number)
    await page.keyboard.press('Enter')
    await see(page, 'Held for a person, probability of fraud 0.80.')
    await see(page, 'Up to ₹2,990.00 it would pass.')
    assert.equal(await page.getByText('What moved against the attempt before').count(), 0)

    await page.getByLabel('Amount', { exact: true }).fill('100')
    await page.keyboard.press('Enter')
    await see(page, 'Passes, probability of fraud 0.01.')
    await see(page, 'Nothing: the payment would go its way.')
    await page.getByRole('row', { name: 'Verdict Held for a person Passes' }).waitFor()

    const what = page.getByRole('group', { name: 'What if' }).getByRole('textbox').first()
    await what.fill('many')
    await page.keyboard.press('Enter')
    await see(page, 'Please enter a number, such as 0.5, or a question mark.')
    await what.fill('?')
    await page.keyboard.press('Enter')
    await page.getByRole('row', { name: 'Verdict Passes Passes' }).waitFor()
    assert.equal(await bank.db.query('select 1 from fraud.decision').then((rows) => rows.length), 0)
  },
)
