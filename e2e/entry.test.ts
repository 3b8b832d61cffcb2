import assert from 'node:assert/strict'
import { password } from '#testing/bank'
import { press, see, seeHeading } from './acts.ts'
import { journey } from './open-bank.ts'
import { proveContacts, readCode, register } from './register.ts'

const dayMs = 86_400_000

journey('a registration that was left goes on where it was, also in another browser', {}, async (bank) => {
  const page = await bank.visit('/register')
  await proveContacts(bank, page, 'Asha', '+91 98765 43210')
  await page.getByLabel('Your full name').fill('Asha Rao')
  await press(page, 'Continue')
  await seeHeading(page, 'When you were born')
  await page.reload()
  await seeHeading(page, 'When you were born')
  await press(page, 'One step back')
  assert.equal(await page.getByLabel('Your full name').inputValue(), 'Asha Rao')

  const other = await bank.visit('/register', { screen: 'desk' })
  await other.getByLabel('Phone number').fill('98765 43210')
  await press(other, 'Continue')
  await other.getByLabel(/^Six digits/).fill(await readCode(bank, other))
  await press(other, 'Continue')
  await seeHeading(other, 'When you were born')
})

const wrong = ['403 PUT /v1/registrations/{id}/phone-code']

journey('a wrong code is said at its field, and another one comes after a while', {}, async (bank) => {
  const page = await bank.visit('/register', { refusals: wrong })
  await page.getByLabel('Phone number').fill('+91 98765 43210')
  await press(page, 'Continue')
  const code = await readCode(bank, page)
  await page.getByLabel(/^Six digits/).fill(code === '000000' ? '111111' : '000000')
  await press(page, 'Continue')
  await see(page, 'This is not the code of the last message.')
  assert.equal(await page.getByRole('button', { name: 'Send another code' }).isDisabled(), true)
  await page.getByLabel(/^Six digits/).fill(code)
  await press(page, 'Continue')
  await seeHeading(page, 'Your email')
})

/** A clock that the journey can put forward. */
const movable = () => {
  let ahead = 0
  const pass = (ms: number) => {
    ahead += ms
  }
  return { clock: () => new Date(Date.now() + ahead), pass }
}

const time = movable()

journey(
  'who lost everything waits a day, sees the time left, and gets in with a new password',
  { clock: time.clock },
  async (bank) => {
    const first = await bank.visit('/register')
    await register(bank, first, 'Asha')
    const page = await bank.visit('/sign-in', { refusals: ['401 POST /v1/sessions'] })
    await page.getByRole('link', { name: 'I cannot get in any more' }).click()
    await page.getByLabel('Email or phone number of your account').fill('asha@bank.test')
    await press(page, 'Send the codes')
    await seeHeading(page, 'The code from your mail')
    await bank.identity.deliver('sms')
    await bank.identity.deliver('mail')
    const codeTo = (to: string) =>
      /^\d{6}/.exec(bank.outbox.messages.find((each) => each.to === to)?.text ?? '')?.[0] ?? ''
    await page.getByLabel('Six digits').fill(codeTo('asha@bank.test'))
    await press(page, 'Continue')
    await seeHeading(page, 'The code from your phone')
    await page.getByLabel('Six digits').fill(codeTo('+919876543210'))
    await press(page, 'Continue')
    await see(page, /^(24 h 0|23 h 59) min left$/)

    await first.reload()
    await see(first, 'Somebody wants to get into your account anew.')
    // Signed out by the time that passes, this window would only ask in vain.
    await first.goto('/mark.svg')
    time.pass(dayMs)
    await page.reload()
    await page.getByLabel('Password', { exact: true }).fill('a goat in the river')
    await press(page, 'Set the new password')
    await seeHeading(page, 'It is done')
    await page.getByRole('link', { name: 'Sign in' }).first().click()
    for (const [given, isRight] of [
      [password, false],
      ['a goat in the river', true],
    ] as const) {
      await page.getByLabel('Email', { exact: true }).fill('asha@bank.test')
      await page.getByLabel('Password', { exact: true }).fill(given)
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      if (!isRight) await see(page, 'This email and password do not go together.')
    }
    await page.waitForURL('**/overview')
  },
)

journey(
  'one press stops somebody who wants in: in the app, and by the link of a notice without signing in',
  {},
  async (bank) => {
    const mine = await bank.visit('/register')
    await register(bank, mine, 'Asha')
    const begin = async () => {
      const [phone, email] = ['+919876543210', 'asha@bank.test']
      const id = bank.newId()
      const url = `/v1/recoveries/${id}`
      const begun = await bank.http.server.inject({ method: 'PUT', url, payload: { email, language: 'en' } })
      const cookie = String(begun.headers['set-cookie']).split(';')[0]
      await bank.identity.deliver('mail')
      await bank.identity.deliver('sms')
      for (const [channel, to] of [
        ['mail', email],
        ['sms', phone],
      ]) {
        const code = /^\d{6}/.exec(bank.outbox.messages.find((each) => each.to === to)?.text ?? '')?.[0]
        const headers = { cookie, 'x-bankserver': '1' }
        await bank.http.server.inject({ method: 'PUT', url: `${url}/codes/${channel}`, payload: { code }, headers })
      }
      await bank.identity.deliver('sms')
    }
    await begin()
    await mine.reload()
    await press(mine, 'Stop it')
    await mine.getByText('Somebody wants to get into your account anew.').waitFor({ state: 'hidden' })
    await begin()
    const link = /\S+\/recover\/stop#\S+/.exec(
      bank.outbox.messages.find(({ text }) => text.includes('/recover/stop'))?.text ?? '',
    )?.[0]
    const { pathname, hash } = new URL(link ?? '')
    const stranger = await bank.visit(pathname + hash)
    await press(stranger, 'Stop it')
    await see(stranger, 'It is stopped.')
    const waiting = await bank.db.query(
      'select 1 from identity.recovery where opens_at is not null and cancelled_at is null',
    )
    assert.deepEqual(waiting, [])
  },
)
