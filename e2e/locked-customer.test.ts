import assert from 'node:assert/strict'
import { password } from '#testing/bank'
import { press, see, seeHeading, signIn } from './acts.ts'
import { journey } from './open-bank.ts'

journey('staff lock the access of a customer, who is out at once, and let them in again', {}, async (bank) => {
  const asha = await bank.holder('Asha', 1_000_000n)
  const analyst = await bank.person('analyst', 'Priya')
  const phone = await bank.visit('/overview', { as: asha, refusals: ['403 POST /v1/sessions', '401 GET /v1/alerts'] })
  await see(phone, 'Everyday')
  const desk = await bank.visit(`/staff/customers/${asha.id}`, { as: analyst, screen: 'desk' })
  await seeHeading(desk, 'Ways in')
  await press(desk, 'Lock the access')
  const panel = desk.getByRole('complementary')
  await panel.getByRole('button', { name: 'Lock the access' }).click()
  await see(desk, 'Please write why, in a few words.')
  await panel.getByLabel('Why').fill('She called: her phone is gone.')
  await panel.getByRole('button', { name: 'Lock the access' }).click()
  await see(desk, 'The access of Asha is locked.')
  await see(desk, 'She called: her phone is gone.')

  assert.equal((await bank.ask(asha, 'GET', '/v1/me')).status, 401)
  await phone.goto(`${bank.origin}/sign-in`)
  await signIn(phone, 'Asha')
  await see(phone, /locked this access|have been locked out/i)

  await press(desk, 'Let in again')
  await panel.getByLabel('Why').fill('She came with her passport.')
  await panel.getByRole('button', { name: 'Let in again' }).click()
  await see(desk, 'Asha can sign in again.')
  await phone.getByLabel('Password', { exact: true }).fill(password)
  await phone.getByRole('button', { name: 'Sign in', exact: true }).click()
  await see(phone, 'Everyday')
})
