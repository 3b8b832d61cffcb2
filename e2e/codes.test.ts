import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import encodeQR from 'qr'
import { openBrowser } from '#testing/browser'
import { press, see, seeHeading } from './acts.ts'
import { cameraArguments, filmCode } from './fake-camera.ts'
import { journey } from './open-bank.ts'

journey(
  'a shop shows a code, a customer scans it with the camera, pays, and the shop’s screen says so',
  {},
  async (bank) => {
    const [asha, shop] = [await bank.holder('Asha', 1_000_000n), await bank.holder('Nandini')]
    const till = await bank.visit('/receive', { as: shop })
    const issued = till.waitForResponse((answer) => answer.url().endsWith('/v1/payment-codes'))
    await till.getByLabel(/^Amount/).fill('1250')
    await till.getByLabel('What it is for (optional)').fill('Rice')
    await press(till, 'Show my code')
    await see(till, 'Nandini asks for')
    await see(till, /Works for another/)
    const { link } = await (await issued).json()

    const folder = await mkdtemp(join(tmpdir(), 'bank-test-camera-'))
    const film = join(folder, 'code.y4m')
    await filmCode(film, link)
    const found = await openBrowser(cameraArguments(film))
    assert.ok('browser' in found)
    try {
      const context = await found.browser.newContext({ baseURL: bank.origin, permissions: ['camera'] })
      const [name = '', value = ''] = asha.headers.cookie?.split('=') ?? []
      await context.addCookies([{ name, value, url: bank.origin }])
      const page = await context.newPage()
      await page.goto('/scan')
      await press(page, 'Use the camera')
      await see(page, 'Filled in by a code that Nandini has signed')
      assert.equal(await page.getByLabel('Amount, INR').inputValue(), '1,250.00')
      assert.equal(await page.getByLabel('Amount, INR').isEditable(), false)
      await press(page, 'Send ₹1,250.00')
      await seeHeading(page, 'Sent to Nandini')
    } finally {
      await found.browser.close()
      await rm(folder, { recursive: true })
    }
    await see(till, 'From Asha')
    assert.equal(await bank.balance(shop.product), 125_000n)
  },
)

journey('a picture of a code is read, and once paid it is refused', {}, async (bank) => {
  const [asha, shop] = [await bank.holder('Asha', 1_000_000n), await bank.holder('Nandini')]
  const ask = { product: shop.product, kind: 'dynamic', minor: '5000', note: 'Tea' }
  const { body } = await bank.ask(shop, 'POST', '/v1/payment-codes', ask)
  const order = {
    kind: 'send',
    from: asha.product,
    to: shop.number,
    amount: { currency: 'INR', minor: '5000' },
    note: 'Tea',
  }
  await bank.ask(asha, 'PUT', `/v1/payments/${bank.newId()}`, { ...order, code: body.link })
  const folder = await mkdtemp(join(tmpdir(), 'bank-test-picture-'))
  const picture = join(folder, 'code.gif')
  await writeFile(picture, encodeQR(body.emv, 'gif', { ecc: 'medium', border: 4, scale: 4 }))
  const page = await bank.visit('/scan', { as: asha, refusals: ['409 POST /v1/payment-codes/reading'] })
  await page.getByLabel('Upload a picture').setInputFiles(picture)
  await see(page, 'This code was paid already.')
  await rm(folder, { recursive: true })
})

journey('a customer is warned off a look-alike link, and off a note that a swindler dictated', {}, async (bank) => {
  const [asha, ravi] = [await bank.holder('Asha', 1_000_000n), await bank.holder('Ravi')]
  const page = await bank.visit('/scan', { as: asha })
  await page.getByLabel('Link or code').fill('https://paypa1.com/refund')
  await press(page, 'Look at it')
  await see(page, 'This is not a payment code of this bank.')
  await see(page, /paypa1\.com is not PayPal/)

  await page.goto(`/send?to=${ravi.number}`)
  await see(page, 'This account belongs to Ravi')
  await page.getByLabel('Amount, INR').fill('10')
  await page.getByLabel('What it is for (optional)').fill('safe account, see hdfcbnak.com')
  await press(page, 'Send ₹10.00')
  await seeHeading(page, 'Please read this before you send')
  await see(page, /There is no “safe account”/)
  await see(page, /hdfcbnak\.com is not HDFC Bank/)
  const go = page.getByRole('button', { name: /Send all the same/ })
  assert.equal(await go.isDisabled(), true)
  assert.equal(await bank.balance(ravi.product), 0n)
  await page.getByRole('link', { name: 'Do not send' }).click()
  await see(page, 'You can spend')
  assert.equal(await bank.balance(ravi.product), 0n)
})
