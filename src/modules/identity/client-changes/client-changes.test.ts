import assert from 'node:assert/strict'
import { test } from 'node:test'
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose'
import { grantClient, makeKey, proposeClient } from '../test-clients.ts'
import { testIdentity } from '../test-identity.ts'
import { proofOf, propose, signer } from '../test-signers.ts'
import { approvals, type ClientChange, clientProposals, oauthClients, type PublicKey, serviceClients } from '../wire.ts'

const two = async () => {
  const bank = await testIdentity()
  return {
    bank,
    farah: await signer(bank, 'administrator', 'Farah'),
    arun: await signer(bank, 'administrator', 'Arun'),
    [Symbol.asyncDispose]: () => bank[Symbol.asyncDispose](),
  }
}
type Two = Awaited<ReturnType<typeof two>>

const publicKey = async (kid: string) => {
  const { publicKey } = await generateKeyPair('ES256')
  return { ...(await exportJWK(publicKey)), kid } as PublicKey
}

const third = async (client: string): Promise<ClientChange> => ({
  about: 'oauth-client',
  client,
  kind: 'third-party',
  name: 'Budget Buddy',
  redirectUris: ['https://budget.example/back'],
  keys: [await publicKey('one')],
  scopes: ['accounts:read'],
})

const service = (client: string, keyHash: string): ClientChange => ({
  about: 'service-client',
  client,
  name: 'Card network',
  scopes: ['cards:pay'],
  keyHash,
})

const list = async ({ bank, farah }: Two, url: string) =>
  (await bank.ask({ method: 'GET', url, cookie: farah.cookie })).body

test('a third party is registered by the passkeys of two people, and not by those of one', async () => {
  await using it = await two()
  const { bank, farah, arun } = it
  const client = bank.newId()
  const change = await third(client)
  const { id, answer } = await proposeClient(bank, farah, change)
  assert.deepEqual([answer.status, answer.body.outcome], [200, 'waiting'])
  const registered = async () => oauthClients.answer.parse(await list(it, '/v1/oauth-clients')).items
  assert.deepEqual(await registered(), [])

  const own = await grantClient(bank, farah, id, change.about)
  assert.deepEqual([own.status, own.code], [403, 'second-person-needed'])
  const url = `/v1/client-proposals/${id}/decision`
  const body = { decision: 'grant', note: 'I have called them.' }
  assert.equal((await bank.ask({ method: 'POST', url, body, cookie: arun.cookie })).code, 'proof-needed')
  assert.deepEqual(await registered(), [])

  assert.equal((await grantClient(bank, arun, id, change.about)).body.outcome, 'granted')
  const [one] = await registered()
  assert.deepEqual([one.id, one.name, one.keyIds], [client, 'Budget Buddy', ['one']])
  const [row] = await bank.db.query<{ created_by: string }>('select created_by from identity.oauth_client')
  assert.equal(row.created_by, farah.id)
})

test('a key of a service client opens once a second person has signed its hash, and the bank never saw it', async () => {
  await using it = await two()
  const { bank, farah, arun } = it
  const { key, keyHash } = makeKey()
  /** 403 is the answer to a key that opens, at a path for people. */
  const status = async (given: string) => (await bank.ask({ method: 'GET', url: '/v1/me', key: given })).status
  const client = bank.newId()
  const { id } = await proposeClient(bank, farah, service(client, keyHash))
  assert.equal(await status(key), 401)
  assert.equal((await grantClient(bank, arun, id, 'service-client')).status, 200)
  bank.pass(1000)
  assert.equal(await status(key), 403)

  const next = makeKey()
  const other = { about: 'service-key', client, key: bank.newId(), keyHash: next.keyHash, overlapHours: 0 } as const
  const rotation = await proposeClient(bank, farah, other)
  assert.deepEqual([await status(key), await status(next.key)], [403, 401])
  assert.equal((await grantClient(bank, arun, rotation.id, 'service-key')).status, 200)
  bank.pass(1000)
  assert.deepEqual([await status(key), await status(next.key)], [401, 403])
})

test('the second person reads what gets in: who, what it may do, where it leads, and its keys by their prints', async () => {
  await using it = await two()
  const { bank, farah, arun } = it
  const change = await third(bank.newId())
  assert.equal(change.about, 'oauth-client')
  await proposeClient(bank, farah, change)
  const { keyHash } = makeKey()
  bank.pass(1)
  await proposeClient(bank, farah, service(bank.newId(), keyHash))
  const read = await bank.ask({ method: 'GET', url: '/v1/approvals', cookie: arun.cookie })
  const [first, second] = approvals.answer.parse(read.body).items
  assert.deepEqual(first.lines, [
    { what: 'client', value: 'Budget Buddy' },
    { what: 'client-kind', value: 'third-party' },
    { what: 'client-id', value: change.client },
    { what: 'scope', value: 'accounts:read' },
    { what: 'redirect', value: 'https://budget.example/back' },
    { what: 'public-key', value: `one (${await calculateJwkThumbprint(change.keys[0])})` },
  ])
  assert.deepEqual(second.lines, [
    { what: 'client', value: 'Card network' },
    { what: 'scope', value: 'cards:pay' },
    { what: 'key-hash', value: keyHash },
    { what: 'key-days', value: '365' },
  ])
})

