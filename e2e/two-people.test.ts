import assert from 'node:assert/strict'
import { password } from '#testing/bank'
import { follow, press, see, seeHeading } from './acts.ts'
import { journey, verdictByShare } from './open-bank.ts'
import { makePasskey } from './passkey-of-chromium.ts'

journey(
  'two administrators, each with a passkey of their own, change what a role may do; one of them alone does not',
  { passwordSigns: false },
  async (bank) => {
    const [farah, arun] = [await bank.person('administrator', 'Farah'), await bank.person('administrator', 'Arun')]
    const teller = await bank.person('teller', 'Kavitha')

    const one = await bank.visit('/staff/roles', { as: farah, screen: 'desk' })
    await press(one, 'Change Teller')
    await see(one, 'What two people decide is signed with a passkey, and you have none.')
    await follow(one, 'Make a passkey')
    await makePasskey(one)
    await follow(one, 'Roles')
    await press(one, 'Change Teller')
    await one.getByRole('complementary').getByLabel('Freeze accounts').check()
    await one.getByRole('complementary').getByLabel('Why').fill('Tellers see it first.')
    await press(one, 'Sign and ask for it')
    await one.getByRole('status').filter({ hasText: 'It waits for a second person' }).waitFor()
    await one.getByRole('link', { name: /^To be signed/ }).click()
    await see(one, 'You asked for it; somebody else has to decide.')
    assert.equal(await one.getByRole('button', { name: 'Decide', exact: true }).count(), 0)

    const other = await bank.visit('/staff/security', { as: arun, screen: 'phone' })
    await makePasskey(other)
    await press(other, 'Menu')
    await other.getByRole('link', { name: /^To be signed/ }).click()
    await see(other, 'Freeze accounts')
    await press(other, 'Decide')
    await other.getByRole('radio', { name: 'Grant it' }).check()
    await other.getByLabel('What you looked at').fill('Three robberies in a month.')
    await press(other, 'Sign and grant it')
    await other.getByRole('status').filter({ hasText: 'It is granted and carried out.' }).waitFor()
    const { body } = await bank.ask(teller, 'GET', '/v1/me/rights')
    assert.ok(body.permissions.includes('products:freeze'))
  },
)

journey(
  'a right is taken alone with a passkey, an administrator is told at once, and reviews it',
  { passwordSigns: false },
  async (bank) => {
    const [priya, farah] = [await bank.person('analyst', 'Priya'), await bank.person('administrator', 'Farah')]
    const watching = await bank.visit('/staff/books', { as: farah, screen: 'desk' })
    await seeHeading(watching, 'The books')

    const desk = await bank.visit('/staff/security', { as: priya, screen: 'desk' })
    await makePasskey(desk)
    await follow(desk, 'Break-glass')
    await press(desk, 'Take a right alone')
    await desk.getByLabel('The right').selectOption({ label: 'Manage service clients' })
    await desk.getByLabel('Why it cannot wait').fill('A key has leaked, and nobody answers.')
    await press(desk, 'Sign, and take it for an hour')
    await see(desk, 'Held now')
    await follow(desk, 'Service clients')
    await see(desk, 'Make a service client')

    await see(watching, 'Priya has taken a right alone: Manage service clients.')
    await follow(watching, 'Look at it')
    await press(watching, 'Review it')
    await watching.getByLabel('What you looked at').fill('She revoked the leaked key, and nothing else.')
    await press(watching, 'Keep the review')
    await see(watching, 'Farah found it right')
  },
)

journey(
  'a teller is asked once why they look at a customer, sees the earlier phone number, and the customer sees that they looked',
  { probability: verdictByShare },
  async (bank) => {
    const [asha, tom] = [await bank.holder('Asha', 1_000_000n), await bank.person('teller', 'Tom')]
    for (const number of ['+919876543210', '+441632960001'])
      await bank.ask(asha, 'PUT', '/v1/me/phone', { number, proof: { password } })
    await bank.ask(asha, 'PUT', '/v1/halt')
    const refusals = ['403 GET /v1/customers/{id}']
    const desk = await bank.visit(`/staff/customers/${asha.id}`, {
      as: tom,
      screen: 'desk',
      isAskedWhy: true,
      refusals,
    })
    await seeHeading(desk, 'Why do you look at this?')
    await press(desk, 'Write it down and look')
    await see(desk, 'Please write at least three characters.')
    await desk.getByRole('radio', { name: 'A complaint' }).check()
    await desk.getByLabel('In your words').fill('She did not get her card.')
    await press(desk, 'Write it down and look')
    await seeHeading(desk, 'Asha')
    await see(desk, '+919876543210')
    await see(desk, 'Frozen by the customer.')
    await desk.reload()
    await see(desk, '+441632960001')

    const phone = await bank.visit('/profile', { as: asha })
    await follow(phone, 'Who looked at my data')
    await see(phone, 'A teller: your phone numbers')
    await see(phone, 'because of a complaint')
    assert.equal(await phone.getByText('She did not get her card.').count(), 0)
  },
)

journey('staff sign in with a passkey, without email and password', {}, async (bank) => {
  const page = await bank.visit('/staff/security', { as: await bank.person('teller', 'Tom'), screen: 'desk' })
  await makePasskey(page)
  await page.getByRole('button', { name: /Settings and sign-out/ }).click()
  await press(page, 'Sign out')
  await press(page, 'Sign in with a passkey')
  await seeHeading(page, 'My passkeys')
})
