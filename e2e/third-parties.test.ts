import assert from 'node:assert/strict'
import { exportJWK, generateKeyPair } from 'jose'
import type { Page } from 'playwright-core'
import { press, see, seeHeading } from './acts.ts'
import { journey, type OpenBank } from './open-bank.ts'
import { makePasskey } from './passkey-of-chromium.ts'

/** Two administrators, each at a desk of their own and with a passkey. */
const twoDesks = async (bank: OpenBank, path: string, refusals: string[] = []): Promise<[Page, Page]> => {
  const open = async (name: string, then: string) => {
    const page = await bank.visit('/staff/security', {
      as: await bank.person('administrator', name),
      screen: 'desk',
      refusals,
    })
    await makePasskey(page)
    await page.goto(`${bank.origin}${then}`)
    return page
  }
  return [await open('Farah', path), await open('Arun', '/staff/approvals')]
}

const signAndAsk = async (page: Page, why: string) => {
  await page.getByLabel('Why').fill(why)
  await press(page, 'Sign and ask for it')
}

const signAndGrant = async (page: Page, looked: string) => {
  await press(page, 'Decide')
  await page.getByRole('radio', { name: 'Grant it' }).check()
  await page.getByLabel('What you looked at').fill(looked)
  await press(page, 'Sign and grant it')
  await page.getByRole('heading', { name: 'Your signature' }).waitFor({ state: 'detached' })
  await page.getByRole('status').filter({ hasText: 'It is granted and carried out.' }).waitFor()
}

journey(
  'two people register a third party and its new keys by their passkeys, and one revokes it',
  { passwordSigns: false },
  async (bank) => {
    const [page, other] = await twoDesks(bank, '/staff/third-parties', [
      '422 POST /v1/approvals/step-ups',
      '422 PUT /v1/client-proposals/{id}',
    ])
    await see(page, 'Nobody is registered yet.')
    await press(page, 'Register a client')
    await press(page, 'Sign and ask for it')
    await see(page, 'Please give it a name.')
    await see(page, 'This is not a JSON Web Key Set')
    const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true })
    const typeKeys = async (key: typeof publicKey, kid = 'one') =>
      page.getByLabel('Public keys').fill(JSON.stringify({ keys: [{ ...(await exportJWK(key)), kid }] }))
    await page.getByLabel('Name', { exact: true }).fill('Budget Buddy')
    await page.getByLabel('Redirect addresses').fill('http://budget.example/back')
    await page.getByRole('checkbox', { name: /See accounts/ }).check()
    await typeKeys(privateKey)
    await signAndAsk(page, 'Their contract of Monday.')
    await see(page, 'This is not a JSON Web Key Set')
    await typeKeys(publicKey)
    await press(page, 'Sign and ask for it')
    await see(page, 'http://budget.example/back must begin with https.')
    await page.getByLabel('Redirect addresses').fill('https://budget.example/back')
    await press(page, 'Sign and ask for it')
    await seeHeading(page, 'Budget Buddy is asked for')
    assert.equal((await bank.db.query('select from identity.oauth_client')).length, 0)
    await press(page, 'Done')
    await see(page, 'Farah asked for it; it waits')

    await see(other, 'A client of OAuth gets in')
    await see(other, 'https://budget.example/back')
    await signAndGrant(other, 'I read them the print of the key over the phone.')
    const [client] = await bank.db.query<{ id: string }>('select id from identity.oauth_client')
    await page.reload()
    await see(page, client.id)
    await see(page, 'Farah asked for it, Arun granted it')

    await press(page, 'New keys Budget Buddy')
    await typeKeys((await generateKeyPair('ES256')).publicKey, 'two')
    await signAndAsk(page, 'Their key is a year old.')
    await page.getByRole('status').filter({ hasText: 'It waits for a second person' }).waitFor()
    await see(other, 'Other keys of a client of OAuth')
    await signAndGrant(other, 'They called about it.')
    const [{ kid }] = await bank.db.query<{ kid: string }>(
      "select keys->'keys'->0->>'kid' as kid from identity.oauth_client",
    )
    assert.equal(kid, 'two')

    await press(page, 'Revoke Budget Buddy')
    await page.getByRole('complementary').getByRole('button', { name: 'Revoke Budget Buddy' }).click()
    await see(page, 'Budget Buddy is revoked; every consent given to it has ended.')
    const [{ revoked_at }] = await bank.db.query('select revoked_at from identity.oauth_client')
    assert.ok(revoked_at instanceof Date)
  },
)

journey(
  'the key of a service client is made in the browser, shown once, and opens when a second person has signed',
  { passwordSigns: false },
  async (bank) => {
    const [page, other] = await twoDesks(bank, '/staff/clients')
    await press(page, 'Make a service client')
    await page.getByLabel('Name', { exact: true }).fill('Card network')
    await page.getByRole('checkbox', { name: /Send card payments/ }).check()
    await signAndAsk(page, 'The contract of Monday.')
    await seeHeading(page, 'Card network is asked for')
    const key = (await page.getByRole('complementary').locator('code').textContent()) ?? ''
    /** 403 is the answer to a key that opens, at a path for people. */
    const status = async () =>
      (await fetch(`${bank.origin}/v1/me`, { headers: { authorization: `Bearer ${key}` } })).status
    assert.equal(await status(), 401)
    await see(other, 'A service client gets in')
    await signAndGrant(other, 'I have read the contract.')
    assert.equal(await status(), 403)
    await press(page, 'I have kept it')
    await page.reload()
    await see(page, 'Send card payments')
    assert.equal(await page.getByText(key).count(), 0)

    await press(page, 'New keys Card network')
    await page.getByLabel('Both keys open for').selectOption({ label: 'not at all: the old one ends now' })
    await signAndAsk(page, 'It was written on a board.')
    await seeHeading(page, 'Card network is asked for')
    assert.equal(await status(), 403)
    await see(other, 'A new key of a service client')
    await signAndGrant(other, 'I saw the board.')
    await assert.doesNotReject(async () => {
      for (let left = 20; (await status()) !== 401; left--) {
        assert.ok(left > 0, 'the key of before has ended')
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    })
  },
)
