import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { password } from '#testing/bank'
import { follow, press, see, seeHeading } from './acts.ts'
import { journey } from './open-bank.ts'

journey('a customer downloads a statement, with proof, and finds their payment in it', {}, async (bank) => {
  const [asha, ravi] = [await bank.holder('Asha', 1_000_000n), await bank.holder('Ravi')]
  await bank.send(asha, ravi, 25_000n)
  const page = await bank.visit(`/history?account=${asha.product}`, { as: asha })
  await follow(page, 'Statements of this account')
  await seeHeading(page, 'Statements')
  await see(page, 'Out, 1 entry')
  await see(page, '₹9,750.00')

  await press(page, 'Get the statement')
  await see(page, 'Please write your password.')
  const take = async (kind: string) => {
    await page.getByRole('radio', { name: kind, exact: true }).check()
    await page.getByLabel('Your password', { exact: true }).fill(password)
    const coming = page.waitForEvent('download')
    await press(page, 'Get the statement')
    const file = await coming
    await see(page, `The statement is with your files: ${file.suggestedFilename()}.`)
    return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) }
  }
  const csv = await take('CSV')
  assert.match(csv.name, new RegExp(`^statement-${asha.number}-\\d{4}-\\d\\d-01-\\d{4}-\\d\\d-\\d\\d\\.csv$`))
  const lines = csv.bytes.toString().split('\r\n')
  assert.match(lines[3], /,Transfer,Ravi,,250\.00,,9750\.00,INR,/)
  assert.match(lines[4], /,Closing balance,,,,,9750\.00,INR,/)
  const pdf = await take('PDF')
  assert.equal(pdf.bytes.subarray(0, 5).toString(), '%PDF-')
  await see(page, /^CSV, \d{4}-/)
  await see(page, /^PDF, \d{4}-/)
})
