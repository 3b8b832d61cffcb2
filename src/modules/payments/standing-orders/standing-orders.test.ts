import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayMs, hourMs } from '#platform/time'
import { password } from '#testing/bank'
import { later } from '../test-later.ts'
import { openTown } from './test-orders.ts'

test('a monthly order pays on its days at six in the morning of India, each once, and says so', async () => {
  const { bank, put, read, live, runsOf, paid } = await openTown()
  await using _ = bank
  const { body } = await put({ times: 3, note: 'Rent' })
  assert.deepEqual([body.payee, body.zone, body.hour, body.state, body.done], ['Bob', 'Asia/Kolkata', 6, 'active', 0])
  assert.deepEqual(
    body.coming.map(({ due }: { due: string }) => due),
    ['2026-03-03', '2026-04-03', '2026-05-03'],
  )
  bank.pass(15 * hourMs + 29 * 60_000)
  await bank.payments.runDue()
  assert.equal(await paid(), 0n, 'a minute to six')
  bank.pass(60_000)
  for (let times = 0; times < 3; times++) await bank.payments.runDue()
  assert.equal(await paid(), 1_000n)
  await live(62)
  const after = await read(body.id)
  assert.deepEqual([after.state, after.done, after.coming], ['ended', 3, []])
  assert.deepEqual(await runsOf(body.id), [
    ['2026-03-03', 'sent'],
    ['2026-04-03', 'sent'],
    ['2026-05-03', 'sent'],
  ])
  await live(40)
  assert.equal(await paid(), 3_000n)
  const [{ note }] = await bank.db.query<{ note: string }>(
    'select distinct note from payments.payment where payer is not null',
  )
  assert.equal(note, 'Rent')
})

test('setting one up takes proof of just that; the same terms again take none, others do', async () => {
  const { bank, ada, put, terms, read } = await openTown()
  await using _ = bank
  const id = bank.newId()
  assert.equal((await put({}, id, ada, { password: 'not this one' })).code, 'wrong-credentials')
  assert.equal((await bank.ask(ada, 'GET', `/v1/standing-orders/${id}`)).code, 'no-such-standing-order')
  const device = await bank.givePasskey(ada)
  const step = async (more: object) =>
    (await bank.ask(ada, 'POST', `/v1/standing-orders/${id}/step-up`, terms(more))).body
  const small = await step({})
  assert.deepEqual(
    [small.signs.act, small.signs.amount.minor, small.signs.payee.name, small.signs.about],
    ['standing-order', '1000', 'Bob', 'every month from 2026-03-03'],
  )
  const signed = { stepUp: small.id, credential: device.use(small.options) }
  assert.equal((await put({ amount: { kind: 'fixed', minor: '1001' } }, id, ada, signed)).code, 'passkey-refused')
  const again = await step({})
  assert.equal((await put({}, id, ada, { stepUp: again.id, credential: device.use(again.options) })).status, 200)
  assert.equal((await put({}, id, ada, { password: 'whatever' })).status, 200)
  assert.equal((await put({ every: 'week' }, id, ada, { password })).code, 'passkey-required')
  const other = await step({ every: 'week' })
  const changed = await put({ every: 'week' }, id, ada, { stepUp: other.id, credential: device.use(other.options) })
  assert.deepEqual([changed.status, (await read(id)).every], [200, 'week'])
})

test('an order to somebody who was confirmed by name is changed by its own id, long after the check is over', async () => {
  const { bank, ada, bob, put, read, live, paid } = await openTown()
  await using _ = bank
  await bank.ask(bob, 'PUT', '/v1/aliases/bob.b', { product: bob.product })
  const asked = { address: 'bob.b@bank', name: 'Bob' }
  const check = (await bank.ask(ada, 'POST', '/v1/payee-checks', asked)).body.id
  const { body } = await put({ to: check })
  await live(1)
  assert.equal((await put({ to: check, note: 'New order' })).code, 'payee-check-over')
  const eve = await bank.holder('Eve', 1_000n)
  assert.equal((await put({ to: body.id, from: eve.product }, body.id, eve)).status, 404)
  assert.equal((await put({ to: body.id })).status, 404, 'the id of one order is no payee of another')
  const half = { kind: 'fixed', minor: '500' }
  const changed = await put({ to: body.id, amount: half, first: '2026-03-05' }, body.id)
  assert.deepEqual([changed.status, changed.body.payee, changed.body.amount.minor], [200, 'Bob', '500'])
  await put({ to: body.id, amount: half, first: '2026-03-05' }, body.id, ada, { password: 'not asked for again' })
  await live(2)
  assert.deepEqual([await paid(), (await read(body.id)).runs.length], [1_500n, 2])
})

