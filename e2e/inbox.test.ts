import assert from 'node:assert/strict'
import { follow, press, see, seeHeading } from './acts.ts'
import { journey, verdictByShare } from './open-bank.ts'

journey(
  'money that comes in is told at once, stands in the inbox, is read, and the customer says how to be told',
  { probability: verdictByShare },
  async (bank) => {
    const [asha, ravi] = [await bank.holder('Asha', 1_000_000n), await bank.holder('Ravi')]
    const page = await bank.visit('/overview', { as: ravi })
    await see(page, 'You can spend')
    await page.waitForTimeout(500)
    await bank.send(asha, ravi, 25_000n)
    await page.getByRole('status').getByText('₹250.00 came in from Asha.').waitFor({ timeout: 3000 })
    await page.getByRole('link', { name: 'Inbox, one new message' }).click()
    await seeHeading(page, 'Inbox')
    await see(page, 'One message is new.')
    await bank.send(asha, ravi, 30_000n)
    await see(page, '2 messages are new.')
    await press(page, 'Mark as read: ₹300.00 came in from Asha.')
    await see(page, 'One message is new.')
    await follow(page, '₹250.00 came in from Asha.')
    await see(page, 'Asha')
    await page.goBack()
    await see(page, 'You have read everything.')

    await follow(page, 'How we tell you')
    await page.getByRole('checkbox', { name: 'Money that comes in: Mail' }).check()
    await page.getByRole('checkbox', { name: 'Let messages wait at night' }).check()
    await see(page, 'Saved.')
    await page.getByLabel('Until').fill('06:30')
    await page.waitForTimeout(300)
    const { body } = await bank.ask(ravi, 'GET', '/v1/notifications/settings')
    assert.deepEqual([body.money.mail, body.quiet.from, body.quiet.to], [true, '22:00', '06:30'])
    assert.equal(await page.getByRole('checkbox', { name: 'Your ways in: Mail' }).isDisabled(), true)
  },
)

/** In the worker: a press on the notification with this title. Only a real press may bring a window to the front, so that is left out. */
const clickOn = `async (title) => {
  WindowClient.prototype.focus = async function () { return this }
  for (let tries = 0; tries < 150; tries++) {
    const found = (await self.registration.getNotifications()).find((each) => each.title === title)
    if (found) return self.dispatchEvent(new NotificationEvent('notificationclick', { notification: found }))
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return false
}`

journey('the worker shows what was pushed, and leads to the page that it is about', {}, async (bank) => {
  const asha = await bank.holder('Asha', 1_000_000n)
  const page = await bank.visit('/inbox', { as: asha })
  await see(page, 'We have told you nothing yet.')
  await page.context().grantPermissions(['notifications'])
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/push-worker.js')
    await navigator.serviceWorker.ready
  })
  const debug = await page.context().newCDPSession(page)
  let registrationId = ''
  debug.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
    registrationId = registrations[0]?.registrationId ?? registrationId
  })
  await debug.send('ServiceWorker.enable')
  for (let tries = 0; tries < 500 && registrationId === ''; tries++) await page.waitForTimeout(20)
  const data = JSON.stringify({
    title: '₹25.00 came in',
    text: 'From Ravi.',
    language: 'en',
    link: '//evil.example',
    id: '1',
  })
  await debug.send('ServiceWorker.deliverPushMessage', { origin: bank.origin, registrationId, data })
  const shown = await page.evaluate(async () => {
    const { ready } = navigator.serviceWorker
    for (let tries = 0; tries < 500; tries++) {
      const [first] = await (await ready).getNotifications()
      if (first) return { title: first.title, body: first.body, path: first.data.path }
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    return null
  })
  assert.deepEqual(shown, { title: '₹25.00 came in', body: 'From Ravi.', path: '/inbox' })

  const asks = JSON.stringify({ title: 'Ravi asks you', text: 'For ₹640.00.', link: '/requests', id: '2' })
  const worker = page.context().serviceWorkers()[0] ?? (await page.context().waitForEvent('serviceworker'))
  let isClicked = false
  // A message that comes while Chromium puts the worker to sleep is lost; a push service would send it again.
  for (let tries = 0; tries < 10 && !isClicked; tries++) {
    await debug.send('ServiceWorker.deliverPushMessage', { origin: bank.origin, registrationId, data: asks })
    isClicked = await worker.evaluate<boolean>(`(${clickOn})('Ravi asks you')`)
  }
  assert.ok(isClicked)
  await page.waitForURL('**/requests')
  await seeHeading(page, 'Requests')
})
