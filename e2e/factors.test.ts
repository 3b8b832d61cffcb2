import assert from 'node:assert/strict'
import { Secret, TOTP } from 'otpauth'
import type { Page } from 'playwright-core'
import { type Holder, password } from '#testing/bank'
import { press, see, seeHeading, send, signIn } from './acts.ts'
import { journey, type OpenBank, verdictByShare } from './open-bank.ts'

const pin = '482915'

/** The code of now, or of so many steps of half a minute beside it. */
const codeOf = (secret: string, steps = 0) =>
  TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: Date.now() + steps * 30_000 })

/** Adds an app without a page; its code is the one before now, so that now's is still to be used. */
const giveApp = async (bank: OpenBank, who: Holder): Promise<string> => {
  const { body } = await bank.ask(who, 'POST', '/v1/me/totp-enrollments', { proof: { password } })
  const done = await bank.ask(who, 'PUT', `/v1/me/totp/${body.id}`, { code: codeOf(body.secret, -1), pin })
  assert.equal(done.status, 201, done.code)
  return body.secret
}

const addApp = async (page: Page): Promise<{ secret: string; codes: string[] }> => {
  await press(page, 'Add an authenticator app')
  const form = page.getByRole('form', { name: 'Add an authenticator app' })
  await form.getByLabel('Your password', { exact: true }).fill(password)
  await form.getByRole('button', { name: 'Show what to scan' }).click()
  await page.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor()
  const secret = ((await page.locator('code').first().textContent()) ?? '').replaceAll(' ', '')
  await page.getByLabel('Code of the app').fill(codeOf(secret))
  await page.getByLabel('Choose a PIN').fill(pin)
  await press(page, 'Confirm the app')
  const kept = page.getByRole('region', { name: 'Your ten recovery codes' })
  await kept.waitFor()
  const codes = await kept.locator('li code').allTextContents()
  await press(page, 'I have kept them')
  return { secret, codes }
}

journey('an app is added; then the password asks for its code, or for a recovery code once', {}, async (bank) => {
  const asha = await bank.holder('Asha', 123_456n)
  const wrong = '401 POST /v1/sessions/second-factor'
  const page = await bank.visit('/security', { as: asha, refusals: [wrong] })
  const { secret, codes } = await addApp(page)
  assert.equal(new Set(codes).size, 10)
  await see(page, '10 recovery codes left')
  const leave = async () => {
    await page.goto('/profile')
    await press(page, 'Sign out here')
    await seeHeading(page, 'A bank that shows its work.')
    await page.goto('/sign-in')
    await signIn(page, 'Asha')
    await seeHeading(page, 'One thing more')
  }
  await leave()
  await page.getByLabel('Code of the app').fill('000000')
  await press(page, 'Sign in')
  await see(page, 'This code is wrong, or it was used.')
  await page.getByLabel('Code of the app').fill(codeOf(secret, 1))
  await press(page, 'Sign in')
  await see(page, '₹1,234.56')

  await leave()
  await press(page, 'I do not have my phone')
  await page.getByLabel('Recovery code').fill(codes[4])
  await press(page, 'Sign in')
  await see(page, '₹1,234.56')
  await page.goto('/security')
  await see(page, '9 recovery codes left')
})

/** Asha, with an app and no passkey, is about to send half of her money to somebody new. */
const pauseHalf = async (bank: OpenBank) => {
  const [asha, ravi] = [await bank.holder('Asha', 1_000_000n), await bank.holder('Ravi')]
  const secret = await giveApp(bank, asha)
  const page = await bank.visit('/send', { as: asha, refusals: ['403 POST /v1/payments/{id}/challenge'] })
  await send(page, { to: ravi, rupees: '5000', reads: '₹5,000.00' })
  await seeHeading(page, 'Let us pause here for a moment.')
  await page.getByRole('radio', { name: sure }).check()
  await see(page, `You sign ₹5,000.00 to Ravi, account ending ${ravi.number.slice(-4)}.`)
  const prove = async (code: string) => {
    await page.getByLabel('Code of the app').fill(code)
    await page.getByLabel('Your PIN', { exact: true }).fill(pin)
    await press(page, sure)
  }
  return { asha, ravi, page, secret, prove }
}

const sure = 'I know Ravi and I am sure'