test('a signature over one key lets no other in: keys that were exchanged between the signatures are refused', async () => {
  await using it = await two()
  const { bank, farah, arun } = it
  const [asked, thief] = [makeKey(), makeKey()]
  const change = service(bank.newId(), asked.keyHash)
  const proposal = bank.newId()
  const proof = await proofOf(bank, farah, 'clients.service-client', proposal, { change, reason: 'Agreed.' })
  const body = { change: { ...change, keyHash: thief.keyHash }, reason: 'Agreed.', proof }
  const url = `/v1/client-proposals/${proposal}`
  const refused = await bank.ask({ method: 'PUT', url, body, cookie: farah.cookie })
  assert.deepEqual([refused.status, refused.code], [403, 'passkey-refused'])

  const { id } = await proposeClient(bank, farah, change)
  await bank.db.query('update identity.proposal set content = replace(content, $1, $2)', [asked.keyHash, thief.keyHash])
  assert.equal((await grantClient(bank, arun, id, 'service-client')).code, 'content-changed')
  assert.equal((await bank.db.query('select from identity.service_key')).length, 0)
})

test('a denied or withdrawn client does not get in, and an id or a key is taken once', async () => {
  await using it = await two()
  const { bank, farah, arun } = it
  const { keyHash } = makeKey()
  const client = bank.newId()
  const end = (id: string, path: string, who: typeof farah, body?: object) =>
    bank.ask({ method: 'POST', url: `/v1/client-proposals/${id}/${path}`, body, cookie: who.cookie })
  const denied = await proposeClient(bank, farah, service(client, keyHash))
  assert.equal((await end(denied.id, 'decision', arun, { decision: 'deny', note: 'No.' })).body.outcome, 'denied')
  const taken = await proposeClient(bank, farah, service(client, keyHash))
  assert.equal((await end(taken.id, 'withdrawal', arun)).code, 'not-your-request')
  assert.equal((await end(taken.id, 'withdrawal', farah)).body.outcome, 'withdrawn')
  assert.equal((await grantClient(bank, arun, taken.id, 'service-client')).code, 'proposal-ended')

  const [one, other] = [
    await proposeClient(bank, farah, service(client, keyHash)),
    await proposeClient(bank, farah, service(client, makeKey().keyHash)),
  ]
  assert.equal((await grantClient(bank, arun, one.id, 'service-client')).status, 200)
  assert.equal((await grantClient(bank, arun, other.id, 'service-client')).code, 'id-taken')
  const url = `/v1/client-proposals/${bank.newId()}`
  const ask = (change: ClientChange) =>
    bank.ask({ method: 'PUT', url, body: { change, reason: 'Agreed.' }, cookie: farah.cookie })
  assert.equal((await ask(service(client, makeKey().keyHash))).code, 'id-taken')
  assert.equal((await ask(service(bank.newId(), keyHash))).code, 'id-taken')
  assert.equal(serviceClients.answer.parse(await list(it, '/v1/service-clients')).items.length, 1)
  const outcomes = clientProposals.answer.parse(await list(it, '/v1/client-proposals')).items
  assert.deepEqual(outcomes.map(({ outcome }) => outcome).sort(), ['denied', 'granted', 'waiting', 'withdrawn'])
})

test('a client that was revoked meanwhile gets no new keys, whoever signs', async () => {
  await using it = await two()
  const { bank, farah, arun } = it
  const [client, program] = [bank.newId(), bank.newId()]
  const letIn = async (change: ClientChange) =>
    grantClient(bank, arun, (await proposeClient(bank, farah, change)).id, change.about)
  await letIn(await third(client))
  await letIn(service(program, makeKey().keyHash))
  const keys: ClientChange = { about: 'oauth-keys', client, keys: [await publicKey('two')] }
  const key = {
    about: 'service-key',
    client: program,
    key: bank.newId(),
    keyHash: makeKey().keyHash,
    overlapHours: 1,
  } as const
  const waiting = [await proposeClient(bank, farah, keys), await proposeClient(bank, farah, key)]
  for (const url of [`/v1/oauth-clients/${client}`, `/v1/service-clients/${program}`])
    assert.equal((await bank.ask({ method: 'DELETE', url, cookie: farah.cookie })).status, 204)
  assert.equal((await grantClient(bank, arun, waiting[0].id, 'oauth-keys')).code, 'no-such-oauth-client')
  assert.equal((await grantClient(bank, arun, waiting[1].id, 'service-key')).code, 'no-such-client')
})

test('who decides on roles does not decide on clients by that, nor the other way round', async () => {
  await using it = await two()
  const { bank, farah, arun } = it
  const { id } = await proposeClient(bank, farah, service(bank.newId(), makeKey().keyHash))
  const role = await propose(bank, farah, {
    about: 'permissions',
    role: 'teller',
    add: ['products:freeze'],
    remove: [],
  })
  const deny = (url: string) =>
    bank.ask({ method: 'POST', url, body: { decision: 'deny', note: 'No.' }, cookie: arun.cookie })
  assert.equal((await deny(`/v1/roles/proposals/${id}/decision`)).code, 'no-such-proposal')
  assert.equal((await deny(`/v1/client-proposals/${role.id}/decision`)).code, 'no-such-proposal')
  const ids = async (url: string) => (await list(it, url)).items.map((item: { id: string }) => item.id)
  assert.deepEqual([await ids('/v1/client-proposals'), await ids('/v1/roles/proposals')], [[id], [role.id]])
  for (const cookie of [await bank.staff('teller'), await bank.staff('analyst'), await bank.staff('compliance')])
    assert.equal((await bank.ask({ method: 'GET', url: '/v1/client-proposals', cookie })).code, 'not-allowed')
})

test('nobody is registered and no key is made by the word of one person', async () => {
  await using it = await two()
  const { bank, farah } = it
  const client = bank.newId()
  for (const url of [
    `/v1/oauth-clients/${client}`,
    `/v1/service-clients/${client}`,
    `/v1/service-clients/${client}/keys/${bank.newId()}`,
  ])
    assert.equal((await bank.ask({ method: 'PUT', url, body: {}, cookie: farah.cookie })).status, 405, url)
})