test('what cannot be ordered is refused', async () => {
  const { bank, ada, bob, put, act } = await openTown()
  await using _ = bank
  const eve = await bank.holder('Eve', 1_000n)
  assert.equal((await put({ first: '2026-03-01' })).code, 'due-in-past')
  assert.equal((await put({ first: '2026-02-30' })).code, 'invalid-input')
  assert.equal((await put({ until: '2026-03-02' })).code, 'never-due')
  assert.equal((await put({ from: eve.product })).code, 'no-such-account')
  assert.equal((await put({ to: '123456789012' })).code, 'no-such-account')
  assert.equal((await put({ to: ada.number })).code, 'same-account')
  const euro = await bank.holder('Zoe', 0n, 'EUR')
  assert.equal((await put({ to: euro.number })).code, 'currency-differs')
  assert.equal((await put({ amount: { kind: 'sweep', keep: '-1', most: null } })).code, 'invalid-input')
  const { body } = await put()
  assert.equal((await put({ to: eve.number }, body.id)).code, 'payee-stays')
  assert.equal((await put({ from: eve.product }, body.id, eve)).code, 'no-such-standing-order')
  assert.equal((await act(body.id, 'end', eve)).code, 'no-such-standing-order')
  assert.equal((await act(body.id, 'end')).body.state, 'ended')
  for (const what of ['end', 'pause', 'skip', 'resume'])
    assert.equal((await act(body.id, what)).code, 'standing-order-ended')
  assert.equal((await put({ note: 'Once more' }, body.id)).code, 'standing-order-ended')
  assert.equal(await bank.balance(bob.product), 0n)
})

test('skipped dates are left out and do not count; a pause is not made up for; the last date ends it', async () => {
  const { order, act, live, runsOf, read, paid, bank } = await openTown()
  await using _ = bank
  const id = await order({ every: 'day', times: 4 })
  await act(id, 'skip')
  assert.equal((await read(id)).coming[0].due, '2026-03-04')
  await live(2)
  await act(id, 'pause')
  assert.equal((await read(id)).state, 'paused')
  await live(3)
  assert.equal(await paid(), 1_000n)
  const { body } = await act(id, 'resume')
  assert.deepEqual([body.state, body.coming[0].due], ['active', '2026-03-07'])
  await live(6)
  assert.deepEqual(await runsOf(id), [
    ['2026-03-03', 'skipped'],
    ['2026-03-04', 'sent'],
    ['2026-03-07', 'sent'],
    ['2026-03-08', 'sent'],
    ['2026-03-09', 'sent'],
  ])
  assert.deepEqual([await paid(), (await read(id)).state], [4_000n, 'ended'])
})

test('what is above a balance is swept, at most so much, and nothing where nothing is above', async () => {
  const { bank, ada, order, live, read, paid } = await openTown()
  await using _ = bank
  const id = await order({ every: 'day', amount: { kind: 'sweep', keep: '40000', most: '50000' } })
  await live(1)
  assert.deepEqual([await paid(), await bank.balance(ada.product)], [50_000n, 50_000n])
  await live(1)
  assert.equal(await bank.balance(ada.product), 40_000n)
  await live(1)
  assert.deepEqual([await paid(), (await read(id)).runs[0].state], [60_000n, 'nothing'])
})

test('where the money is missing it is tried again on so many days, then missed; the next date is another matter', async () => {
  const { bank, ada, order, live, runsOf, read, paid } = await openTown()
  await using _ = bank
  const id = await order({ every: 'week', amount: { kind: 'fixed', minor: '150000' }, retryDays: 2 })
  await live(1)
  const [waiting] = (await read(id)).runs
  assert.deepEqual([waiting.state, waiting.nextTryAt], ['waits', '2026-03-04T00:30:00.000Z'])
  await live(2)
  assert.deepEqual(await runsOf(id), [['2026-03-03', 'missed']])
  await live(5)
  await bank.fund(ada.product, 100_000n)
  await live(1)
  assert.deepEqual([(await runsOf(id))[1], await paid()], [['2026-03-10', 'sent'], 150_000n])
})

