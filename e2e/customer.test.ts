import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { follow, press, see, seeHeading, send, signIn } from './acts.ts'
import { journey, type OpenBank } from './open-bank.ts'
import { register } from './register.ts'

/** Announces cash and reads the slip for the counter. */
const announceDeposit = async (page: Page, rupees: string): Promise<string> => {
  await follow(page, 'Deposit')
  await page.getByLabel('Amount, INR').fill(rupees)
  await see(page, 'Five thousand rupees')
  await press(page, 'Get a slip')
  await seeHeading(page, 'Your slip for the counter')
  return page.locator('b[translate=no]').innerText()
}

const countCash = async (bank: OpenBank, slip: string): Promise<void> => {
  await bank.person('teller', 'Meera')
  const page = await bank.visit('/staff/', { screen: 'desk' })
  await signIn(page, 'Meera')
  await page.getByLabel('Slip of the customer').first().fill(slip)
  await press(page, 'Cash counted: ₹5,000.00')
  await page.getByRole('status').filter({ hasText: '₹5,000.00 was paid in for Asha.' }).waitFor()
}

journey('a new customer registers, pays cash in at the counter and sends some of it on', {}, async (bank) => {
  const ravi = await bank.holder('Ravi')
  const page = await bank.visit('/')
  await follow(page, 'Open an account')
  await register(bank, page, 'Asha')

  const slip = await announceDeposit(page, '5000')
  await countCash(bank, slip)
  await seeHeading(page, 'Deposited')
  await follow(page, 'To your accounts')
  await see(page, '₹5,000.00')

  await follow(page, 'Send')
  await send(page, { to: ravi, rupees: '250', reads: '₹250.00' })
  await seeHeading(page, 'Sent to Ravi')
  assert.equal(await bank.balance(ravi.product), 25_000n)

  await follow(page, 'To your accounts')
  await follow(page, 'History')
  const entries = page.getByRole('listitem').filter({ visible: true })
  await entries.filter({ hasText: 'Ravi' }).filter({ hasText: '−₹250.00' }).filter({ hasText: '₹4,750.00' }).waitFor()
  await entries.filter({ hasText: 'Cash deposit' }).filter({ hasText: '+₹5,000.00' }).waitFor()
})

journey('who signs in sees their own accounts, and nothing of them after signing out', {}, async (bank) => {
  await bank.holder('Asha', 123_456n)
  const page = await bank.visit('/overview')
  await signIn(page, 'Asha')
  await see(page, '₹1,234.56')

  await page.getByRole('link', { name: 'Asha, your profile' }).click()
  await press(page, 'Sign out here')
  await seeHeading(page, 'A bank that shows its work.')
  await page.goto('/overview')
  await seeHeading(page, 'Sign in')
  assert.equal(await page.getByText('₹1,234.56').count(), 0)
})
