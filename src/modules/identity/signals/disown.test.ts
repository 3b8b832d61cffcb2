import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testIdentity } from '../test-identity.ts'
import { openBrowser, settled } from './test-browser.ts'

const elsewhere = { address: '198.51.100.9', zone: 'Asia/Kolkata' }

const openBank = () => testIdentity({ asksForDevice: true })

test('who disowns a sign-in ends it and what else came from that browser, which has to prove itself from then on', async () => {
  await using bank = await openBank()
  const other = openBrowser(bank)
  await other.register('bina@example.com')
  const { email, browser } = await settled(bank)
  await other.signIn('bina@example.com')
  await browser.signIn(email)
  const thief = openBrowser(bank, elsewhere)
  await thief.signIn(email)
  const { items } = (await browser.ask('GET', '/v1/me/sessions')).body
  assert.deepEqual(items[0].signals, ['new-device', 'new-network'])
  const path = (id: string) => `/v1/me/sessions/${id}/disowning`
  assert.equal((await browser.ask('POST', path(items[1].id))).code, 'this-session')
  assert.equal((await browser.ask('POST', path('0'.repeat(64)))).code, 'no-such-session')
  assert.equal((await other.ask('POST', path(items[0].id))).code, 'no-such-session')
  assert.equal((await thief.read()).status, 200)
  assert.equal((await browser.ask('POST', path(items[0].id))).status, 204)
  assert.equal((await thief.read()).code, 'sign-in-required')
  await thief.signIn(email)
  assert.deepEqual(await thief.standing(), ['high', ['disowned-device', 'new-network']])
  await bank.identity.deliver('mail')
  assert.ok(bank.outbox.messages.some(({ subject }) => subject?.includes('was not you')))
})

test('with a sign-in that is disowned end the later ones of its browser, and not those from before', async () => {
  await using bank = await openBank()
  const { email, browser } = await settled(bank)
  await browser.signIn(email)
  const shared = openBrowser(bank, elsewhere)
  const ids: string[] = []
  for (let times = 0; times < 3; times++) {
    await shared.signIn(email)
    const { items } = (await shared.ask('GET', '/v1/me/sessions')).body
    ids.push(items.find(({ isCurrent }: { isCurrent: boolean }) => isCurrent).id)
    // Its cookie of the session is lost, its device stays: signing in then ends nothing by itself.
    shared.cookie = shared.cookie
      .split('; ')
      .filter((each) => each.includes('device'))
      .join('; ')
  }
  assert.equal((await browser.ask('POST', `/v1/me/sessions/${ids[1]}/disowning`)).status, 204)
  const rows = await bank.db.query<{ id: string; is_open: boolean }>(
    "select encode(id, 'hex') as id, ended_at is null as is_open from identity.session",
  )
  const isOpen = (id: string) => rows.find((row) => row.id === id)?.is_open
  assert.deepEqual(ids.map(isOpen), [true, false, false])
})

test('of two people at one browser, who disowns a sign-in ends their own and not the other’s', async () => {
  await using bank = await openBank()
  const shared = openBrowser(bank)
  await shared.register('bina@example.com')
  const { email, browser } = await settled(bank)
  const cookieOf = async (who: string) => {
    await shared.signIn(who)
    return shared.cookie
  }
  const first = await cookieOf(email)
  // Signing in ends what this browser held, so hers is begun without it.
  shared.cookie = first.split('; ').find((each) => each.startsWith('bank-device=')) ?? ''
  const hers = await cookieOf('bina@example.com')
  await browser.signIn(email)
  const { items } = (await browser.ask('GET', '/v1/me/sessions')).body
  const path = (id: string) => `/v1/me/sessions/${id}/disowning`
  const other = openBrowser(bank)
  await other.signIn('bina@example.com')
  assert.equal((await other.ask('POST', path(items[1].id))).code, 'no-such-session', 'a session of somebody else')
  shared.cookie = hers
  assert.equal((await shared.read()).status, 200)
  assert.equal((await browser.ask('POST', path(items[1].id))).status, 204)
  assert.equal((await shared.read()).status, 200)
  shared.cookie = first
  assert.equal((await shared.read()).code, 'sign-in-required')
})