test('an order that fails three times in a row is paused, and its owner is told and can let it go on', async () => {
  const { bank, ada, order, act, live, runsOf, read, paid } = await openTown()
  await using _ = bank
  const id = await order({ every: 'week', amount: { kind: 'fixed', minor: '150000' } })
  await live(8)
  await act(id, 'skip')
  assert.equal((await read(id)).state, 'active', 'twice is no habit, and what is left out does not count')
  await live(20)
  assert.equal((await read(id)).state, 'paused')
  const { items } = (await bank.ask(ada, 'GET', '/v1/notifications')).body
  const paused = items.filter(({ kind }: { kind: string }) => kind === 'order-paused')
  assert.deepEqual(
    paused.map(({ link }: { link: string }) => link),
    [`/standing-orders/${id}`],
  )
  await bank.fund(ada.product, 400_000n)
  await live(14)
  assert.equal(await paid(), 0n)
  await act(id, 'resume')
  await live(8)
  assert.deepEqual([(await runsOf(id)).at(-1)?.[1], await paid()], ['sent', 300_000n], 'on two Tuesdays')
})

test('a limit that is used up and a freeze make a run wait, too', async () => {
  const { bank, ada, order, live, runsOf, paid } = await openTown()
  await using _ = bank
  const id = await order({ every: 'once', retryDays: 5 })
  await bank.ask(ada, 'PUT', '/v1/limits/send/INR', { perPayment: '500', perDay: null })
  await live(1)
  assert.deepEqual(await runsOf(id), [['2026-03-03', 'waits']])
  await bank.ask(ada, 'PUT', '/v1/limits/send/INR', { perPayment: null, perDay: null, proof: { password } })
  await bank.ask(ada, 'PUT', '/v1/halt')
  await live(2)
  assert.deepEqual([await runsOf(id), await paid()], [[['2026-03-03', 'waits']], 0n])
  await bank.ask(ada, 'POST', '/v1/halt/end', { proof: { password } })
  await bank.db.query('delete from products.halt')
  await live(1)
  assert.deepEqual([await runsOf(id), await paid()], [[['2026-03-03', 'sent']], 1_000n])
})

test('a run that stands out asks its owner and waits for two days, and no longer', async () => {
  const { bank, ada, order, live, read, paid } = await openTown({ probability: () => 0.6 })
  await using _ = bank
  const [answered, forgotten] = [await order({ every: 'once' }), await order({ every: 'once' })]
  await live(1)
  const [run] = (await read(answered)).runs
  assert.deepEqual([run.state, await paid()], ['asks', 0n])
  await later(bank, 2 * dayMs - hourMs, ada)
  await bank.payments.endDue()
  const reply = await bank.ask(ada, 'POST', `/v1/payments/${run.payment}/challenge`, { password })
  assert.equal(reply.body.state, 'settled')
  await later(bank, hourMs, ada)
  await bank.payments.endDue()
  assert.deepEqual([(await read(answered)).runs[0].state, (await read(forgotten)).runs[0].state], ['sent', 'stopped'])
  assert.equal(await paid(), 1_000n)
})

test('what the bank adds to a calendar moves dates that are to come, and taking it away moves them back', async () => {
  const { bank, ada, order, read, live, runsOf } = await openTown()
  await using _ = bank
  const administrator = await bank.person('administrator', 'Farah')
  const id = await order({ dayRule: 'following', first: '2026-03-04' })
  const path = '/v1/holidays/INR/2026-03-04'
  assert.equal((await bank.ask(ada, 'PUT', path, { name: 'Holi' })).status, 403)
  await bank.ask(administrator, 'PUT', path, { name: 'Holi' })
  assert.equal((await read(id)).coming[0].due, '2026-03-05')
  const { body } = await bank.ask(ada, 'GET', '/v1/holidays/INR?year=2026')
  assert.deepEqual(
    body.items.filter(({ isAdded }: { isAdded: boolean }) => isAdded),
    [{ day: '2026-03-04', name: 'Holi', isAdded: true }],
  )
  await bank.ask(administrator, 'DELETE', path)
  assert.equal((await read(id)).coming[0].due, '2026-03-04')
  await bank.ask(administrator, 'PUT', path, { name: 'Holi' })
  await live(4)
  assert.deepEqual(await runsOf(id), [['2026-03-05', 'sent']])
})

test('a bank that was away makes up for what it promised', async () => {
  const { bank, ada, order, runsOf, paid } = await openTown()
  await using _ = bank
  const id = await order({ every: 'day' })
  await later(bank, 3 * dayMs, ada)
  for (let times = 0; times < 4; times++) await bank.payments.runDue()
  assert.equal((await runsOf(id)).length, 3)
  assert.equal(await paid(), 3_000n)
})