journey(
  'a pause is answered with a code and the PIN, for the amount that was shown and no other',
  { probability: verdictByShare },
  async (bank) => {
    const { ravi, page, secret, prove } = await pauseHalf(bank)
    const id = new URL(page.url()).pathname.replace('/payments/', '')
    const setMinor = (minor: number) =>
      bank.db.query('update payments.payment set minor = $2 where id = $1', [id, minor])
    // Between the question and the answer somebody who rules the database asks for more.
    await page.route('**/challenge', async (route) => {
      await setMinor(900_000)
      await route.continue()
    })
    await prove(codeOf(secret))
    await see(page, 'The code or the PIN is wrong')
    assert.equal(await bank.balance(ravi.product), 0n)
    await page.unroute('**/challenge')
    await setMinor(500_000)
    await prove('000000')
    await see(page, 'The code or the PIN is wrong')
    await prove(codeOf(secret, 1))
    await seeHeading(page, 'Sent to Ravi')
    assert.equal(await bank.balance(ravi.product), 500_000n)
  },
)

// What the page still asks for when its own device was revoked.
const gone = ['devices', 'factors', 'passkeys', 'sessions']
  .map((noun) => `401 GET /v1/me/${noun}`)
  .concat('401 GET /v1/halt')

journey('an account is frozen with one tap, and opened again by the device that was bound', {}, async (bank) => {
  const [asha, ravi] = [await bank.holder('Asha', 1_000_000n), await bank.holder('Ravi', 5_000n)]
  await bank.ask(asha, 'PUT', '/v1/me/pin', { pin, proof: { password } })
  const page = await bank.visit('/sign-in', { refusals: ['403 POST /v1/halt/end', ...gone] })
  await signIn(page, 'Asha')
  await see(page, '₹10,000.00')
  await page.goto('/security')
  await press(page, 'Bind this device')
  const bind = page.getByRole('form', { name: 'Bind this device' })
  await bind.getByLabel('A name for this device').fill('My laptop')
  await bind.getByLabel('Your password', { exact: true }).fill(password)
  await bind.getByRole('button', { name: 'Bind this device' }).click()
  await see(page, 'this one · signs with a key of its own')

  await press(page, 'Freeze now')
  await see(page, 'Frozen since')
  assert.equal((await bank.send(asha, ravi, 100n)).code, 'payments-halted')
  assert.equal((await bank.send(ravi, asha, 100n)).body.state, 'settled')
  const end = page.getByRole('form', { name: 'Let money leave again' })
  await end.getByLabel('Your PIN', { exact: true }).fill('739105')
  await end.getByRole('button', { name: 'Let money leave again' }).click()
  await see(page, 'The PIN is wrong, or this device is not bound any more.')
  await end.getByLabel('Your PIN', { exact: true }).fill(pin)
  await end.getByRole('button', { name: 'Let money leave again' }).click()
  await page.getByRole('button', { name: 'Freeze now' }).waitFor()
  assert.equal((await bank.send(asha, ravi, 100n)).body.state, 'settled')

  await press(page, 'Revoke My laptop')
  await page.waitForURL('**/sign-in**')
})

journey(
  'how somebody types is looked at only where they allow it, and deleted when they take it back',
  {},
  async (bank) => {
    const asha = await bank.holder('Asha')
    const page = await bank.visit('/sign-in')
    const sent: unknown[] = []
    page.on('request', (request) => {
      if (request.url().endsWith('/v1/sessions') && request.method() === 'POST')
        sent.push(request.postDataJSON().typing)
    })
    const typeIn = async () => {
      await page.goto('/sign-in')
      await page.getByLabel('Email', { exact: true }).fill('asha@bank.test')
      await page.getByLabel('Password', { exact: true }).pressSequentially(password)
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      await page.waitForURL('**/overview')
    }
    const rhythms = async () =>
      (await bank.db.query('select 1 from identity.typing where person = $1', [asha.id])).length
    await typeIn()
    await page.goto('/security')
    await see(page, 'It is off. Nothing of it is kept.')
    await press(page, 'Allow it')
    await see(page, 'We do not know enough yet.')
    await typeIn()
    assert.deepEqual([sent.map((typing) => typing !== undefined), await rhythms()], [[false, true], 1])
    await page.goto('/security')
    await press(page, 'Take it back and delete it')
    await see(page, 'It is off. Nothing of it is kept.')
    assert.equal(await rhythms(), 0)
  },
)
