import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Progress, silentProgress } from '#platform/progress'
import { dayMs } from '#platform/time'
import { type TestBank, testBank } from '#testing/bank'
import { browserHeaders } from '#testing/page-token'
import { demoPassword } from './people.ts'
import { seedDemo } from './seed.ts'

const small = { seed: 7, days: 30, share: 0.7 }
const tiny = { seed: 7, days: 10, share: 0.3 }

const count = async (bank: TestBank) => {
  const [counts] = await bank.db.query(
    `select (select count(*) from payments.payment) as payments, (select count(*) from ledger.transfer) as transfers,
            (select count(*) from identity.person) as people, (select count(*) from products.product) as products,
            (select count(*) from fraud.label) as labels`,
  )
  return counts
}

/** Breaks off in the middle of the history, as a power cut does. */
const breaking: Progress = {
  say: () => {},
  step: (_name, work) =>
    work((done, total) => {
      if (done > total / 2) throw new Error('the power went')
    }),
}

const signIn = async (bank: TestBank, email: string) => {
  const payload = { email, password: demoPassword }
  const answer = await bank.http.server.inject({ method: 'POST', url: '/v1/sessions', payload })
  const cookie = answer.headers['set-cookie']?.toString().split(';')[0] ?? ''
  return { id: '', name: email, headers: browserHeaders(cookie) }
}

test('a demo that broke off goes on where it was, is told to its end, and a second start changes nothing', async () => {
  await using bank = await testBank({ isShippedModel: true })
  await using straight = await testBank({ isShippedModel: true, seed: 2 })
  await assert.rejects(seedDemo(bank, bank.clock, breaking, tiny), /the power went/)
  const half = await count(bank)
  const beganAt = bank.clock()
  bank.pass(3 * dayMs)
  const lines = await seedDemo(bank, bank.clock, silentProgress, tiny)
  const whole = await count(bank)

  await seedDemo(straight, () => beganAt, silentProgress, tiny)
  assert.deepEqual(whole, await count(straight))
  assert.notDeepEqual(half, whole)
  const arun = await signIn(bank, 'arun@demo.bank')
  const waiting = (await bank.ask(arun, 'GET', '/v1/approvals')).body.items
  assert.deepEqual(waiting.map(({ kind }: { kind: string }) => kind).sort(), ['clients.oauth-client', 'sealed.profile'])
  assert.deepEqual(await seedDemo(bank, bank.clock, silentProgress, tiny), lines)
  assert.deepEqual(await count(bank), whole)
})

test('the demo’s books are proved, nobody is overdrawn, and people and the queue are there to be looked at', async () => {
  await using bank = await testBank({ isShippedModel: true })
  const lines = await seedDemo(bank, bank.clock, silentProgress, small)

  assert.equal((await bank.ledger.prove()).breach, null)
  const products = await bank.db.query<{ id: string }>('select id from products.product')
  const balances = await bank.ledger.balances(products.map(({ id }) => id))
  assert.ok([...balances.values()].every(({ available }) => available >= 0n))

  const [priya, meenakshi] = [await signIn(bank, 'priya@demo.bank'), await signIn(bank, 'meenakshi@demo.bank')]
  assert.ok(lines.join('\n').includes('priya@demo.bank (analyst)'))
  const { items: queue } = (await bank.ask(priya, 'GET', '/v1/reviews')).body
  assert.ok(queue.length >= 1, 'nothing waits in review')
  const { items: accounts } = (await bank.ask(meenakshi, 'GET', '/v1/products')).body
  assert.deepEqual(accounts.map(({ name }: { name: string }) => name).sort(), [
    'Euro account',
    'Everyday',
    'School fees',
  ])

  const { items: files } = (await bank.ask(meenakshi, 'GET', '/v1/payment-files')).body
  assert.deepEqual([files.length, files[0].state, files[0].lines > files[0].good], [1, 'read', true])
  const { items: asked } = (await bank.ask(meenakshi, 'GET', '/v1/requests?side=by-me')).body
  const kinds = new Set(asked.map(({ state }: { state: string }) => state))
  assert.ok(kinds.has('open') && kinds.has('declined'), [...kinds].join())

  const byCode = await bank.db.query<{ state: string }>(
    `select p.state from payments.spent_code s join payments.payment p on p.id = s.payment where p.state = 'settled'`,
  )
  assert.equal(byCode.length, 2)
  await bank.notifications.spreadEvents()
  await bank.notifications.deliverWebhooks()
  const farah = await signIn(bank, 'farah@demo.bank')
  const [endpoint] = (await bank.ask(farah, 'GET', '/v1/webhooks/endpoints')).body.items
  const log = (await bank.ask(farah, 'GET', `/v1/webhooks/endpoints/${endpoint.id}/deliveries`)).body.items
  assert.ok(new Set(log.map(({ type }: { type: string }) => type)).size > 1, 'no delivery but the one that tries it')

  const states = await bank.db.query<{ state: string }>('select distinct state from payments.payment order by state')
  for (const state of ['announced', 'blocked', 'in_review', 'refused', 'settled'])
    assert.ok(
      states.some((row) => row.state === state),
      `none is ${state}`,
    )
})
