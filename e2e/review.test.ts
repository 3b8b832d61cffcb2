import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import type { Holder } from '#testing/bank'
import { follow, press, see, seeHeading, send, signIn } from './acts.ts'
import { journey, type OpenBank, verdictByShare } from './open-bank.ts'

const open = { probability: verdictByShare }

/** Asha sends 80 of her 100 rupees, which waits for a person. */
const sendMost = async (bank: OpenBank) => {
  const [asha, ravi] = [await bank.holder('Asha', 10_000n), await bank.holder('Ravi')]
  const page = await bank.visit('/send', { as: asha })
  await send(page, { to: ravi, rupees: '80', reads: '₹80.00' })
  await seeHeading(page, 'A person is looking at this')
  await see(page, '₹80.00 is set aside.')
  return { asha, ravi, page }
}

/** The analyst signs in, finds the payment in the queue and opens it. */
const openReview = async (bank: OpenBank): Promise<Page> => {
  await bank.person('analyst', 'Priya')
  const page = await bank.visit('/staff/', { screen: 'desk' })
  await signIn(page, 'Priya')
  await see(page, '1 payment waits for a person, with ₹80.00 on hold.')
  await page.getByRole('table', { name: 'Payments in review' }).getByRole('link', { name: 'Asha' }).click()
  return page
}

const balances = (bank: OpenBank, ...holders: Holder[]) =>
  Promise.all(holders.map(({ product }) => bank.balance(product)))

journey(
  'an analyst reads why a payment stands out and releases it; the customer sees it settle',
  open,
  async (bank) => {
    const { asha, ravi, page } = await sendMost(bank)
    // Lost if the page is loaded again.
    await page.evaluate(() => Object.assign(globalThis, { isSamePage: true }))

    const desk = await openReview(bank)
    const contributions = desk.getByRole('table', { name: 'What moved the score' }).getByRole('row')
    await contributions.filter({ hasText: 'All together' }).waitFor()
    assert.ok((await contributions.count()) > 5, 'the strongest contributions are listed')
    await desk.getByRole('radio', { name: 'Release' }).check()
    await press(desk, 'Release ₹80.00')
    await see(desk, 'Please write what you saw, in a few words.')
    assert.deepEqual(await balances(bank, asha, ravi), [10_000n, 0n])
    await desk.getByLabel('What you saw').fill('She confirmed it by phone.')
    await press(desk, 'Release ₹80.00')
    await desk.getByRole('status').filter({ hasText: '₹80.00 was released to Ravi.' }).waitFor()

    await seeHeading(page, 'Sent to Ravi')
    await see(page, /We have looked at your payment of ₹80.00 to Ravi/)
    assert.ok(await page.evaluate(() => 'isSamePage' in globalThis), 'the page was not loaded again')
    assert.deepEqual(await balances(bank, asha, ravi), [2_000n, 8_000n])
  },
)

journey(
  'a payment that an analyst returns is explained to the customer, who can spend the money again',
  open,
  async (bank) => {
    const { asha, ravi, page } = await sendMost(bank)
    await follow(page, 'To your accounts')
    await see(page, 'Waiting: 1 payment')
    await see(page, '₹20.00')
    await page.getByRole('listitem').getByRole('link', { name: 'Ravi' }).filter({ visible: true }).click()
    await seeHeading(page, 'A person is looking at this')

    const desk = await openReview(bank)
    await desk.getByLabel('What you saw').fill('Ravi’s account was opened yesterday.')
    await desk.getByLabel('Asha will read').fill('Please call us before you pay this person.')
    await press(desk, 'Return ₹80.00')
    await desk.getByRole('status').filter({ hasText: '₹80.00 was returned to Asha.' }).waitFor()

    await seeHeading(page, 'Returned to you')
    await see(page, 'Please call us before you pay this person.')
    await see(page, 'The ₹80.00 can be spent again.')
    assert.deepEqual(await balances(bank, asha, ravi), [10_000n, 0n])
  },
)
