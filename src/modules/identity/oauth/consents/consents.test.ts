import assert from 'node:assert/strict'
import { test } from 'node:test'
import { arrive, begin, callWith, connect, createBrowser, decide, redeem, testOauth } from '#testing/oauth'

test('the customer reads who asks, for what and until when, and is led back with their answer', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.UTC(2026, 10, 27, 12) })
  await using oauth = await testOauth()
  const third = await oauth.thirdParty({ name: 'Budget Buddy', scopes: ['accounts:read', 'payments:write'] })
  const browser = oauth.browserOf(await oauth.bank.holder('Asha'))
  const begun = await begin(third, { scope: 'openid profile accounts:read' })
  const id = await arrive(browser, begun.url)
  assert.deepEqual((await browser.go(`/v1/consent-requests/${id}`)).json(), {
    id,
    client: { name: 'Budget Buddy', kind: 'third-party', host: 'third.example' },
    scopes: ['accounts:read'],
    wantsName: true,
    endsAt: '2027-02-25T12:00:00.000Z',
  })
  const back = await decide(browser, id, 'deny')
  assert.deepEqual(
    [back.origin, back.searchParams.get('error'), back.searchParams.get('state'), back.searchParams.get('code')],
    ['https://third.example', 'access_denied', begun.state, null],
  )
  assert.deepEqual(await oauth.bank.db.query('select 1 from identity.consent'), [])
})

test('a request belongs to the browser in which it began: somebody else’s answer does not count', async () => {
  await using oauth = await testOauth()
  const third = await oauth.thirdParty()
  const [asha, mallory] = [await oauth.bank.holder('Asha'), await oauth.bank.holder('Mallory')]
  const id = await arrive(oauth.browserOf(mallory), (await begin(third)).url)
  const victim = oauth.browserOf(asha)
  for (const method of ['GET', 'POST'] as const) {
    const answer = await victim.go(
      `/v1/consent-requests/${id}`,
      method,
      method === 'POST' ? { answer: 'allow', accounts: [asha.product] } : undefined,
    )
    assert.deepEqual([answer.statusCode, answer.json().code], [409, 'consent-request-over'])
  }
})

test('without a session nobody is asked; staff are not; a token cannot answer', async () => {
  await using oauth = await testOauth()
  const third = await oauth.thirdParty()
  const asha = await oauth.bank.holder('Asha')
  const { tokens, proofs } = await connect(oauth, asha, third)
  const nobody = createBrowser(oauth.bank.http.server)
  const id = await arrive(nobody, (await begin(third)).url)
  assert.equal((await nobody.go(`/v1/consent-requests/${id}`, 'POST', { answer: 'allow' })).statusCode, 401)
  assert.equal((await callWith(third, tokens.access_token, proofs, `/v1/consent-requests/${id}`)).status, 403)
  const staff = oauth.browserOf(oauth.administrator)
  const theirs = await arrive(staff, (await begin(third)).url)
  assert.equal((await staff.go(`/v1/consent-requests/${theirs}`, 'POST', { answer: 'allow' })).statusCode, 403)
})

test('a request is answered once', async () => {
  await using oauth = await testOauth()
  const third = await oauth.thirdParty()
  const asha = await oauth.bank.holder('Asha')
  const browser = oauth.browserOf(asha)
  const id = await arrive(browser, (await begin(third)).url)
  const accounts = [asha.product]
  const answers = await Promise.all(
    ['allow', 'deny', 'allow'].map((answer) => browser.go(`/v1/consent-requests/${id}`, 'POST', { answer, accounts })),
  )
  assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [200, 409, 409])
  assert.equal((await oauth.bank.db.query('select 1 from identity.consent')).length <= 1, true)
})

test('the bank asks each time, even for what was allowed a moment ago, and remembers no sign-in of its own', async () => {
  await using oauth = await testOauth()
  const third = await oauth.thirdParty()
  const browser = oauth.browserOf(await oauth.bank.holder('Asha'))
  await decide(browser, await arrive(browser, (await begin(third)).url))
  assert.match(await arrive(browser, (await begin(third)).url), /^[\w-]{43}$/)
  assert.deepEqual(
    [...browser.cookies.keys()].filter((name) => /nothing/.test(name)),
    [],
  )
  assert.deepEqual(await oauth.bank.db.query("select 1 from identity.oauth_record where kind = 'Session'"), [])
})

test('the customer sees what they allowed, withdraws it, and its tokens end at once', async () => {
  await using oauth = await testOauth()
  const third = await oauth.thirdParty({ name: 'Budget Buddy' })
  const [asha, ravi] = [await oauth.bank.holder('Asha'), await oauth.bank.holder('Ravi')]
  const { tokens, proofs } = await connect(oauth, asha, third)
  assert.equal((await callWith(third, tokens.access_token, proofs)).status, 200)
  const list = async () => (await oauth.bank.ask(asha, 'GET', '/v1/me/consents')).body.items
  const [consent] = await list()
  assert.deepEqual(
    [consent.client.name, consent.scopes, consent.endedAt, consent.usedAt !== null],
    ['Budget Buddy', ['accounts:read'], null, true],
  )
  const path = `/v1/me/consents/${consent.id}`
  assert.equal((await oauth.bank.ask(ravi, 'DELETE', path)).code, 'no-such-consent')
  assert.equal((await oauth.bank.ask(asha, 'DELETE', path)).status, 204)
  assert.equal((await callWith(third, tokens.access_token, proofs)).status, 401)
  assert.equal((await oauth.bank.ask(asha, 'DELETE', path)).code, 'no-such-consent')
  assert.equal((await list())[0].endedBy, 'person')
  const records = await oauth.bank.db.query('select kind from identity.oauth_record where grant_id = $1', [consent.id])
  assert.deepEqual(records, [])
})

test('whatever ended a consent, its tokens end, even where somebody left them behind', async () => {
  await using oauth = await testOauth()
  const third = await oauth.thirdParty()
  const { tokens, proofs } = await connect(oauth, await oauth.bank.holder('Asha'), third)
  await oauth.bank.db.query("update identity.consent set ended_at = now(), ended_by = 'bank'")
  assert.equal((await callWith(third, tokens.access_token, proofs)).status, 401)
})

test('the customer is told of a consent by mail, in the transaction that writes it', async () => {
  await using oauth = await testOauth()
  const third = await oauth.thirdParty({ name: 'Budget Buddy' })
  const asha = await oauth.bank.holder('Asha')
  await connect(oauth, asha, third)
  const messages = await oauth.bank.db.query('select person, kind, channel from identity.message')
  assert.deepEqual(messages, [{ person: asha.id, kind: 'consent-given', channel: 'mail' }])
})

test('a consent ends after ninety days, whatever was refreshed meanwhile', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
  await using oauth = await testOauth()
  const third = await oauth.thirdParty()
  const begun = await begin(third)
  const browser = oauth.browserOf(await oauth.bank.holder('Asha'))
  const tokens = await redeem(third, await decide(browser, await arrive(browser, begun.url)), begun)
  const { refreshTokenGrant } = await import('openid-client')
  const refresh = () => refreshTokenGrant(third.config, tokens.refresh_token ?? '', undefined, { DPoP: begun.proofs })
  t.mock.timers.tick(89 * 24 * 3_600_000)
  assert.equal((await callWith(third, (await refresh()).access_token, begun.proofs)).status, 200)
  t.mock.timers.tick(25 * 3_600_000)
  await assert.rejects(refresh(), { error: 'invalid_grant' })
})
