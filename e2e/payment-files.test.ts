import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { type Holder, password } from '#testing/bank'
import { press, see, seeHeading } from './acts.ts'
import { journey, verdictByShare } from './open-bank.ts'

const open = { probability: verdictByShare }

const give = (page: Page, name: string, text: string): Promise<void> =>
  page.getByLabel('Choose a file').setInputFiles({ name, mimeType: 'text/xml', buffer: Buffer.from(text) })

/** The sample as somebody with an editor changes it: its first line is right, the second has too many decimals, the third pays themselves. */
const spoil = (sample: string, asha: Holder): string => {
  let [amounts, accounts] = [0, 0]
  return sample
    .replaceAll(/<InstdAmt Ccy="INR">\d+</g, (amount) => (++amounts === 2 ? '<InstdAmt Ccy="INR">2.005<' : amount))
    .replaceAll(/<CdtrAcct><Id><Othr><Id>\d+/g, (account) =>
      ++accounts === 3 ? `<CdtrAcct><Id><Othr><Id>${asha.number}` : account,
    )
    .replace(/<CtrlSum>6/, '<CtrlSum>6.005')
}

journey('a file of payments is brought, looked at line by line, proved once and reported', open, async (bank) => {
  const asha = await bank.holder('Asha', 1_000_000n)
  const others = [await bank.holder('Ravi'), await bank.holder('Meena'), await bank.holder('Kabir')]
  for (const other of others) await bank.send(asha, other, 100n)
  const refusals = ['422 PUT /v1/payment-files/{id}', '403 POST /v1/payment-files/{id}/proof']
  const page = await bank.visit('/overview', { as: asha, refusals })
  await page.getByRole('link', { name: 'Pay from a file' }).click()
  await see(page, 'You have brought no file yet.')

  await give(page, 'notes.txt', 'Wages are due.')
  await see(page, 'This is no XML file.')
  await give(page, 'cut.xml', '<?xml version="1.0"?><Document>')
  await see(page, 'We cannot read this file as payments. Nothing was kept, nothing moved.')

  const [saved] = await Promise.all([page.waitForEvent('download'), press(page, 'Save a sample file')])
  const sample = await readFile(await saved.path(), 'utf8')
  await give(page, 'march.xml', spoil(sample, asha))
  await see(page, 'Nothing has moved.')
  await see(page, 'One line can be paid, ₹1.00.')
  await see(page, 'This is no amount of the currency: too many decimals, nothing, or too much.')
  await see(page, 'Payer and payee are one account.')
  await page.getByLabel('Your password', { exact: true }).fill('a wrong password')
  await press(page, 'Pay ₹1.00')
  await see(page, 'This is not your password.')
  await page.getByLabel('Your password', { exact: true }).fill(password)
  await press(page, 'Pay ₹1.00')
  await see(page, 'Paid')
  await see(page, 'Finished')
  const [report] = await Promise.all([
    page.waitForEvent('download'),
    press(page, 'Save the result as a file (pain.002)'),
  ])
  assert.match(await readFile(await report.path(), 'utf8'), /pain\.002\.001\.10/)

  await page.goto('/payment-files')
  await give(page, 'march again.xml', spoil(sample, asha))
  await seeHeading(page, /^Sample /)
  await see(page, 'Finished')
  assert.equal((await bank.ask(asha, 'GET', '/v1/payment-files')).body.items.length, 1)
})
