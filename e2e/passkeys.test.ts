import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { password } from '#testing/bank'
import { browserHeaders } from '#testing/page-token'
import { press, see, seeHeading, send } from './acts.ts'
import { journey, type OpenBank, verdictByShare } from './open-bank.ts'
import { giveDevice } from './passkey-of-chromium.ts'

const addPasskey = async (page: Page, name: string): Promise<void> => {
  await page.getByLabel('A name for it').fill(name)
  await page.getByLabel('Your password', { exact: true }).fill(password)
  await press(page, 'Add a passkey')
  await see(page, `${name} was added.`)
}

const signOut = async (page: Page): Promise<void> => {
  await page.goto('/profile')
  await press(page, 'Sign out here')
  await seeHeading(page, 'A bank that shows its work.')
}

journey('a passkey is added, signs in without email and password, and not with a wrong finger', {}, async (bank) => {
  const asha = await bank.holder('Asha', 123_456n)
  const page = await bank.visit('/profile', { as: asha })
  const device = await giveDevice(page)
  await page.getByRole('link', { name: 'Passkeys and devices' }).click()
  await see(page, 'You have no passkey yet.')
  await addPasskey(page, 'My phone')
  await page.getByRole('listitem').filter({ hasText: 'My phone' }).getByText('not used yet').waitFor()

  await signOut(page)
  await device.recognize(false)
  await page.goto('/sign-in')
  await press(page, 'Sign in with a passkey')
  await see(page, 'No passkey was used, so nothing happened.')
  assert.equal(new URL(page.url()).pathname, '/sign-in')

  await device.recognize(true)
  await press(page, 'Sign in with a passkey')
  await see(page, '₹1,234.56')
  await page.goto('/security')
  await page.getByRole('listitem').filter({ hasText: 'with a passkey' }).first().waitFor()
})

journey('a passkey gets another name and is removed', {}, async (bank) => {
  const page = await bank.visit('/security', { as: await bank.holder('Asha') })
  await giveDevice(page)
  await addPasskey(page, 'Phone')
  await press(page, 'Rename Phone')
  await page.getByLabel('New name').fill('Old phone')
  await press(page, 'Save the name')
  await press(page, 'Remove Old phone')
  await press(page, 'Remove it')
  await see(page, 'You have no passkey yet.')
})

journey('a lost passkey is removed with the password, which then proves nothing for a day', {}, async (bank) => {
  const page = await bank.visit('/security', { as: await bank.holder('Asha') })
  await giveDevice(page)
  await addPasskey(page, 'Phone')
  await press(page, 'Remove Phone')
  await press(page, 'With the password')
  await page.getByLabel('Your password', { exact: true }).fill(password)
  await press(page, 'Remove it')
  await see(page, 'The password proves payments and new passkeys again from')
})

journey('another device is signed out from the page', {}, async (bank) => {
  const asha = await bank.holder('Asha')
  const elsewhere = await bank.ask(null, 'POST', '/v1/sessions', { email: 'asha@bank.test', password })
  const cookie = elsewhere.headers['set-cookie']?.toString().split(';')[0] ?? ''
  const other = { ...asha, headers: { ...asha.headers, ...browserHeaders(cookie) } }
  const page = await bank.visit('/security', { as: asha })
  await page.getByRole('button', { name: /^Sign out A browser/ }).click()
  await page.getByRole('button', { name: /^Sign out A browser/ }).waitFor({ state: 'detached' })
  assert.equal((await bank.ask(other, 'GET', '/v1/me')).status, 401)
  assert.equal((await bank.ask(asha, 'GET', '/v1/me')).status, 200)
})

const forged = '403 POST /v1/payments/{id}/challenge'

/** Asha, with a passkey, is about to send half of her money to somebody new. */
const pauseHalf = async (bank: OpenBank) => {
  const [asha, ravi] = [await bank.holder('Asha', 1_000_000n), await bank.holder('Ravi')]
  const page = await bank.visit('/security', { as: asha, refusals: [forged] })
  const device = await giveDevice(page)
  await addPasskey(page, 'Phone')
  await page.goto('/send')
  await send(page, { to: ravi, rupees: '5000', reads: '₹5,000.00' })
  await seeHeading(page, 'Let us pause here for a moment.')
  return { asha, ravi, page, device }
}

const sure = 'I know Ravi and I am sure'

journey(
  'a pause is answered with a passkey that signs the amount and the payee',
  { probability: verdictByShare },
  async (bank) => {
    const { asha, ravi, page, device } = await pauseHalf(bank)
    await page.getByRole('radio', { name: 'Send ₹1.00 first' }).check()
    await see(page, 'You sign ₹1.00 to Ravi')
    await page.getByRole('radio', { name: sure }).check()
    await see(page, `You sign ₹5,000.00 to Ravi, account ending ${ravi.number.slice(-4)}.`)
    assert.equal(await page.getByLabel('Your password', { exact: true }).count(), 0)
    await device.recognize(false)
    await press(page, sure)
    await see(page, 'No passkey was used, so nothing happened.')
    assert.equal(await bank.balance(asha.product), 1_000_000n)

    await device.recognize(true)
    await press(page, sure)
    await seeHeading(page, 'Sent to Ravi')
    assert.equal(await bank.balance(ravi.product), 500_000n)
  },
)

journey('an amount that is changed after signing is refused', { probability: verdictByShare }, async (bank) => {
  const { asha, ravi, page } = await pauseHalf(bank)
  const id = new URL(page.url()).pathname.replace('/payments/', '')
  await page.getByRole('radio', { name: sure }).check()
  // Between the signature and its arrival somebody who rules the database asks for more.
  await page.route('**/challenge', async (route) => {
    await bank.db.query('update payments.payment set minor = 900000 where id = $1', [id])
    await route.continue()
  })
  await press(page, sure)
  await see(page, 'The passkey did not prove who you are.')
  assert.deepEqual([await bank.balance(asha.product), await bank.balance(ravi.product)], [1_000_000n, 0n])
})
