import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { checkReceiptFile } from '#modules/audit'
import { see } from './acts.ts'
import { journey } from './open-bank.ts'

journey('staff ask the log what was done, by whom it names and as it stood on a day', {}, async (bank) => {
  const [asha, ravi] = [await bank.holder('Asha', 1_000_000n), await bank.holder('Ravi')]
  const id = bank.newId()
  await bank.send(asha, ravi, 250n, id)
  const teller = await bank.person('teller', 'Tom')
  await bank.ask(teller, 'GET', `/v1/customers/${asha.id}`)
  await bank.audit.sequence()
  const page = await bank.visit('/staff/log', { as: await bank.person('administrator', 'Farah') })

  await see(page, 'Who else holds this log')
  await page.getByLabel('What', { exact: true }).selectOption('Looks at customers')
  await see(page, /Tom looked at customer of …/)
  await page.getByRole('link', { name: 'Tom', exact: true }).first().click()
  await page.getByLabel('What', { exact: true }).selectOption('Everything')
  await see(page, 'Tom may act as teller.')
  assert.equal(await page.getByLabel('Names this id').inputValue(), teller.id)

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save these with their proofs' }).click(),
  ])
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\n')
  assert.ok(lines.length > 1)
  for (const line of lines) assert.equal((await checkReceiptFile(line, null)).fault, null)

  await page.getByLabel('Names this id').fill(id.slice(0, 8))
  await see(page, 'A number has 36 signs')
  await page.getByLabel('Names this id').fill(id)
  await see(page, 'One transfer, kept in the book.')
  await see(page, 'One decision, kept with its payment.')

  await page.getByLabel('As known on').fill('2020-01-01')
  await see(page, 'The log has nothing like it.')
  await see(page, '0 leaves')
  await page.getByLabel('As known on').fill('2099-01-01')
  await see(page, 'One transfer, kept in the book.')
  await page
    .getByRole('row', { name: /One transfer/ })
    .getByRole('link')
    .first()
    .click()
  await see(page, 'Next step')
})
