import assert from 'node:assert/strict'
import { exportJWK, generateKeyPair } from 'jose'
import { press, see, seeHeading } from './acts.ts'
import { journey } from './open-bank.ts'

journey('staff register a third party with its public keys, and revoke it', {}, async (bank) => {
  const administrator = await bank.person('administrator', 'Farah')
  const page = await bank.visit('/staff/third-parties', {
    as: administrator,
    screen: 'desk',
    refusals: ['422 PUT /v1/oauth-clients/{id}'],
  })
  await see(page, 'Nobody is registered yet.')
  await press(page, 'Register a third party')
  await press(page, 'Register it')
  await see(page, 'Please give it a name.')
  await see(page, 'This is not a JSON Web Key Set')
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true })
  const typeKeys = async (key: typeof publicKey) =>
    page.getByLabel('Public keys').fill(JSON.stringify({ keys: [{ ...(await exportJWK(key)), kid: 'one' }] }))
  await page.getByLabel('Name', { exact: true }).fill('Budget Buddy')
  await page.getByLabel('Redirect addresses').fill('http://budget.example/back')
  await page.getByRole('checkbox', { name: /See accounts/ }).check()
  await typeKeys(privateKey)
  await press(page, 'Register it')
  await see(page, 'This is not a JSON Web Key Set')
  await typeKeys(publicKey)
  await press(page, 'Register it')
  await see(page, 'http://budget.example/back must begin with https.')
  await page.getByLabel('Redirect addresses').fill('https://budget.example/back')
  await press(page, 'Register it')
  await seeHeading(page, 'Budget Buddy is registered')
  const [client] = await bank.db.query<{ id: string }>('select id from identity.oauth_client')
  await see(page, client.id)
  await press(page, 'Done')
  await press(page, 'Revoke Budget Buddy')
  await page.getByRole('complementary').getByRole('button', { name: 'Revoke Budget Buddy' }).click()
  await see(page, 'Budget Buddy is revoked; every consent given to it has ended.')
  const [{ revoked_at }] = await bank.db.query('select revoked_at from identity.oauth_client')
  assert.ok(revoked_at instanceof Date)
})
