import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { follow, press, see, seeHeading } from './acts.ts'
import { journey } from './open-bank.ts'

journey(
  'an administrator has a program told of payments, sees that it failed, and sends it again',
  { callbacks: { allowsPrivate: true } },
  async (bank) => {
    let status = 500
    const taken: string[] = []
    const receiver = createServer((request, response) => {
      taken.push(String(request.headers['webhook-id']))
      request.resume().on('end', () => response.writeHead(status).end())
    })
    await new Promise<void>((ready) => receiver.listen(0, '127.0.0.1', ready))
    const { port } = receiver.address() as AddressInfo
    const [asha, ravi] = [await bank.holder('Asha', 1_000_000n), await bank.holder('Ravi')]
    const farah = await bank.person('administrator', 'Farah')
    const page = await bank.visit('/staff/webhooks', { as: farah, screen: 'desk' })
    await see(page, 'Nobody is told of anything yet.')
    await press(page, 'Add an endpoint')
    await press(page, 'Add it')
    await see(page, 'Please give it a name.')
    await page.getByLabel('Name').fill('Accounting')
    await page.getByLabel('Address').fill(`http://localhost:${port}/hooks`)
    await page.getByRole('checkbox', { name: 'Payment refused' }).check()
    await press(page, 'Add it')
    await see(page, /^whsec_/)
    await press(page, 'I have it')
    await follow(page, 'Accounting')
    await seeHeading(page, 'Accounting')
    await see(page, 'Nothing was sent here yet.')

    await bank.send(asha, ravi, 25_000n)
    const deliver = async () => {
      await bank.notifications.spreadEvents()
      await bank.notifications.deliverWebhooks()
    }
    await deliver()
    await see(page, 'HTTP 500')
    status = 204
    await page.getByRole('button', { name: /^Look at it/ }).click()
    await see(page, /body [0-9a-f]{16}…/)
    await page.getByRole('complementary').getByRole('button', { name: 'Send it again' }).click()
    await see(page, 'It is on its way again.')
    await deliver()
    await see(page, 'Answered 204')
    assert.deepEqual([taken.length, new Set(taken).size], [2, 1])

    await press(page, 'Close')
    await press(page, 'New secret')
    await press(page, 'Make a new secret')
    await see(page, /^whsec_/)
    await press(page, 'I have it')
    await see(page, '2 sign side by side')
    await press(page, 'Switch off')
    await see(page, 'Switched off')
    await press(page, 'Remove')
    await press(page, 'Remove Accounting')
    await see(page, 'Nobody is told of anything yet.')
    receiver.close()
  },
)
