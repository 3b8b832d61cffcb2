import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import axe from 'axe-core'
import { exportJWK } from 'jose'
import * as openid from 'openid-client'
import type { Page } from 'playwright-core'
import { password } from '#testing/bank'
import { letIn } from '#testing/clients'
import { press, see, seeHeading, signIn } from './acts.ts'
import { journey, type OpenBank } from './open-bank.ts'

/** The site of a third party, on a port of this machine; it remembers where customers came back to. */
const openThirdParty = async () => {
  const arrivals: string[] = []
  const server = createServer(({ url = '' }, response) => {
    if (url.startsWith('/back')) arrivals.push(url)
    response.setHeader('content-type', 'text/html')
    response.end('<!doctype html><title>Budget Buddy</title><h1>Welcome back</h1><link rel="icon" href="data:,">')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`
  return {
    origin,
    back: () => new URL(arrivals.at(-1) ?? '', origin),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Registers the third party and begins a request at the bank, as its server would. */
const begin = async (bank: OpenBank, origin: string, scope: string) => {
  // Tokens carry the bank's name, which here is where the test listens.
  bank.origins[0] = bank.origin
  const keys = await openid.randomDPoPKeyPair('ES256', { extractable: true })
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'one' }
  const id = bank.newId()
  const administrators = [
    await bank.person('administrator', 'Farah'),
    await bank.person('administrator', 'Arun'),
  ] as const
  const redirect_uri = `${origin}/back`
  const change = {
    about: 'oauth-client',
    client: id,
    kind: 'third-party',
    name: 'Budget Buddy',
    redirectUris: [redirect_uri],
    keys: [jwk],
    scopes: ['accounts:read', 'payments:write'],
  }
  assert.equal((await letIn(bank, administrators, change)).status, 200)
  const authentication = openid.PrivateKeyJwt({ key: keys.privateKey, kid: 'one' })
  const options = { execute: [openid.allowInsecureRequests] }
  const config = await openid.discovery(new URL(`${bank.origin}/oauth`), id, {}, authentication, options)
  const proofs = openid.getDPoPHandle(config, await openid.randomDPoPKeyPair('ES256'))
  const verifier = openid.randomPKCECodeVerifier()
  const code_challenge = await openid.calculatePKCECodeChallenge(verifier)
  const asked = { redirect_uri, scope, state: 'here', code_challenge, code_challenge_method: 'S256' }
  const url = await openid.buildAuthorizationUrlWithPAR(config, asked, { DPoP: proofs })
  return { url, config, proofs, verifier }
}

const findBarriers = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate<axe.AxeResults>('axe.run(document)')
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' ')}`)
}

journey('a customer lets a third party see their accounts, and withdraws it', {}, async (bank) => {
  await using third = await openThirdParty()
  const asha = await bank.holder('Asha', 123_456n)
  const { url, config, proofs, verifier } = await begin(bank, third.origin, 'openid profile accounts:read')
  const page = await bank.visit(url.href, { as: asha })
  await seeHeading(page, 'Budget Buddy asks for your consent')
  await see(page, 'See your accounts')
  await see(page, 'Learn your name')
  assert.equal(await page.getByText('Ask for payments').count(), 0)
  assert.deepEqual(await findBarriers(page), [])
  await page.emulateMedia({ colorScheme: 'dark' })
  assert.deepEqual(await findBarriers(page), [])
  await page.getByRole('button', { name: /^Allow until/ }).click()
  await see(page, 'Choose at least one account, or do not allow it.')
  await page.getByRole('checkbox', { name: /Everyday/ }).check()
  await page.getByRole('button', { name: /^Allow until/ }).click()
  await seeHeading(page, 'Welcome back')

  const checks = { pkceCodeVerifier: verifier, expectedState: 'here', idTokenExpected: true }
  const tokens = await openid.authorizationCodeGrant(config, third.back(), checks, undefined, { DPoP: proofs })
  const look = async () => {
    const address = new URL('/v1/products', bank.origin)
    return openid
      .fetchProtectedResource(config, tokens.access_token, address, 'GET', undefined, undefined, { DPoP: proofs })
      .then(({ status }) => status)
      .catch(({ status }: openid.WWWAuthenticateChallengeError) => status)
  }
  assert.equal(await look(), 200)

  await page.goto(`${bank.origin}/profile`)
  await page.getByRole('link', { name: 'Who has your consent' }).click()
  await seeHeading(page, 'Others with your consent')
  await see(page, `Everyday …${asha.number.slice(-4)}`)
  await see(page, /^Last used today/)
  await press(page, 'Withdraw from Budget Buddy')
  await see(page, 'Budget Buddy can do nothing for you any more.')
  await see(page, /^You withdrew it on/)
  assert.equal(await look(), 401)
})

journey('whoever is not signed in signs in first; a no is taken back to the third party', {}, async (bank) => {
  await using third = await openThirdParty()
  await bank.holder('Asha')
  const { url } = await begin(bank, third.origin, 'openid payments:write')
  const page = await bank.visit(url.href)
  await see(page, 'No account yet?')
  await signIn(page, 'Asha')
  await seeHeading(page, 'Budget Buddy asks for your consent')
  await see(page, 'Ask for payments from the accounts you choose')
  await press(page, 'Do not allow')
  await seeHeading(page, 'Welcome back')
  const { searchParams } = third.back()
  assert.deepEqual([searchParams.get('error'), searchParams.get('code')], ['access_denied', null])
})

journey('a request of another browser is not answered, and a broken link says so', {}, async (bank) => {
  await using third = await openThirdParty()
  const { url } = await begin(bank, third.origin, 'openid accounts:read')
  const mallory = await bank.visit(url.href, { as: await bank.holder('Mallory') })
  await seeHeading(mallory, 'Budget Buddy asks for your consent')
  const other = {
    as: await bank.holder('Asha'),
    refusals: [`409 GET ${new URL(mallory.url()).pathname.replace('/consent/', '/v1/consent-requests/')}`],
  }
  const page = await bank.visit(mallory.url(), other)
  await seeHeading(page, 'This request is over')
  await page.goto('/oauth/authorize?client_id=nobody')
  await seeHeading(page, 'We could not follow this link')
  assert.deepEqual(await findBarriers(page), [])
})

journey('a third party asks for a payment, and it goes when the customer proves it in the app', {}, async (bank) => {
  await using third = await openThirdParty()
  const [asha, ravi] = [await bank.holder('Asha', 1_000_000n), await bank.holder('Ravi')]
  const { url, config, proofs, verifier } = await begin(bank, third.origin, 'openid payments:write')
  const page = await bank.visit(url.href, { as: asha })
  await page.getByRole('checkbox', { name: /Everyday/ }).check()
  await page.getByRole('button', { name: /^Allow until/ }).click()
  await seeHeading(page, 'Welcome back')
  const checks = { pkceCodeVerifier: verifier, expectedState: 'here', idTokenExpected: true }
  const tokens = await openid.authorizationCodeGrant(config, third.back(), checks, undefined, { DPoP: proofs })
  const order = { kind: 'send', from: asha.product, to: ravi.number, amount: { currency: 'INR', minor: '125000' } }
  const address = new URL(`/v1/payments/${bank.newId()}`, bank.origin)
  const headers = new Headers({ 'content-type': 'application/json' })
  const body = JSON.stringify(order)
  await openid.fetchProtectedResource(config, tokens.access_token, address, 'PUT', body, headers, { DPoP: proofs })

  await page.goto(`${bank.origin}/overview`)
  await see(page, 'Waits for your answer')
  await page.getByRole('link', { name: /Ravi/ }).first().click()
  await seeHeading(page, 'Budget Buddy asks for a payment')
  await see(page, 'Nothing has moved.')
  assert.deepEqual(await findBarriers(page), [])
  await press(page, 'Send ₹1,250.00 to Ravi')
  await see(page, 'Please write your password.')
  assert.equal(await bank.balance(ravi.product), 0n)
  await page.getByLabel('Your password', { exact: true }).fill(password)
  await press(page, 'Send ₹1,250.00 to Ravi')
  await seeHeading(page, 'Sent to Ravi')
  await see(page, 'Budget Buddy')
  assert.equal(await bank.balance(ravi.product), 125_000n)
})
