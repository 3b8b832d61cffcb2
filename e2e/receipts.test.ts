import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { decodeQR } from 'qr/decode.js'
import { follow, press, see, send } from './acts.ts'
import { journey } from './open-bank.ts'

const saved = async (page: Page, folder: string, button: string): Promise<string> => {
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, button)])
  const file = join(folder, download.suggestedFilename())
  await download.saveAs(file)
  return file
}

/** The QR code of the receipt, as a camera would have it. */
const pictureOf = async (page: Page) => {
  const path = await page.getByRole('img', { name: 'The receipt as a QR code' }).locator('path').getAttribute('d')
  const width = Number(
    (await page.getByRole('img', { name: 'The receipt as a QR code' }).getAttribute('viewBox'))?.split(' ')[2],
  )
  const [scale, side] = [4, width * 4]
  const data = new Uint8Array(side * side * 4).fill(255)
  for (const [, x, y] of path?.matchAll(/M(\d+) (\d+)h/g) ?? [])
    for (let row = 0; row < scale; row++) {
      const at = ((Number(y) * scale + row) * side + Number(x) * scale) * 4
      for (let column = 0; column < scale; column++) data.fill(0, at + column * 4, at + column * 4 + 3)
    }
  return { width: side, height: side, data }
}

/** A digit of the amount in the file is another one. */
const forged = (receipt: string): string => receipt.replace('"amount":"25000"', '"amount":"95000"')

const check = (page: Page, file: string) => page.getByLabel('Choose the receipt').setInputFiles(file)

const barriersOf = async (page: Page): Promise<readonly { id: string }[]> => {
  await page.evaluate(axe.source)
  return page.evaluate("axe.run(document, { resultTypes: ['violations'] }).then((all) => all.violations)")
}

journey('a customer keeps a receipt, and anyone checks it, at the bank or without it', {}, async (bank) => {
  const [asha, ravi] = [await bank.holder('Asha', 1_000_000n), await bank.holder('Ravi')]
  const folder = await mkdtemp(join(tmpdir(), 'bank-test-receipts-'))
  const page = await bank.visit('/send', { as: asha })
  await send(page, { to: ravi, rupees: '250', reads: '₹250.00' })
  await see(page, 'Sent to Ravi')
  await bank.audit.sequence()
  await follow(page, 'Receipt with proof')
  await see(page, 'Proved on this device')
  await page.getByText('How it is proved').click()
  await see(page, /all agree/)
  await see(page, 'It was compared with how you usually pay, and nothing stood out.')
  await follow(page, 'How this compares with cash and card')
  await see(page, 'But what you confirm is yours: once they have it, we can rarely bring it back.')
  await follow(page, 'Back')
  await see(page, 'Proved on this device')
  await page.getByText('How it is proved').click()
  const receipt = await saved(page, folder, 'Save the receipt')
  const code = decodeQR(await pictureOf(page))
  const wrong = join(folder, 'wrong.json')
  await writeFile(wrong, forged(await readFile(receipt, 'utf8')))

  const stranger = await bank.visit('/verify')
  await check(stranger, receipt)
  await see(stranger, 'Proved on this device')
  await see(stranger, '₹250.00')
  await stranger.getByText('How it is proved').click()
  await see(stranger, 'The keys are those that this bank publishes.')
  assert.deepEqual(
    (await barriersOf(stranger)).map(({ id }) => id),
    [],
  )
  const copy = await saved(stranger, folder, 'Save this page')

  // Somebody who scans the code on the receipt: the receipt is in the address, behind its #.
  const [address, fragment] = code.split('#')
  assert.equal(new URL(address).pathname, '/verify')
  const scanned = await bank.visit(`/verify#${fragment}`)
  await see(scanned, 'Proved on this device')
  await see(scanned, '₹250.00')
  await scanned.getByText('How it is proved').click()
  await see(scanned, 'Ed25519; the file has a second signature')

  // Somebody else, without any network, years later.
  const context = stranger.context()
  await context.setOffline(true)
  await check(stranger, wrong)
  await see(stranger, 'This is not what the bank wrote')
  const alone = await context.newPage()
  await alone.goto(pathToFileURL(copy).href)
  await check(alone, receipt)
  await see(alone, 'Proved on this device')
  await alone.getByText('How it is proved').click()
  await see(alone, 'The keys are those that this bank publishes.')
  await check(alone, wrong)
  await see(alone, 'The payment, its place or its proof was changed')

  // A browser of before says that it cannot, and nothing of the receipt.
  const old = await context.newPage()
  await old.addInitScript("crypto.subtle.importKey = async () => { throw new DOMException('no', 'NotSupportedError') }")
  await old.goto(pathToFileURL(copy).href)
  await check(old, receipt)
  await see(old, 'This browser cannot check receipts')
  await rm(folder, { recursive: true })
})
